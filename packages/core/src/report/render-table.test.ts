import fc from "fast-check";
import { expect, test } from "vitest";
import { alignAny, renderTable, type TableColumn } from "./render-table.ts";

const columns: readonly TableColumn[] = [
  { title: "partition", align: "left" },
  { title: "rate", align: "right" },
  { title: "verdict", align: "left" },
];

const ascii = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));
const cell = fc
  .tuple(fc.string({ unit: fc.oneof(fc.constantFrom(..."▁▂▃▄▅▆▇█"), ascii), maxLength: 12 }), fc.boolean())
  .map(([text, isRed]) => (isRed ? `\u001b[31m${text}\u001b[39m` : text));

test("a table of ASCII and blocks is the one that cli-table3 draws", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      const drawn = alignAny(columns, rows)
        .split("\n")
        .map((line) => line.trimEnd())
        .filter((line) => line !== "");

      expect(renderTable(columns, rows).split("\n")).toEqual(drawn);
    }),
  );
});

test("a wide character counts as two columns", () => {
  const table = renderTable(columns, [
    ["日本", "1", "PASS"],
    ["abcd", "1", "PASS"],
  ]);

  expect(table).toContain("日本          1  PASS");
  expect(table).toContain("abcd          1  PASS");
});
