import { expect, test } from "vitest";
import type { EvalCase } from "../dataset/eval-case.ts";
import { missingShares, noteShare, readShares, sharesFolder } from "./case-shares.ts";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import { mergeRuns } from "./merge/merge-runs.ts";
import { mustFail } from "./must-fail.ts";
import { writeNote } from "./note-files.ts";
import type { Summary } from "./summary.ts";
import { cleanFacts, ran, scratchDirectory, scratchRun, writeJournal } from "./test-helpers/scratch-run.ts";

const cases = ["a", "b", "c", "d"].map((id): EvalCase => ({
  id,
  partition: "golden",
  input: id,
  tags: [],
  metadata: {},
}));

interface Share {
  readonly index: number;
  readonly count?: number;
  readonly suite?: string;
  readonly whole?: readonly EvalCase[];
}

function runOf(
  passed: readonly string[],
  ...shares: readonly Share[]
): { directory: string; summary: Summary } {
  const run = scratchRun();
  writeJournal(
    run,
    passed.flatMap((id) => ran(id, "golden", "pass")),
  );
  for (const { index, count = 2, suite = "bot", whole = cases } of shares)
    noteShare(run.directory, { project: "", suite, cases: whole }, { index, count });
  return { directory: run.directory, summary: finishRun(run, cleanFacts) };
}

function merged(...directories: readonly string[]): Summary {
  return mergeRuns(directories, { root: scratchDirectory(), outputDir: ".assay" }).summary;
}

test("a run with one share of a suite is a part: no gate passes, and the runner stays green", () => {
  const { summary } = runOf(["a", "b"], { index: 1 });

  expect(summary.gate).toMatchObject({
    verdict: "inconclusive",
    reasons: expect.arrayContaining([
      {
        code: "shard",
        effect: "inconclusive",
        message: 'share 2 of 2 of the cases of "bot" is missing',
      },
    ]) as unknown,
  });
  expect(exitCodeOf(summary, { allowPartial: false })).toBe(2);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(0);
  expect(mustFail(summary)).toBe(false);
});

test("all shares in one run are the whole", () => {
  expect(runOf(["a", "b"], { index: 2 }, { index: 1 }).summary.gate.verdict).toBe("pass");
  expect(runOf(["a"], { index: 1, count: 1 }).summary.gate.verdict).toBe("pass");
});

test("merged shares are the whole when none is missing, in steps as well", () => {
  const [one, two, three] = [
    runOf(["a"], { index: 1, count: 3 }).directory,
    runOf(["b"], { index: 2, count: 3 }).directory,
    runOf(["c"], { index: 3, count: 3 }).directory,
  ] as const;
  const part = mergeRuns([one, three], { root: scratchDirectory(), outputDir: ".assay" });

  expect(part.summary.missingShards).toEqual(['share 2 of 3 of the cases of "bot"']);
  expect(part.summary.gate.verdict).toBe("inconclusive");
  expect(merged(part.directory, two).gate.verdict).toBe("pass");
  expect(merged(one, two, three).missingShards).toBeUndefined();
});

test("a share completes nothing but its own suite over the same cases", () => {
  const twoSuites = runOf(["a"], { index: 1, suite: "bot" }, { index: 2, suite: "other" });
  const twoDatasets = runOf(["a"], { index: 1 }, { index: 2, whole: cases.slice(1) });
  const twoSplits = runOf(["a"], { index: 1 }, { index: 2, count: 4 });

  for (const { summary } of [twoSuites, twoDatasets, twoSplits]) {
    expect(summary.missingShards).toHaveLength(2);
    expect(summary.gate.verdict).toBe("inconclusive");
  }
});

test("a share that nobody can read keeps the gate open", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "pass"));
  writeNote(run.directory, sharesFolder, '{"index":1');

  expect(finishRun(run, cleanFacts).gate.verdict).toBe("inconclusive");
});

test("many missing shares are counted, not listed", () => {
  const { directory } = runOf(["a"], { index: 2, count: 1_000_000_000 });

  expect(missingShares(readShares(directory))).toEqual([
    'shares 1, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 999999989 more of 1000000000 of the cases of "bot"',
  ]);
});
