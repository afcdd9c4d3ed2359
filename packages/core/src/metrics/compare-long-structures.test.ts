import { describe, expect, test } from "vitest";
import { compareStructure, type CompareStructureOptions } from "./compare-structure.ts";
import { anyOrder, fuzzy } from "./field-rules.ts";

const failures = (actual: unknown, expected: unknown, options: CompareStructureOptions): string[] =>
  compareStructure(actual, expected, options)
    .filter(({ pass }) => !pass)
    .map(({ path, reason }) => `${path}: ${reason}`);

describe("long inputs", () => {
  const numbers = Array.from({ length: 1_001 }, (_, index) => index);
  const long = (character: string): string => character.repeat(20_000);

  test("fuzzy fails by the lengths alone, and compares what both begin and end with at no cost", () => {
    const title = { title: fuzzy(0.9) };

    expect(
      compareStructure({ title: "x".repeat(5e6) }, { title: "Kettle" }, { fields: title }),
    ).toMatchObject([{ pass: false, note: "similarity at most 0.000 by its length, at least 0.9 wanted" }]);
    const almost = `${long("a")}b${long("a")}`;
    expect(failures({ title: almost }, { title: almost.replace("b", "c") }, { fields: title })).toEqual([]);
  });

  test("fuzzy refuses texts of which no length tells, in place of stalling", () => {
    expect(() =>
      compareStructure({ text: long("a") }, { text: long("b") }, { fields: { text: fuzzy(0.5) } }),
    ).toThrow("Compare a part of them, or use tokenF1");
  });

  test("anyOrder fails lists of another length, and refuses equally long ones beyond 1,000", () => {
    const fields = { tags: anyOrder };

    expect(failures({ tags: numbers }, { tags: numbers.slice(1) }, { fields })).toEqual(["tags: value"]);
    expect(() => compareStructure({ tags: numbers }, { tags: numbers }, { fields })).toThrow(
      "Sort both lists",
    );
  });

  test("anyOrder pairs a thousand items, alike or in reverse, at once", () => {
    const tags = numbers.slice(1);
    const alike = tags.map(() => "a");

    expect(failures({ tags: tags.toReversed() }, { tags }, { fields: { tags: anyOrder } })).toEqual([]);
    expect(failures({ tags: alike }, { tags: alike }, { fields: { tags: anyOrder } })).toEqual([]);
  });
});
