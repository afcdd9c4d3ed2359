import { describe, expect, test } from "vitest";
import { z } from "zod";
import { constraintsFrom, type ConstraintRules } from "./constraint-rules.ts";
import { constraints } from "./constraints.ts";
import { evaluateConstraints } from "./evaluate-constraints.ts";
import { jsonSchema } from "./json-schema.ts";
import { limitTime } from "./limit-time.ts";
import { schemaIssues } from "./schema.ts";

const results = (rules: ConstraintRules, text: string): string[] =>
  evaluateConstraints(constraintsFrom(rules), text).map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe("isSql", () => {
  test.each([
    "SELECT * FROM orders",
    "select id, replace(a, 'x', 'y') from t where s = 'drop table; x' -- ; drop\n;",
    'SELECT "delete" FROM t FOR UPDATE',
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "(SELECT 1) UNION (SELECT 2)",
    "SELECT 'it''s' /* ; DROP TABLE x */, [delete], `drop` FROM t",
  ])("holds for %j", (text) => {
    expect(results({ isSql: true }, text)).toEqual(["pass: is SQL: select"]);
  });

  test.each([
    ["SELECT 1; DROP TABLE x", 'holds "drop", allowed select'],
    ["SELECT 1 DROP TABLE x", 'holds "drop", allowed select'],
    ["WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", 'holds "delete", allowed select'],
    ["SELECT * INTO copy FROM t", 'holds "into", allowed select'],
    ["SELECT 1; SELECT 2", "2 statements, at most 1 allowed"],
    ["Here is the query: SELECT 1", "is not SQL: it begins with none of its verbs"],
    ["```sql\nSELECT 1\n```", "is not SQL: it begins with none of its verbs"],
    ["", "holds no statement"],
    ["SELECT (1", "is not SQL: a bracket never closes"],
    ["SELECT 1)", "is not SQL: a bracket closes that never opened"],
    ["SELECT 'abc", "is not SQL: a quote never closes"],
    ["SELECT 1 /* x", "is not SQL: a comment never closes"],
  ])("is broken by %j: %s", (text, reason) => {
    expect(results({ isSql: true }, text)).toEqual([`fail: ${reason}`]);
  });

  // What one dialect takes for text, another one executes.
  test.each([
    "SELECT 5--1; DROP TABLE x",
    "SELECT '\\'; DROP TABLE x; --'",
    "SELECT $$; DROP TABLE x; $$",
    "SELECT /*! 1 */ 2",
  ])("does not trust %j", (text) => {
    expect(results({ isSql: true }, text)[0]).toContain("fail: is not SQL: ");
  });

  test("allows the statements that are asked for", () => {
    expect(results({ isSql: { statements: ["insert", "select"] } }, "INSERT INTO t SELECT 1")).toEqual([
      "pass: is SQL: insert",
    ]);
    expect(results({ isSql: { statements: ["select"], maxStatements: 2 } }, "SELECT 1; SELECT 2")).toEqual([
      "pass: is SQL: select, select",
    ]);
    expect(() => constraints().isSql({ statements: [] })).toThrow("`statements` to be verbs");
    expect(() => constraints().isSql({ statements: ["SELECT"] })).toThrow("`statements` to be verbs");
    expect(() => constraints().isSql({ maxStatements: 0 })).toThrow("`maxStatements`");
  });
});

