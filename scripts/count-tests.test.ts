import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "count-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("adds the passed tests of all reports", () => {
  report("unit", { numPassedTests: 3 });
  report("e2e", { numPassedTests: 4 });

  expect(count(2)).toEqual({ line: "7 passed, 0 failed", status: 0 });
});

test("ends non-zero when a test failed", () => {
  report("unit", { numPassedTests: 3, numFailedTests: 1, success: false });

  expect(count(1)).toEqual({ line: "3 passed, 1 failed", status: 1 });
});

test("counts a file that did not load as failed", () => {
  report("unit", {
    numPassedTests: 3,
    success: false,
    testResults: [{ status: "failed", assertionResults: [] }],
  });

  expect(count(1)).toEqual({ line: "3 passed, 1 failed", status: 1 });
});

test("counts an unhandled error that belongs to no test as failed", () => {
  report("unit", { numPassedTests: 3, success: false });

  expect(count(1)).toEqual({ line: "3 passed, 1 failed", status: 1 });
});

test("counts a run that left no report as failed", () => {
  report("unit", { numPassedTests: 3 });

  expect(count(2)).toEqual({ line: "3 passed, 1 failed", status: 1 });
});

test("counts a failed step as failed", () => {
  report("unit", { numPassedTests: 3 });

  expect(count(1, "check")).toEqual({ line: "3 passed, 1 failed", status: 1 });
});

test("does not take nothing at all for success", () => {
  expect(count(0)).toEqual({ line: "0 passed, 1 failed", status: 1 });
});

function report(name: string, facts: object): void {
  const empty = { numPassedTests: 0, numFailedTests: 0, success: true, testResults: [] };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...empty, ...facts }));
}

function count(
  expectedReports: number,
  ...failedSteps: string[]
): { line: string | undefined; status: number | null } {
  const args = ["scripts/count-tests.mjs", folder, String(expectedReports), ...failedSteps];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { line: stdout.trim().split("\n").at(-1), status };
}
