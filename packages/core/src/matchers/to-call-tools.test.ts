import { describe, expect, test } from "vitest";
import { oneOf, optional } from "../tools/alternatives.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const calls = [
  { name: "get_account", args: { id: 7 } },
  { name: "search_articles", args: { query: "refund", limit: 3 } },
  { name: "search_articles", args: { query: "price" } },
];

describe("toCallTools", () => {
  test("passes when each expected call was made, in any order", () => {
    expect(calls).toCallTools(["search_articles", "search_articles", "get_account"]);
    expect(calls).toCallTools([
      { name: "search_*", args: { query: "price" } },
      { name: "search_*", args: { query: oneOf("refund", "refunds"), lang: optional("en") } },
      "get_account",
    ]);
  });

  test("fails with what is missing, what was not expected, and how the nearest call differs", () => {
    const expected = [
      "get_account",
      { name: "search_articles", args: { query: "refunds", limit: 5 } },
      "refund_order",
    ];

    expect(() => expect(calls).toCallTools(expected)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toCallTools(get_account, search_articles, refund_order): 2 of 3 expected calls missing: search_articles, refund_order; 2 of 3 calls unexpected: search_articles, search_articles

      expected:
          * get_account(...)
            search_articles({"query": "refunds", "limit": 5})
            refund_order(...)
      calls:
          * #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})
            #2 search_articles({"query": "price"})
      call #1, nearest to expected search_articles (2 of 3):
          query: value, expected "refunds", got "refund"
          limit: value, expected 5, got 3]
    `);
  });

  test("passes negated when an expected call was not made", () => {
    expect(calls).not.toCallTools(["get_account"]);
    expect(calls).not.toCallTools(["get_account", "refund_order"], { extra: "allow" });
  });

  test("fails negated when all expected calls were made", () => {
    expect(() => expect(calls).not.toCallTools(["get_account"], { extra: "allow" }))
      .toThrowErrorMatchingInlineSnapshot(`
        [Error: expect(received).not.toCallTools(get_account): 1 of 1 expected calls were made

        expected:   * get_account(...)
        calls:
            * #0 get_account({"id": 7})
              #1 search_articles({"query": "refund", "limit": 3})
              #2 search_articles({"query": "price"})]
      `);
  });

  test("asks for an order where told to", () => {
    const reversed = ["search_articles", "get_account"];

    expect(calls).toCallTools(reversed, { extra: "allow" });
    expect(() => expect(calls).toCallTools(reversed, { extra: "allow", order: "inOrder" })).toThrow(
      "1 of 2 expected calls missing: search_articles; all were made, in another order",
    );
    expect(calls).toCallTools(["get_account", { name: "search_articles", args: { query: "price" } }], {
      extra: "allow",
      order: "inOrder",
    });
    expect(calls).not.toCallTools(["get_account", { name: "search_articles", args: { query: "price" } }], {
      extra: "allow",
      order: "exact",
    });
    expect(calls).toCallTools(["get_account", "search_articles", "search_articles"], { order: "exact" });
  });

  test("holds limits beside what is expected", () => {
    const options = { extra: "allow" } as const;

    expect(calls).toCallTools([], { ...options, forbidden: ["delete_*"], maxCalls: 3 });
    expect(() =>
      expect(calls).toCallTools([], { ...options, forbidden: ["search_*", "get_account"] }),
    ).toThrow("forbidden: get_account, search_articles");
    expect(() => expect(calls).toCallTools(["get_account"], { ...options, maxCalls: 2 })).toThrow(
      "3 calls, at most 2 allowed",
    );
  });

  test("takes a forbidden call for one even when its arguments cannot be read", () => {
    expect(() =>
      expect([{ name: "delete_account", arguments: "{" }]).toCallTools([], {
        extra: "allow",
        forbidden: ["delete_*"],
      }),
    ).toThrow("forbidden: delete_account");
  });

  test("takes options for all expected calls, and for single ones", () => {
    expect(calls.slice(1)).toCallTools(
      [
        { name: "search_articles", args: { query: "refund" }, defaults: { limit: 3 } },
        { name: "search_articles", args: { query: "price" } },
      ],
      { exact: true },
    );
    expect(calls.slice(1)).not.toCallTools(
      [
        { name: "search_articles", args: { query: "refund" } },
        { name: "search_articles", args: { query: "price" } },
      ],
      { exact: true },
    );
  });

  test("stands inside other assertions", () => {
    expect({ reply: calls }).toEqual({ reply: expect.toCallTools(["get_account"], { extra: "allow" }) });
    expect({ reply: calls }).toEqual({ reply: expect.not.toCallTools(["get_account"]) });
  });

  test("says that nothing was compared where nothing was", async () => {
    const { checks } = await inCase(() => expect({ toolCalls: [] }).toCallTools([]));

    expect(checks).toMatchObject([
      {
        outcome: "pass",
        score: 1,
        reason: "none expected and none made",
        details: { kind: "tool-calls", precision: null, recall: null, f1: 1, vacuous: true },
      },
    ]);
  });

  test("refuses an expectation that always holds, and options that do not exist", () => {
    expect(() => expect([]).toCallTools([], { extra: "allow" })).toThrow(
      'none with `extra: "allow"` always holds',
    );
    expect(() => expect([]).not.toCallTools("a" as never)).toThrow(
      "expected the expected calls to be a list",
    );
    expect(() => expect([]).not.toCallTools(["a"], { order: "sorted" as never })).toThrow("`order`");
    expect(() => expect([]).not.toCallTools(["a"], { extra: "ignore" as never })).toThrow("`extra`");
    expect(() => expect([]).not.toCallTools(["a"], { maxCall: 1 } as never)).toThrow('no option "maxCall"');
    expect(() => expect([]).not.toCallTools(["a"], { maxCalls: -1 })).toThrow("a whole number from 0");
    expect(() => expect([]).not.toCallTools(["a"], { forbidden: "a" as never })).toThrow("a list of names");
    expect(() => expect({ text: "hi" }).not.toCallTools(["a"])).toThrow("which is no known shape");
  });

  test("records rates, and what became of each expected tool", async () => {
    const { checks } = await inCase(() =>
      expect(() => expect(calls).toCallTools(["get_account", "refund_order"])).toThrow(
        "expected calls missing",
      ),
    );

    expect(checks).toMatchObject([
      {
        subject: "get_account, refund_order",
        outcome: "fail",
        score: 0.4,
        details: {
          version: 1,
          made: 3,
          precision: 1 / 3,
          recall: 0.5,
          f1: 0.4,
          tools: [
            { expected: "get_account", called: "get_account", matched: true },
            { expected: "refund_order", called: "search_articles", matched: false },
          ],
        },
      },
    ]);
  });
});
