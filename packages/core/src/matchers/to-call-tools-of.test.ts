import { describe, expect, test } from "vitest";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const schema = {
  type: "object",
  properties: {
    id: { type: "integer", minimum: 1 },
    tags: { type: "array", items: { enum: ["new", "vip"] } },
    filter: { $ref: "#/$defs/filter" },
  },
  required: ["id"],
  additionalProperties: false,
  $defs: { filter: { type: "object", properties: { since: { type: "string", format: "date" } } } },
};
const tools = [{ name: "get_account", description: "Reads an account", inputSchema: schema }];
const call = (args: object): object[] => [{ name: "get_account", args }];

describe("toCallToolsOf", () => {
  test("passes when every call names a tool that exists and satisfies its schema", () => {
    expect(call({ id: 7, tags: ["vip"], filter: { since: "2026-11-21" } })).toCallToolsOf(tools);
  });

  test("fails with each problem of each call", () => {
    const made = [
      ...call({ id: 0, tags: ["vip", "old"], filter: { since: 5 } }),
      ...call({ id: "7", extra: 1 }),
      ...call({}),
      { name: "drop_table", args: {} },
      { name: "get_account", arguments: "{" },
      ...call({ id: 7 }),
    ];

    expect(() => expect(made).toCallToolsOf(tools)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toCallToolsOf(): 1 of 6 calls name a tool that exists and satisfy its schema; #0 get_account: id: 0 is less than 1 and 7 more

      tools:      get_account
      calls:
            #0 get_account({"id": 0, "tags": ["vip", "old"], "filter": {"since": 5}})
            #1 get_account({"id": "7", "extra": 1})
            #2 get_account({})
            #3 drop_table({})
            #4 get_account({)  [arguments cannot be read: Expected property name or '}' in JSON at position 1]
          * #5 get_account({"id": 7})
      problems:
          #0 get_account: id: 0 is less than 1.
          #0 get_account: tags[1]: Instance does not match any of ["new","vip"].
          #0 get_account: filter.since: Instance type "number" is invalid. Expected "string".
          #1 get_account: id: Instance type "string" is invalid. Expected "integer".
          #1 get_account: arguments: Property "extra" does not match additional properties schema.
          #2 get_account: arguments: Instance does not have required property "id".
          #3 drop_table: there is no such tool
          #4 get_account: arguments cannot be read: Expected property name or '}' in JSON at position 1]
    `);
  });

  test("passes negated when a call is wrong", () => {
    expect(call({ id: "7" })).not.toCallToolsOf(tools);
    expect([{ name: "drop_table" }]).not.toCallToolsOf(tools);
  });

  test("fails negated when all calls are right", () => {
    expect(() => expect(call({ id: 7 })).not.toCallToolsOf(tools)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toCallToolsOf(): 1 of 1 calls name a tool that exists and satisfy its schema

      tools:      get_account
      calls:      * #0 get_account({"id": 7})]
    `);
  });

  test.each([
    ["MCP", { name: "get_account", inputSchema: schema }],
    [
      "OpenAI's chat completions",
      { type: "function", function: { name: "get_account", parameters: schema } },
    ],
    ["OpenAI's Responses API", { type: "function", name: "get_account", parameters: schema }],
    ["Anthropic", { name: "get_account", input_schema: schema }],
  ])("reads the definitions of %s", (_, definition) => {
    expect(call({ id: 7 })).toCallToolsOf([definition]);
    expect(call({ id: 0 })).not.toCallToolsOf([definition]);
  });

  test.each(["http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#"])(
    "knows %s",
    ($schema) => {
      const range = { $schema, type: "object", properties: { n: { type: "integer", minimum: 1 } } };

      expect([{ name: "a", args: { n: 1 } }]).toCallToolsOf([{ name: "a", inputSchema: range }]);
      expect([{ name: "a", args: { n: 0 } }]).not.toCallToolsOf([{ name: "a", inputSchema: range }]);
    },
  );

  test("leaves aside the arguments of a call that was never carried out", () => {
    expect([{ name: "get_account", status: "denied" }]).toCallToolsOf(tools);
  });

  test("refuses definitions and schemas that are wrong, negated too", () => {
    expect(() => expect([]).not.toCallToolsOf([])).toThrow("a list of tool definitions");
    expect(() => expect([]).not.toCallToolsOf([{ name: "a" }])).toThrow("to have a name and a JSON schema");
    const broken = { name: "a", inputSchema: { $ref: "#/$defs/none" } };

    expect(() => expect([{ name: "a" }]).not.toCallToolsOf([broken])).toThrow("its schema cannot be used");
  });

  test("refuses two schemas under one name, and takes the same twice", () => {
    const other = { name: "get_account", inputSchema: { type: "object", required: ["sku"] } };

    for (const made of [call({ id: 7 }), call({ sku: "A" })]) {
      expect(() => expect(made).toCallToolsOf([...tools, other])).toThrow(
        'two of the definitions are of a tool "get_account", with different schemas',
      );
      expect(() => expect(made).not.toCallToolsOf([other, ...tools])).toThrow("with its own tools");
    }
    expect(call({ id: 7 })).toCallToolsOf([...tools, ...structuredClone(tools)]);
  });

  test("ends a schema whose pattern backtracks for ever on what a model wrote, negated too", () => {
    const slow = { type: "object", properties: { id: { type: "string", pattern: "^(a+)+$" } } };

    expect(() =>
      expect(call({ id: `${"a".repeat(50)}!` })).not.toCallToolsOf([
        { name: "get_account", inputSchema: slow },
      ]),
    ).toThrow("it took longer than 1000 ms");
  });

  test("stands inside other assertions", () => {
    expect({ reply: call({ id: 7 }) }).toEqual({ reply: expect.toCallToolsOf(tools) });
    expect({ reply: call({}) }).toEqual({ reply: expect.not.toCallToolsOf(tools) });
  });

  test("records which tools there are", async () => {
    const { checks } = await inCase(() => expect(call({ id: 7 })).toCallToolsOf(tools));

    expect(checks).toMatchObject([{ details: { available: tools.map(({ name }) => name) } }]);
  });

  test("says that nothing was checked where nothing was called", async () => {
    const { checks } = await inCase(() => expect({ toolCalls: [] }).toCallToolsOf(tools));

    expect(checks).toMatchObject([
      { outcome: "pass", reason: "no tool was called, so nothing was checked", details: { vacuous: true } },
    ]);
  });
});
