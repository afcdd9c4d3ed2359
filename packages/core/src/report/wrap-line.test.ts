import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapLine } from "./wrap-line.ts";

test("a number stays with its percent sign", () => {
  expect(wrapLine("single trials of all cases 75 % (2 cases)", 29, 5)).toEqual([
    "single trials of all cases",
    "75 % (2 cases)",
  ]);
});

test("no line is longer than the width, and no word is lost", () => {
  const words = fc.array(fc.constantFrom("a", "75", "%", "trials", "everything-in-one-word"), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
      const lines = wrapLine(list.join(" "), width, 1000);
      expect(Math.max(0, ...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(list.join(""));
    }),
  );
});
