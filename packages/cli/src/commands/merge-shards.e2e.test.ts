import { join } from "node:path";
import { exitCodeOf, findRun, summarizeRun, type Summary } from "@assay/core/run";
import { describe, expect, test } from "vitest";
import { killableCases } from "../../../../fixtures/kill-points.ts";
import { runProject } from "../../../../fixtures/run-project.ts";
import { runCommand } from "../main.ts";
import { memoryIo, scratchDirectory } from "../test-helpers/memory-io.ts";

/** Merges the runs in a directory of its own, as a CI job does that has nothing but the artifacts. */
async function merged(
  ...runs: readonly string[]
): Promise<{ readonly code: number; readonly summary: Summary }> {
  const root = scratchDirectory();
  const io = memoryIo(root);
  const code = await runCommand(["merge", ...runs], io);
  const summary = summarizeRun(findRun(root, ".assay"));
  expect(code, io.stderr()).toBe(exitCodeOf(summary, { allowPartial: false }));
  return { code, summary };
}

describe.each([
  ["vitest-4", "vitest-kill", ["run"]],
  ["jest-30", "jest-kill", []],
] as const)("shards of %s", (peer, project, args) => {
  const shard = async (index: number): Promise<string> => {
    const finished = await runProject({ peer, project, args: [...args, `--shard=${index}/2`] });
    expect(finished.exitCode, finished.stdout + finished.stderr).toBe(0);
    return join(finished.directory, ".assay");
  };

  test("together they are the whole, one alone is not, and one given twice counts once", async () => {
    const first = await shard(1);
    const second = await shard(2);

    const whole = await merged(first, second);
    const missing = await merged(first);
    const twice = await merged(first, second, first);

    expect(whole.code).toBe(0);
    expect(whole.summary.cases).toHaveLength(killableCases);
    expect(whole.summary.cases.every(({ status }) => status === "pass")).toBe(true);
    expect(missing.code).toBe(2);
    expect(missing.summary.gate.verdict).toBe("inconclusive");
    expect(twice.code).toBe(0);
    expect(twice.summary.cases).toHaveLength(killableCases);
    for (const { summary } of [whole, missing, twice]) {
      for (const { declared, pass, fail, inconclusive, error, notRun } of Object.values(summary.partitions)) {
        expect(pass + fail + inconclusive + error + notRun).toBe(declared);
      }
    }
  });
});
