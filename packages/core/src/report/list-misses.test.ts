import { expect, test } from "vitest";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { listNotRun } from "./list-misses.ts";

const notRun = (file: string, reason: string): SummaryCase =>
  ({ status: "not-run", file, reason }) as Partial<SummaryCase> as SummaryCase;

function listed(cases: readonly SummaryCase[]): readonly string[] {
  return listNotRun({ cases } as Partial<Summary> as Summary).map(
    ({ reason, count }) => `${count}: ${reason}`,
  );
}

test.each([
  [["b.ts", "a.ts"], "2: skipped with .skip, in a.ts and b.ts"],
  [["a.ts", "a.ts"], "2: skipped with .skip, in a.ts"],
  [["c.ts", "b.ts", "a.ts"], "3: skipped with .skip, in a.ts, b.ts and 1 more file"],
  [["d.ts", "c.ts", "b.ts", "a.ts"], "4: skipped with .skip, in a.ts, b.ts and 2 more files"],
])("a mark in the code is told with where it is: %j", (files, line) => {
  expect(listed(files.map((file) => notRun(file, "Not run: skipped with .skip")))).toEqual([line]);
});

test("a reason that was given, and a filter, need no place", () => {
  expect(listed([notRun("a.ts", "needs a model"), notRun("a.ts", "does not match x")])).toEqual([
    "1: does not match x",
    "1: needs a model",
  ]);
});
