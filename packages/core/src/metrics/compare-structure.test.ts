import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareStructure, type CompareStructureOptions } from "./compare-structure.ts";
import { anyOrder, approx, fuzzy, ignore } from "./field-rules.ts";

const failures = (actual: unknown, expected: unknown, options?: CompareStructureOptions): string[] =>
  compareStructure(actual, expected, options)
    .filter(({ pass }) => !pass)
    .map(({ path, reason }) => `${path}: ${reason}`);

const order = {
  id: "A-7",
  price: 49.99,
  address: { city: "Delft", zip: null },
  lines: [
    { sku: "a", count: 1 },
    { sku: "b", count: 2 },
  ],
  tags: ["new", "gift"],
};

describe("compareStructure", () => {
  test("counts one field per leaf of the expected value", () => {
    expect(compareStructure(order, order).map(({ path }) => path)).toEqual([
      "id",
      "price",
      "address.city",
      "address.zip",
      "lines[0].sku",
      "lines[0].count",
      "lines[1].sku",
      "lines[1].count",
      "tags[0]",
      "tags[1]",
    ]);
    expect(failures(order, order)).toEqual([]);
  });

  test("tells missing, unexpected, type and value apart", () => {
    const made = {
      id: 7,
      price: 49.98,
      address: { city: "Delft" },
      lines: [order.lines[0]],
      tags: ["new", "gift", "x"],
    };

    expect(failures(made, order)).toEqual([
      "id: type",
      "price: value",
      "address.zip: missing",
      "lines[1].sku: missing",
      "lines[1].count: missing",
      "tags[2]: unexpected",
    ]);
  });

  test.each([
    ["nothing at all", undefined],
    ["an empty object", {}],
    ["another type", "none"],
    ["a list", []],
  ])("keeps the denominator for %s", (_, made) => {
    expect(failures(made, order)).toHaveLength(10);
  });

  test("says of the parts of a wrong type that it is the type", () => {
    expect(failures({ a: "x" }, { a: { b: 1 } })).toEqual(["a.b: type"]);
    expect(failures({ a: {} }, { a: [1] })).toEqual(["a[0]: type"]);
    expect(failures({}, { a: { b: 1 } })).toEqual(["a.b: missing"]);
  });

  test("takes null for a value, and undefined for none", () => {
    expect(failures({ a: null }, { a: null })).toEqual([]);
    expect(failures({}, { a: null })).toEqual(["a: missing"]);
    expect(failures({ a: null }, { a: undefined })).toEqual(["a: unexpected"]);
    expect(failures({}, { a: undefined })).toEqual([]);
  });

  test("leaves unexpected fields out, or fails them", () => {
    expect(failures({ a: 1, b: { c: 1, d: 2 } }, { a: 1, b: { c: 1 } })).toEqual([]);
    expect(failures({ a: 1, b: { c: 1, d: 2 }, e: 0 }, { a: 1, b: { c: 1 } }, { extra: "fail" })).toEqual([
      "b.d: unexpected",
      "e: unexpected",
    ]);
  });

  test("takes an empty object or list for one field", () => {
    expect(failures({ a: {}, b: [] }, { a: {}, b: [] })).toEqual([]);
    expect(failures({ b: {} }, { a: {}, b: [] })).toEqual(["a: missing", "b: type"]);
    expect(failures({ b: [1, 2] }, { b: [] })).toEqual(["b[0]: unexpected", "b[1]: unexpected"]);
  });

  test("does not take inherited keys for fields", () => {
    expect(failures({}, { toString: 1, constructor: 2 })).toEqual([
      "toString: missing",
      "constructor: missing",
    ]);
    expect(failures(JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}'))).toEqual([]);
  });

  test("compares dates, predicates and NaN", () => {
    const at = new Date(0);

    expect(
      failures(
        { at, n: Number.NaN, p: 5 },
        { at: new Date(0), n: Number.NaN, p: (value: unknown) => value === 5 },
      ),
    ).toEqual([]);
    expect(failures({ at, p: 5 }, { at: new Date(1), p: () => false })).toEqual(["at: value", "p: rule"]);
  });
});

describe("field rules", () => {
  const fields = {
    price: approx(0.01),
    id: fuzzy(0.6),
    tags: anyOrder,
    address: ignore,
    "lines[].count": approx(1),
  };

  test("apply by path, to every item with []", () => {
    const made = {
      id: "A-8",
      price: 50,
      lines: [
        { sku: "a", count: 2 },
        { sku: "b", count: 4 },
      ],
      tags: ["gift", "new"],
    };

    expect(failures(made, order, { fields })).toEqual(["lines[1].count: value"]);
    expect(compareStructure(made, order, { fields }).map(({ path }) => path)).toEqual([
      "id",
      "price",
      "lines[0].sku",
      "lines[0].count",
      "lines[1].sku",
      "lines[1].count",
      "tags",
    ]);
  });

  test("apply to one item by its index", () => {
    expect(failures({ a: [1, 1] }, { a: [2, 2] }, { fields: { "a[1]": approx(1) } })).toEqual([
      "a[0]: value",
    ]);
  });

  test("apply to names that are no identifiers, quoted", () => {
    expect(
      failures({ "a b": { "c.d": 1 } }, { "a b": { "c.d": 2 } }, { fields: { '"a b"."c.d"': approx(1) } }),
    ).toEqual([]);
  });

  test.each([
    [0.3, 0.31, true],
    [1_000_000, 1_000_000.01, true],
    [0.3, 0.3100001, false],
    [-1, 1, false],
  ])("approx(0.01) of %d and %d", (actual, expected, pass) => {
    expect(approx(0.01).compare(actual, expected)?.pass).toBe(pass);
  });

  test("approx may be relative to the expected number", () => {
    expect(approx(0.1, { relative: true }).compare(90, 100)?.pass).toBe(true);
    expect(approx(0.1, { relative: true }).compare(89, 100)?.pass).toBe(false);
  });

  test("a value of another type never passes approx or fuzzy", () => {
    expect(
      failures(
        { a: "1", b: 1, c: Number.NaN },
        { a: 1, b: "1", c: 1 },
        { fields: { a: approx(9), b: fuzzy(0), c: approx(9) } },
      ),
    ).toEqual(["a: type", "b: type", "c: type"]);
  });

  test("fuzzy scores the similarity", () => {
    expect(compareStructure({ a: "kitten" }, { a: "sitting" }, { fields: { a: fuzzy(0.5) } })).toMatchObject([
      { pass: true, score: 1 - 3 / 7 },
    ]);
  });

  test("anyOrder wants each item as often", () => {
    const fields = { a: anyOrder };

    expect(failures({ a: [1, 2, 2] }, { a: [2, 1, 2] }, { fields })).toEqual([]);
    expect(compareStructure({ a: [1, 1, 2] }, { a: [2, 1, 2] }, { fields })).toMatchObject([
      { pass: false, score: 2 / 3 },
    ]);
    expect(compareStructure({ a: [1, 2, 3] }, { a: [2, 1] }, { fields })).toMatchObject([
      { pass: false, score: 2 / 3, note: "2 of 2 items found, 1 others" },
    ]);
    expect(failures({ a: [] }, { a: [] }, { fields })).toEqual([]);
    expect(failures({ a: "x" }, { a: [] }, { fields })).toEqual(["a: type"]);
  });

  test("anyOrder pairs items so that the most pair up", () => {
    const fields = { a: anyOrder, "a[]": approx(1) };

    expect(failures({ a: [2, 1] }, { a: [2, 3] }, { fields })).toEqual([]);
  });

  test("a rule of one's own answers at once", () => {
    const long = (actual: unknown): { pass: boolean; score: number; note: string } => ({
      pass: String(actual).length > 2,
      score: 0.5,
      note: "short",
    });

    expect(compareStructure({ a: "x" }, { a: "y" }, { fields: { a: long } })).toMatchObject([
      { pass: false, score: 0.5, reason: "rule", note: "short" },
    ]);
    expect(() =>
      compareStructure({ a: 1 }, { a: 1 }, { fields: { a: (async () => true) as never } }),
    ).toThrow('rule of field "a"');
    expect(() =>
      compareStructure({ a: 1 }, { a: 1 }, { fields: { a: () => ({ pass: true, score: 5 }) } }),
    ).toThrow("score from 0 to 1");
  });

  test("wrong tolerances are refused", () => {
    expect(() => approx(-1)).toThrow(RangeError);
    expect(() => approx(Number.NaN)).toThrow(RangeError);
    expect(() => fuzzy(90)).toThrow(RangeError);
  });
});

const json = fc.jsonValue({ maxDepth: 3 });

test("a value equals itself, and its copy", () => {
  fc.assert(
    fc.property(json, (value) => failures(structuredClone(value), value, { extra: "fail" }).length === 0),
  );
});

test("no failing field means deep equality, where nothing else is allowed", () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const slow = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(failures(a, b, { extra: "fail" }).length === 0).toBe(slow);
    }),
  );
});

test("any order of a list passes anyOrder", () => {
  fc.assert(
    fc.property(fc.array(json, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (list, keys) => {
      const shuffled = list
        .map((item) => [keys.next().value as number, item] as const)
        .toSorted((x, y) => x[0] - y[0]);
      expect(
        failures({ a: shuffled.map(([, item]) => item) }, { a: list }, { fields: { a: anyOrder } }),
      ).toEqual([]);
    }),
  );
});

/** An independent definition of equality: canonical JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value.map(sorted) };
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sorted(part)]);
}