describe("matchesSchema", () => {
  const schema = z.strictObject({ id: z.int(), lines: z.array(z.object({ sku: z.string() })) });

  test("holds for a JSON text that satisfies it", () => {
    expect(results({ matchesSchema: { order: schema } }, '{"id": 1, "lines": [{"sku": "a"}]}')).toEqual([
      "pass: satisfies the schema",
    ]);
  });

  test("says where and why it does not", () => {
    expect(results({ matchesSchema: { order: schema } }, '{"id": "1", "lines": [{}], "x": 1}')).toEqual([
      "fail: id: Invalid input: expected number, received string; lines.0.sku: Invalid input: expected string, received undefined; x: is not expected",
    ]);
    expect(results({ matchesSchema: { order: schema } }, "no")[0]).toContain("fail: is not JSON");
  });

  test("takes a schema that answers later for no schema", () => {
    const later = constraints().matchesSchema("later", {
      "~standard": { validate: async () => ({ value: 1 }) },
    });

    expect(evaluateConstraints(later, "{}")).toMatchObject([
      {
        outcome: "error",
        reason: "TypeError: the schema does not answer at once; it must have no asynchronous refinement",
      },
    ]);
    expect(() => constraints().matchesSchema("a", { type: "object" } as never)).toThrow(
      "await jsonSchema(...)",
    );
  });

  test("takes a refusal without issues for a refusal", () => {
    expect(schemaIssues({ safeParse: () => ({ success: false }) }, 1)).toEqual([
      { path: [], message: "is not valid" },
    ]);
    expect(schemaIssues({ "~standard": { validate: () => ({ issues: [] }) } }, 1)).toHaveLength(1);
  });
});

describe("jsonSchema", () => {
  test("is a schema that answers at once", async () => {
    const order = await jsonSchema({
      type: "object",
      required: ["id"],
      properties: { id: { type: "integer" }, "a/b": { type: "array", items: { enum: [1, 2] } } },
      additionalProperties: false,
    });

    expect(results({ matchesSchema: { order } }, '{"id": 1, "a/b": [1, 2]}')).toEqual([
      "pass: satisfies the schema",
    ]);
    expect(results({ matchesSchema: { order } }, "{}")[0]).toContain(
      'fail: Instance does not have required property "id"',
    );
    expect(results({ matchesSchema: { order } }, '{"id": 1.5, "a/b": [3], "c": 1}')).toEqual([
      'fail: id: Instance type "number" is invalid. Expected "integer".; a/b.0: Instance does not match any of [1,2].; c: is not expected',
    ]);
  });

  test("does not change when its object does", async () => {
    const definition = { type: "string" };
    const schema = await jsonSchema(definition);
    definition.type = "number";

    expect(schema.safeParse("a").success).toBe(true);
  });

  test.each([
    [{ requird: ["id"] }, 'there is no keyword "requird"'],
    [{ properties: { a: { minimun: 1 } } }, 'there is no keyword "minimun"'],
    [{ anyOf: [{ $defs: { a: { typ: "string" } } }] }, 'there is no keyword "typ"'],
    [{ format: "emial" }, 'the format "emial" is not known'],
    [{ $schema: "https://example.com/mine" }, "is no draft that is known"],
    [[], "expected a JSON schema as an object"],
  ])("refuses %j", async (schema, message) => {
    await expect(jsonSchema(schema as never)).rejects.toThrow(
      expect.objectContaining({
        code: "CONSTRAINT_INVALID",
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  test("knows properties that are called as keywords are not", async () => {
    const schema = await jsonSchema({
      properties: { requird: { type: "string" } },
      "x-mine": { typ: 1 },
      enum: [{ typ: 1 }],
      default: { typ: 2 },
    });

    expect(schema.safeParse({ typ: 1 }).success).toBe(true);
  });

  test("ends a pattern of its that backtracks for ever as an error of the rule", async () => {
    const schema = await jsonSchema({ pattern: "^(a+)+$" });

    expect(results({ matchesSchema: { hangs: schema } }, `"${"a".repeat(50)}!"`)[0]).toContain(
      'error: Failed to evaluate the schema of "hangs": it took longer than 1000 ms',
    );
  });
});

test("limitTime returns what the function returns and throws what it throws", () => {
  const error = new RangeError("x");

  expect(limitTime("it", () => [1])).toEqual([1]);
  expect(() =>
    limitTime("it", () => {
      throw error;
    }),
  ).toThrow(error);
  expect(() =>
    limitTime(
      "it",
      () => {
        for (;;);
      },
      20,
    ),
  ).toThrow("longer than 20 ms");
  expect(limitTime("it", () => limitTime("it", () => 1) + limitTime("it", () => 2))).toBe(3);
});
