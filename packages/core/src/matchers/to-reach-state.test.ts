import { describe, expect, test } from "vitest";
import { oneOf } from "../tools/alternatives.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";
import type { ReachStateOptions } from "./to-reach-state.ts";

expect.extend(matchers);

interface Shop {
  orders: { [id: string]: { state: string; refunded?: number } };
  log: string[];
}

const from = (): Shop => ({ orders: { 7: { state: "paid" }, 8: { state: "shipped" } }, log: [] });
const tools: ReachStateOptions["tools"] = {
  cancel: ({ id }, { orders }: Shop) => {
    const order = orders[String(id)];
    if (order?.state !== "paid") throw new Error(`order ${String(id)} cannot be cancelled`);
    order.state = "cancelled";
  },
  refund: async ({ id, amount }, { orders, log }: Shop) => {
    await Promise.resolve();
    const order = orders[String(id)];
    if (order !== undefined) order.refunded = Number(amount);
    log.push(`refund ${String(id)}`);
  },
};
const cancelled = { orders: { 7: { state: "cancelled" }, 8: { state: "shipped" } }, log: [] };
const cancel = { name: "cancel", args: { id: 7 } };
const refund = { name: "refund", args: { id: 7, amount: 5 } };

describe("toReachState", () => {
  test("passes when the replayed calls end in the expected state", async () => {
    await expect([cancel]).toReachState(cancelled, { from, tools });
    await expect([refund, cancel]).toReachState(
      { orders: { 7: { state: "cancelled", refunded: 5 }, 8: { state: "shipped" } }, log: ["refund 7"] },
      { from: from(), tools },
    );
  });

  test("fails with the calls and with what differs in the state", async () => {
    const made = [cancel, { name: "cancel", args: { id: 8 } }, { name: "refund", arguments: "{" }];

    await expect(
      expect(made).toReachState({ orders: { 7: { state: "paid" } }, log: ["x"], rest: 1 }, { from, tools }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toReachState(): the state differs in 4 places after 2 calls; 1 of them failed

      calls:
          #0 cancel({"id": 7})
          #1 cancel({"id": 8})  [failed when replayed: order 8 cannot be cancelled]
          #2 refund({)  [arguments cannot be read: Expected property name or '}' in JSON at position 1]  [not replayed]
      state:
          orders."7".state: value, expected "paid", got "cancelled"
          orders."8": unexpected, got {"state": "shipped"}
          log: value, expected ["x"], got []
          rest: missing, expected 1]
    `);
  });

  test("passes negated when the state is another", async () => {
    await expect({ toolCalls: [] }).not.toReachState(cancelled, { from, tools });
  });

  test("fails negated when the state is reached", async () => {
    await expect(expect([cancel]).not.toReachState(cancelled, { from, tools })).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toReachState(): the state is as expected after 1 call

      calls:      #0 cancel({"id": 7})]
    `);
  });

  test("keeps the order of the calls, of slow tools too", async () => {
    const slow = async (text: string, ms: number, list: string[]): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      list.push(text);
    };
    const ordered = {
      first: (_: object, list: string[]) => slow("first", 10, list),
      second: (_: object, list: string[]) => slow("second", 0, list),
    };

    await expect([{ name: "first" }, { name: "second" }]).toReachState(["first", "second"], {
      from: [],
      tools: ordered,
    });
    await expect([{ name: "second" }, { name: "first" }]).not.toReachState(["first", "second"], {
      from: [],
      tools: ordered,
    });
  });

  test("begins each time with a fresh state, and hands each tool its own arguments", async () => {
    const state = { list: [] as unknown[] };
    const args = { item: { n: 1 } };
    const spoiling = {
      add: (given: { readonly [name: string]: unknown }, { list }: { list: unknown[] }) => {
        list.push(given["item"]);
        (given["item"] as { n: number }).n = 9;
      },
    };

    await expect([{ name: "add", args }]).toReachState(
      { list: [{ n: 9 }] },
      { from: state, tools: spoiling },
    );
    await expect([{ name: "add", args }]).toReachState(
      { list: [{ n: 9 }] },
      { from: state, tools: spoiling },
    );
    expect(args).toEqual({ item: { n: 1 } });
    expect(state).toEqual({ list: [] });
  });

  test("compares maps, sets, dates and numbers that JSON has not", async () => {
    const rich = (): object => ({
      map: new Map([["a", 1]]),
      set: new Set([2, 1]),
      at: new Date(0),
      none: undefined,
      count: Number.NaN,
      big: 5n,
    });
    const options = { from: rich, tools: {} };

    await expect({ toolCalls: [] }).toReachState(rich(), options);
    await expect({ toolCalls: [] }).toReachState(
      { ...rich(), map: { a: 1 }, set: new Set([1, 2]), at: "1970-01-01T00:00:00.000Z" },
      options,
    );
    await expect({ toolCalls: [] }).not.toReachState({ ...rich(), map: new Map([["a", 2]]) }, options);
    await expect({ toolCalls: [] }).not.toReachState({ ...rich(), set: new Set([1]) }, options);
    await expect({ toolCalls: [] }).not.toReachState({ ...rich(), count: 0 }, options);
    await expect({ toolCalls: [] }).not.toReachState({ ...rich(), count: null }, options);
  });

  test("takes rules in place of values, and a part of the state", async () => {
    const expected = {
      orders: { 7: { state: oneOf("cancelled", "void") }, 8: { state: expect.any(String) as unknown } },
    };

    await expect([cancel]).toReachState(expected, { from, tools, partial: true });
    await expect([cancel]).not.toReachState(expected, { from, tools });
  });

  test("reads a state that keeps its data private, and refuses it otherwise", async () => {
    class Store {
      readonly #rows: string[] = [];
      add(row: string): void {
        this.#rows.push(row);
      }
      rows(): readonly string[] {
        return this.#rows;
      }
    }
    const options = {
      from: () => new Store(),
      tools: { add: (args: object, store: Store) => store.add(JSON.stringify(args)) },
    };

    await expect([{ name: "add" }]).toReachState(["{}"], {
      ...options,
      read: (store: Store) => store.rows(),
    });
    await expect(expect([{ name: "add" }]).not.toReachState({}, options)).rejects.toThrow(
      "keeps its data private",
    );
  });

  test("leaves out calls that were never carried out, and tools that change nothing", async () => {
    const made = [
      { name: "cancel", args: { id: 7 }, status: "denied" },
      { name: "search", args: {} },
    ];

    await expect(made).toReachState(from(), { from, tools, ignoreTools: ["sea*"] });
  });

  test("refuses a call without a tool, unless it failed in the application too", async () => {
    await expect(expect([{ name: "drop" }]).not.toReachState({}, { from, tools })).rejects.toThrow(
      'Failed to replay the call of "drop": there is no such tool among cancel, refund',
    );
    await expect([{ name: "drop", error: "unknown tool" }]).toReachState(from(), { from, tools });
    await expect(expect([{ name: "toString" }]).toReachState({}, { from, tools })).rejects.toThrow(
      "no such tool",
    );
  });

  test("refuses wrong options", async () => {
    await expect(expect([]).not.toReachState({}, { tools } as never)).rejects.toThrow("`from`");
    await expect(expect([]).not.toReachState({}, { from } as never)).rejects.toThrow("`tools`");
    await expect(expect([]).not.toReachState({}, { from: { run: () => 1 }, tools })).rejects.toThrow(
      "cannot be copied",
    );
    await expect(expect([]).not.toReachState({}, { from, tools, form: 1 } as never)).rejects.toThrow(
      'no option "form"',
    );
    await expect(expect("hi").not.toReachState({}, { from, tools })).rejects.toThrow(
      "which is no known shape",
    );
  });

  test("cannot stand inside other assertions, where nobody waits for it", () => {
    const inside = expect as unknown as { toReachState: (...args: unknown[]) => unknown };

    expect(() => expect([]).toEqual(inside.toReachState({}, { from, tools }))).toThrow(
      "a runner cannot wait for it there",
    );
  });

  test("records what was replayed and what failed", async () => {
    const { checks, status } = await inCase(async () => {
      const made = [cancel, { name: "cancel", args: { id: 8 } }];
      await expect(made).toReachState(cancelled, { from, tools });
    });

    expect(status).toBe("pass");
    expect(checks).toMatchObject([
      {
        reason: "the state is as expected after 2 calls; 1 of them failed",
        details: {
          replayed: 2,
          failed: [{ name: "cancel", error: "order 8 cannot be cancelled" }],
          differences: [],
        },
      },
    ]);
  });
});
