import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { renderTerminal } from "../report/render-terminal.ts";
import { sparkline } from "../report/sparkline.ts";
import { finishRun } from "./finish-run.ts";
import { readHistory } from "./read-history.ts";
import { summarizeRun } from "./summarize-run.ts";
import { cleanFacts, ran, scratchRun, writeJournal } from "./test-helpers/scratch-run.ts";

/** A finished run with `passed` of 10 cases. */
function scratchRunWith(passed: number): string {
  const made = scratchRun();
  const cases = Array.from({ length: 10 }, (_, index) =>
    ran(`c-${index}`, "distribution", index < passed ? "pass" : "fail"),
  );
  writeJournal(made, cases.flat());
  finishRun(made, cleanFacts);
  return made.directory;
}

/** A run beside the others, with that summary. */
function earlier(directory: string, second: number, changes: object): void {
  const folder = join(dirname(directory), `20200101T0000${String(second).padStart(2, "0")}000Z-abcdef`);
  mkdirSync(folder);
  const summary = { ...changes, ...summarizeRun(directory), ...changes };
  writeFileSync(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
}

function rate(passRate: number): object {
  return { partitions: { distribution: { passRate } } };
}

test("reads the rates of the full runs before, oldest first, and of no others", () => {
  const directory = scratchRunWith(9);
  earlier(directory, 1, rate(0.1));
  earlier(directory, 2, { ...rate(0.2), sealed: false });
  earlier(directory, 3, { ...rate(0.3), interrupted: true });
  earlier(directory, 4, { ...rate(0.4), shard: { index: 1, count: 2 } });
  earlier(directory, 5, { ...rate(0.5), filter: { paths: ["src/a"] } });
  earlier(directory, 6, { ...rate(0.6), filter: { paths: [] } });
  earlier(directory, 7, rate(0.7));
  mkdirSync(join(dirname(directory), "20200101T000008000Z-abcdef"));

  expect(readHistory(directory)).toEqual({ distribution: [0.1, 0.6, 0.7] });
  expect(readHistory(directory, { runs: 2 })).toEqual({ distribution: [0.6, 0.7] });
});

test("the first run has no history", () => {
  expect(readHistory(scratchRunWith(10))).toEqual({});
});

test("a damaged summary is none", () => {
  const directory = scratchRunWith(9);
  earlier(directory, 1, rate(0.1));
  writeFileSync(join(dirname(directory), "20200101T000001000Z-abcdef", "summary.json"), '{\n  "sealed": tr');

  expect(readHistory(directory)).toEqual({});
});

test("draws the shares between the lowest and the highest, in blocks or in ASCII", () => {
  expect(sparkline([0.9, 0.95, 1], true)).toBe("▁▅█ 90 - 100 %");
  expect(sparkline([0.9, 0.95, 1], false)).toBe("_+@ 90 - 100 %");
  expect(sparkline([1, 1], true)).toBe("██ 100 %");
  expect(sparkline([0, 0], true)).toBe("▁▁ 0 %");
  expect(sparkline([0, 0], false)).toBe("__ 0 %");
});

test("the table ends with the history, and leaves it out where there is no room", () => {
  const summary = summarizeRun(scratchRunWith(9));
  const history = { distribution: [0.8, 0.85] };

  expect(renderTerminal(summary, { history, unicode: true })).toContain("▁▅█ 80 - 90 %");
  expect(renderTerminal(summary, { history })).toContain("_+@ 80 - 90 %");
  expect(renderTerminal(summary, { history, width: 60 })).not.toContain("80 - 90 %");
});
