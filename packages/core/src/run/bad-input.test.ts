import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { noteBadInput } from "./bad-input.ts";
import { createRun, type RunHandle } from "./create-run.ts";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import { runDirectoryVariable } from "./run-manifest.ts";
import { defaultSettings } from "./run-settings.ts";
import { attachWorker } from "./worker-state.ts";

let root: string;
let run: RunHandle;

beforeEach(() => {
  root = mkdtempSync(`${tmpdir()}/bad-input-`);
  run = createRun({ root, runner: { name: "vitest", version: "4" }, settings: defaultSettings, filter: {} });
  process.env[runDirectoryVariable] = run.directory;
  attachWorker();
});

afterEach(() => {
  delete process.env[runDirectoryVariable];
  attachWorker();
  rmSync(root, { recursive: true });
});

const refused = new EvalError('Failed to load dataset "a.jsonl": line 3 is no JSON. Mend it.', {
  code: "DATASET_SYNTAX",
});

test("a dataset that a worker refused makes the gate ask for the data, with exit code 3", () => {
  noteBadInput(refused);
  noteBadInput(refused);
  const failedFiles = [{ file: "a.eval.test.ts", reason: `EvalError: ${refused.message}` }];

  const summary = finishRun(run, { interrupted: false, failedFiles, unhandledErrors: [] });

  expect(exitCodeOf(summary, { allowPartial: false })).toBe(3);
  expect(summary.gate.reasons.map(({ code }) => code)).toEqual(["no-cases", "bad-input"]);
});

test("an error of the test's own code is not bad data", () => {
  noteBadInput(new TypeError("x is undefined"));

  const summary = finishRun(run, { interrupted: false, failedFiles: [], unhandledErrors: [] });

  expect(exitCodeOf(summary, { allowPartial: false })).toBe(2);
});
