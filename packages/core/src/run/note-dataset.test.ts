import { expect, onTestFinished, test } from "vitest";
import { loadDatasetSync } from "../dataset/load-dataset-sync.ts";
import { datasetFolder } from "../dataset/test-helpers/dataset-folder.ts";
import { renderTerminal } from "../report/render-terminal.ts";
import { finishRun } from "./finish-run.ts";
import { noteDataset } from "./note-dataset.ts";
import { runDirectoryVariable } from "./run-manifest.ts";
import { cleanFacts, ran, scratchRun, writeJournal } from "./test-helpers/scratch-run.ts";
import type { Summary } from "./summary.ts";
import { attachWorker } from "./worker-state.ts";

const row = (id: string): string => `${JSON.stringify({ id, input: 1 })}\n`;

/** The summary of a run in which two workers loaded a dataset of these ids. */
function summaryOf(ids: readonly string[]): Summary {
  const from = datasetFolder({ "cases.jsonl": ids.map(row).join("") });
  const run = scratchRun();
  process.env[runDirectoryVariable] = run.directory;
  attachWorker();
  onTestFinished(() => {
    delete process.env[runDirectoryVariable];
    attachWorker();
  });
  const loaded = loadDatasetSync("cases.jsonl", { from });
  noteDataset(loaded);
  noteDataset(loaded);
  writeJournal(run, ran("a", "golden", "pass"));
  return finishRun(run, cleanFacts);
}

function warningsOf({ gate }: Summary): string[] {
  return gate.reasons.filter(({ code }) => code === "dataset-warning").map(({ message }) => message);
}

test("a warning of a dataset is told once, as a note that changes no verdict", () => {
  const summary = summaryOf(["café", "cafe\u0301"]);

  const [warning, ...others] = warningsOf(summary);
  expect(others).toEqual([]);
  expect(warning?.normalize()).toMatch(
    /^dataset: the ids "café" \(.*:1:1\) and "café" \(.*:2:1\) differ only in letter case/,
  );
  expect(summary.gate.verdict).toBe("pass");
  expect(renderTerminal(summary).normalize()).toMatch(/note {2}dataset: the ids "café"/);
});

test("of many warnings it tells three, and where the others are", () => {
  const warnings = warningsOf(summaryOf(["a", "A", "b", "B", "c", "C", "d", "D", "e", "E"]));

  expect(warnings).toHaveLength(4);
  expect(warnings[3]).toBe("dataset: and 2 more; all of them: assay dataset check");
});

test("a dataset without a warning adds nothing to the gate", () => {
  expect(warningsOf(summaryOf(["a", "b"]))).toEqual([]);
});
