import { describe, expect, test } from "vitest";
import { z } from "zod";
import { recordedTrace, recordTrace } from "../run/record-trace.ts";
import { oneOf, optional } from "../tools/alternatives.ts";
import { looseString } from "../tools/loose-string.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const message = {
  role: "assistant",
  content: null,
  tool_calls: [
    { id: "c1", type: "function", function: { name: "get_order", arguments: '{"id":7}' } },
    {
      id: "c2",
      type: "function",
      function: {
        name: "search_articles",
        arguments: '{"query":"refund policy","filter":{"lang":"en","tags":["a"]},"k":3}',
      },
    },
    { id: "c3", type: "function", function: { name: "search_articles", arguments: '{"query":' } },
  ],
};

describe("toCallTool", () => {
  test("passes when the tool was called with these arguments", () => {
    expect(message).toCallTool("get_order");
    expect(message).toCallTool("search_articles", { query: "refund policy", filter: { lang: "en" } });
  });

  test("fails with the nearest call and how it differs", () => {
    const expected = {
      query: expect.stringContaining("price"),
      limit: 5,
      k: "3",
      filter: { tags: ["a", "b"] },
    };

    expect(() => expect(message).toCallTool("search_articles", expected)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toCallTool(search_articles): not called with these arguments; call #1 differs in 4 arguments

      expected:   search_articles({"query": StringContaining "price", "limit": 5, "k": "3", "filter": {"tags": ["a", "b"]}})
      calls:
            #0 get_order({"id": 7})
            #1 search_articles({"query": "refund policy", "filter": {"lang": "en", "tags": ["a"]}, "k": 3})
            #2 search_articles({"query":)  [arguments cannot be read: Unexpected end of JSON input]
      call #1:
          query: value, expected StringContaining "price", got "refund policy"
          limit: missing, expected 5
          k: type, expected "3", got 3
          filter.tags: value, expected ["a", "b"], got ["a"]]
    `);
  });

  test("passes negated when the tool was not called with these arguments", () => {
    expect(message).not.toCallTool("delete_account");
    expect(message).not.toCallTool("get_order", { id: 8 });
  });

  test("fails negated when the tool was called", () => {
    expect(() => expect(message).not.toCallTool("get_order", { id: 7 })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toCallTool(get_order): 1 of 3 calls match

      expected:   get_order({"id": 7})
      calls:
          * #0 get_order({"id": 7})
            #1 search_articles({"query": "refund policy", "filter": {"lang": "en", "tags": ["a"]}, "k": 3})
            #2 search_articles({"query":)  [arguments cannot be read: Unexpected end of JSON input]]
    `);
  });

  test("names the tools that were called instead", () => {
    expect(() => expect(message).toCallTool("refund_order")).toThrow(
      "not called; called: get_order, search_articles",
    );
    expect(() => expect([]).toCallTool("refund_order")).toThrow("no tool was called");
  });

  test("refuses further arguments when exact", () => {
    expect(message).toCallTool("get_order", { id: 7 }, { exact: true });
    expect(() =>
      expect(message).toCallTool("search_articles", { query: "refund policy" }, { exact: true }),
    ).toThrow("k: unexpected, got 3");
  });

  test("takes predicates over one argument and over all", () => {
    expect(message).toCallTool("get_order", { id: (id: unknown) => id === 7 });
    expect(message).toCallTool("get_order", (args) => args["id"] === 7);
    expect(message).not.toCallTool("get_order", (args) => args["id"] === 8);
  });

  test("stands inside other assertions, and takes our own matchers inside", () => {
    expect({ reply: message }).toEqual({ reply: expect.toCallTool("get_order") });
    expect(message).toCallTool("search_articles", { query: expect.toMatchTokens("refund policy") });
    expect(message).not.toCallTool("search_articles", { k: expect.toMatchTokens("3") });
  });

  test("counts calls where asked to", () => {
    expect(message).toCallTool("get_order", undefined, { times: 1 });
    expect(message).not.toCallTool("get_order", undefined, { times: 2 });
    expect(message).toCallTool("delete_*", {}, { times: 0 });
  });

  test("finds tools by a pattern over their names", () => {
    expect(message).toCallTool("get_*");
    expect(message).toCallTool("*_*", undefined, { times: 2 });
    expect(message).not.toCallTool("delete_*");
  });

  test("never counts a call whose arguments cannot be read, and shows it", () => {
    const broken = { role: "assistant", tool_calls: [message.tool_calls[2]] };

    expect(broken).not.toCallTool("search_articles");
    expect(() => expect(broken).toCallTool("search_articles")).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toCallTool(search_articles): call #0 does not count: arguments cannot be read: Unexpected end of JSON input

      expected:   search_articles(...)
      calls:      #0 search_articles({"query":)  [arguments cannot be read: Unexpected end of JSON input]]
    `);
  });

  test("refuses a value of no known shape, negated too", () => {
    expect(() => expect({ text: "hi" }).toCallTool("x")).toThrow("which is no known shape");
    expect(() => expect({ text: "hi" }).not.toCallTool("x")).toThrow("the keys text");
    expect(() => expect(undefined).not.toCallTool("x")).toThrow("got undefined");
  });

  test("refuses expected values that arguments can never hold", () => {
    expect(() => expect(message).not.toCallTool("get_order", { id: /7/ })).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to match argument "id": a tool's arguments are JSON, which can never equal /7/. Write expect.stringMatching(...).]`,
    );
    expect(() => expect(message).not.toCallTool("get_order", { id: new Date(0) })).toThrow("can never equal");
    expect(() => expect(message).not.toCallTool("get_order", { id: async () => false })).toThrow(
      "true or false",
    );
  });

  test.each<[string, string, unknown]>([
    ["of a tool that was not called", "cancel_order", { id: /7/ }],
    ["of an argument that is not there", "get_order", { at: new Date(0) }],
    ["deep inside one that is not there", "get_order", { filter: { tags: [1n] } }],
    ["among alternatives", "cancel_order", { id: oneOf(/7/, 7) }],
    ["in place of all arguments", "cancel_order", new Map([["id", 7]])],
    ["as a promise of a predicate", "cancel_order", { id: async () => true }],
    ["as a promise for all arguments", "cancel_order", async () => true],
  ])("refuses them negated too, where nothing is compared: %s", (_, name, args) => {
    expect(() => expect(message).not.toCallTool(name, args as never)).toThrow(
      /can never equal|return true or false/,
    );
    expect(() => expect(message).not.toCallTools([{ name, args: args as never }])).toThrow(
      /can never equal|return true or false/,
    );
  });

  test("takes them where a comparer decides, or where they are not looked at", () => {
    const compare = {
      "filter.id": (actual: unknown, expected: unknown) => (expected as RegExp).test(String(actual)),
    };

    expect([{ name: "a", args: { filter: { id: 7 } } }]).toCallTool(
      "a",
      { filter: { id: /7/ } },
      { compare },
    );
    expect([{ name: "a", args: { x: { at: 1 } } }]).toCallTool(
      "a",
      { x: { at: new Date(0) } },
      { ignoreArgs: ["x.at"] },
    );
  });

  test("refuses a choice of nothing, which would match anything", () => {
    const gold: [unknown] = [] as never;

    expect(() => oneOf(...gold)).toThrow("no value to choose from");
  });

  test.each<[string, Record<string, unknown>]>([
    ["left out", {}],
    ["its default", { unit: "c" }],
    ["its value", { unit: "f" }],
  ])("takes an argument that may be left out beside its default: %s", (_, args) => {
    const options = { exact: true, defaults: { unit: "c" } };

    expect([{ name: "a", args }]).toCallTool("a", { unit: optional("f") }, options);
    expect([{ name: "a", args: { unit: "k" } }]).not.toCallTool("a", { unit: optional("f") }, options);
  });

  test("refuses a wrong name and a wrong count", () => {
    expect(() => expect(message).toCallTool("")).toThrow("the tool's name");
    expect(() => expect(message).toCallTool("x", "y" as never)).toThrow("an object or a predicate");
    expect(() => expect(message).not.toCallTool("x", {}, { times: 0.5 })).toThrow("a whole number from 0");
  });

  test("shows the whole trajectory, however long", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      name: "step",
      args: { index, text: "x".repeat(50) },
    }));

    expect(() => expect(many).toCallTool("answer")).toThrow(/#0 step[^]*#299 step/);
  });

  test("takes allowed values, defaults, comparers, schemas, and leaves arguments out", () => {
    expect(message).toCallTool("get_order", { id: oneOf(6, 7), note: optional("x") }, { exact: true });
    expect(message).not.toCallTool("get_order", { id: oneOf(5, 6) });
    expect(message).toCallTool(
      "search_articles",
      { query: "Refund, policy", filter: { lang: "en" } },
      { exact: true, ignoreArgs: ["filter.tags"], defaults: { k: 3 }, compare: { query: looseString } },
    );
    expect(message).toCallTool("get_order", z.strictObject({ id: z.number() }));
    expect(message).toCallTool("search_articles", { k: z.number().max(5) });
    expect(() => expect(message).toCallTool("get_order", z.object({ id: z.string() }))).toThrow(
      "id: type, Invalid input: expected string, received number, got 7",
    );
  });

  test("refuses options that do not exist or say nothing", () => {
    expect(() => expect(message).not.toCallTool("a", {}, { time: 1 } as never)).toThrow('no option "time"');
    expect(() => expect(message).not.toCallTool("a", { id: 1 }, { ignoreArgs: ["id"] })).toThrow(
      "both expected and ignored",
    );
  });

  test("reads what the running case has recorded where the value is undefined", async () => {
    const { checks, status } = await inCase(() => {
      recordTrace({ toolCalls: [{ name: "search", args: { q: "a" } }] });
      recordTrace({ toolCalls: [{ name: "fetch" }] });
      expect(undefined).toCallTool("fetch");
      expect(recordedTrace()).toCallTools(["search", "fetch"], { order: "exact" });
      expect([{ name: "other" }]).not.toCallTool("search");
    });

    expect(status).toBe("pass");
    expect(checks).toHaveLength(3);
  });

  test("records which calls were made", async () => {
    const { checks } = await inCase(() => expect(message).toCallTool("get_order"));

    expect(checks).toMatchObject([
      {
        subject: "get_order",
        outcome: "pass",
        details: {
          made: 3,
          matching: 1,
          calls: [
            { name: "get_order", status: "requested", matches: true },
            {},
            { status: "invalid", matches: false },
          ],
        },
      },
    ]);
  });
});
