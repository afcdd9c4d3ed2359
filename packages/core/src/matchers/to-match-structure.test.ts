import { describe, expect, test } from "vitest";
import { z } from "zod";
import { anyOrder, approx, fuzzy, ignore } from "../metrics/field-rules.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const order = { title: "Blue Kettle", price: 49.99, tags: ["new", "gift"], address: { city: "Delft" } };
const fields = { price: approx(0.01), title: fuzzy(0.9), tags: anyOrder };
const schema = z.strictObject({
  title: z.string(),
  price: z.number().positive(),
  lines: z.array(z.object({ sku: z.string() })),
});

describe("toMatchStructure", () => {
  test("passes when every field matches by its rule", () => {
    const made = {
      title: "Blue kettle",
      price: 50,
      tags: ["gift", "new"],
      address: { city: "Delft" },
      id: 7,
    };

    expect(made).toMatchStructure(order, { fields });
    expect(JSON.stringify(made)).toMatchStructure(order, { fields });
  });

  test("fails when fields do not match", () => {
    const made = { title: "Red Pan", price: "49.99", tags: ["new"], note: "x" };

    expect(() => expect(made).toMatchStructure(order, { fields, extra: "fail" }))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toMatchStructure(): 0 of 5 fields match: title (value), price (type), tags (value), 2 more

      received:   {"title": "Red Pan", "price": "49.99", "tags": ["new"], "note": "x"}
      fields:
          title: value, expected "Blue Kettle", got "Red Pan", similarity 0.091, at least 0.9 wanted
          price: type, expected 49.99, got "49.99"
          tags: value, expected ["new", "gift"], got ["new"], 1 of 2 items found, 0 others
          address.city: missing, expected "Delft"
          note: unexpected, got "x"]
    `);
  });

  test("passes negated when a field does not match", () => {
    expect({ ...order, price: 12 }).not.toMatchStructure(order, { fields });
  });

  test("fails negated when every field matches", () => {
    expect(() => expect({ a: [1] }).not.toMatchStructure({ a: [1] })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toMatchStructure(): 1 of 1 fields match

      received:   {"a": [1]}]
    `);
  });

  test("takes a schema in place of the expected value", () => {
    const made = { title: "Kettle", price: 10, lines: [{ sku: "a" }] };

    expect(made).toMatchStructure(schema);
    expect(JSON.stringify(made)).toMatchStructure(schema);
    expect({ ...made, price: -1 }).not.toMatchStructure(schema);
  });

  test("names what a schema finds wrong, by field", async () => {
    const made = { title: "Kettle", price: "10", lines: [{ sku: "a" }, { sku: 1 }, {}], extra: 1 };

    expect(() => expect(made).toMatchStructure(schema)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toMatchStructure(): 2 of 6 fields match: price (schema), lines[1].sku (schema), lines[2].sku (schema), 1 more

      received:   {"title": "Kettle", "price": "10", "lines": [{"sku": "a"}, {"sku": 1}, {}], "extra": 1}
      fields:
          price: schema, got "10", Invalid input: expected number, received string
          lines[1].sku: schema, got 1, Invalid input: expected string, received number
          lines[2].sku: schema, Invalid input: expected string, received undefined
          extra: schema, got 1, is not expected]
    `);
  });

  test("takes any Standard Schema", () => {
    const even = {
      "~standard": {
        validate: (value: unknown) =>
          (value as { n: number }).n % 2 === 0
            ? { value }
            : { issues: [{ message: "odd", path: [{ key: "n" }] }] },
      },
    };

    expect({ n: 2 }).toMatchStructure(even);
    expect(() => expect({ n: 1 }).toMatchStructure(even)).toThrow("n: schema, got 1, odd");
  });

  test("takes a text that is no JSON for a miss in every field", async () => {
    const { status, checks } = await inCase(() =>
      expect('```json\n{"a": 1}\n```').toMatchStructure({ a: 1, b: [1, 2] }, { min: 0 }),
    );

    expect(status).toBe("fail");
    expect(checks).toMatchObject([
      {
        reason: expect.stringContaining("is not JSON (it stands in a code fence)") as string,
        score: 0,
        details: { parsed: false, accuracy: 0, passed: 0, total: 3 },
      },
    ]);
    expect("no").not.toMatchStructure(schema);
  });

  test("takes asymmetric matchers and predicates at any depth", () => {
    const expected = {
      id: expect.any(Number) as number,
      text: expect.toMatchTokens("30 days") as string,
      n: [(n: unknown) => n === 1],
    };

    expect({ id: 7, text: "30 days!", n: [1] }).toMatchStructure(expected);
    expect({ id: "7", text: "30 days!", n: [1] }).not.toMatchStructure(expected);
    expect({ id: 7, text: "30 days!", n: [2] }).not.toMatchStructure(expected);
  });

  test("wants a share of the fields where asked to", () => {
    expect({ a: 1, b: 2, c: 0 }).toMatchStructure({ a: 1, b: 2, c: 3 }, { min: 0.66 });
    expect({ a: 1, b: 0, c: 0 }).not.toMatchStructure({ a: 1, b: 2, c: 3 }, { min: 0.66 });
  });

  test("records field accuracy and every field", async () => {
    const { checks } = await inCase(() =>
      expect({ title: "Blue Kettel", price: 1, tags: ["new"] }).toMatchStructure(
        { ...order, address: 1 },
        { fields: { ...fields, address: ignore, price: ignore, title: fuzzy(0.7) }, min: 0.5 },
      ),
    );

    expect(checks).toMatchObject([
      {
        name: "toMatchStructure",
        outcome: "pass",
        score: 0.5,
        details: {
          kind: "structure",
          version: 1,
          parsed: true,
          accuracy: 0.5,
          passed: 1,
          total: 2,
          fields: [
            { path: "tags", pass: false, score: 0.5, reason: "value" },
            { path: "title", pass: true, score: 1 - 2 / 11, reason: "equal" },
          ],
        },
      },
    ]);
  });

  test("refuses an expected object without a field, which any object matches", () => {
    expect(() => expect({ a: 1 }).toMatchStructure({})).toThrow("any object matches an empty one");
    expect(() => expect({ a: 1 }).not.toMatchStructure({})).toThrow("any object matches an empty one");
    expect({}).toMatchStructure({}, { extra: "fail" });
    expect({ a: 1 }).not.toMatchStructure({}, { extra: "fail" });
    expect([]).toMatchStructure([]);
  });

  test("stands inside other assertions", () => {
    expect({ body: '{"a": 1}' }).toEqual({ body: expect.toMatchStructure({ a: 1 }) });
    expect({ body: "{}" }).toEqual({ body: expect.not.toMatchStructure({ a: 1 }) });
    expect({ body: 5 }).not.toEqual({ body: expect.not.toMatchStructure({ a: 1 }) });
  });

  test("refuses a value that is no structure, negated too", () => {
    expect(() => expect(5).toMatchStructure({ a: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toMatchStructure": expected the value under expect to be an object, a list or a JSON text, got a number. Pass the structure itself.]`,
    );
    expect(() => expect(Promise.resolve(order)).not.toMatchStructure({ a: 1 })).toThrow("Await it first");
  });

  test("refuses a schema that does not answer at once", () => {
    const slow = z.object({ a: z.string().refine(async () => true) });

    expect(() => expect({ a: "x" }).toMatchStructure(slow)).toThrow("Correct the schema");
    expect(() => expect({ a: "x" }).not.toMatchStructure(slow)).toThrow("Correct the schema");
    expect(() =>
      expect({ a: "x" }).not.toMatchStructure({ "~standard": { validate: async () => ({ issues: [] }) } }),
    ).toThrow("does not answer at once");
  });

  test("ends a schema whose pattern backtracks for ever, negated too", () => {
    const slow = z.object({ a: z.string().regex(/^(a+)+$/) });

    expect(() => expect({ a: `${"a".repeat(50)}!` }).not.toMatchStructure(slow)).toThrow(
      "it took longer than 1000 ms",
    );
  });

  test.each([
    ["a text as expected value", ["{}"], "an object, a list or a schema, got a string"],
    ["no expected value", [], "an object, a list or a schema, got undefined"],
    ["null", [null], "an object, a list or a schema, got null"],
    ["rules beside a schema", [schema, { fields }], "a schema holds no expected values"],
    ["a rule that is none", [{ a: 1 }, { fields: { a: 0.01 } }], 'the rule of field "a" to be approx(...)'],
    [
      "fields that are none",
      [{ a: 1 }, { fields: [anyOrder] }],
      "`fields` to be an object from path to rule",
    ],
    ["a share above 1", [{ a: 1 }, { min: 90 }], "`min` to be a number from 0 to 1, got 90"],
    ["an unknown value of extra", [{ a: 1 }, { extra: "warn" }], '`extra` to be "allow" or "fail"'],
    ["an unknown option", [{ a: 1 }, { field: {} }], 'no option "field"'],
    ["nothing left to compare", [{ a: 1 }, { fields: { a: ignore } }], "at least one field"],
  ])("refuses %s, negated too", (_, args, message) => {
    expect(() => expect({ a: 1 }).not.toMatchStructure(...(args as unknown as [object]))).toThrow(
      expect.objectContaining({
        code: "MATCHER_ARGUMENT",
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  test("takes texts that are too long to be compared for no verdict, negated or not", async () => {
    const [actual, expected] = [{ text: "a".repeat(20_000) }, { text: "b".repeat(20_000) }];
    const options = { fields: { text: fuzzy(0.5) } };

    const plain = await inCase(() => expect(actual).toMatchStructure(expected, options));
    const negated = await inCase(() => expect(actual).not.toMatchStructure(expected, options));

    expect([plain.status, negated.status]).toEqual(["error", "error"]);
    expect(plain.checks).toMatchObject([{ outcome: "error" }]);
  });
});
