import { exitCodeOf } from "@assay/core/run";
import { describe, test } from "vitest";
import { judgeRun } from "../../../fixtures/kill-points.ts";
import {
  runProject,
  startProject,
  type Peer,
  type RunProjectOptions,
} from "../../../fixtures/run-project.ts";

/** The kill project of a runner with one more file. */
function project(peer: Peer, body: string, args: readonly string[] = []): RunProjectOptions {
  const isJest = peer.startsWith("jest");
  const head = isJest
    ? 'const { describeEval } = require("@assay/jest");'
    : 'import { describeEval } from "@assay/vitest"; import { expect } from "vitest";';
  return {
    peer,
    project: isJest ? "jest-kill" : "vitest-kill",
    args: isJest ? args : ["run", ...args],
    files: { [isJest ? "z.eval.test.js" : "z.eval.test.ts"]: `${head}\n${body}\n` },
  };
}

const row = (id: string): string =>
  JSON.stringify([{ id, partition: "golden", reviewedBy: ["reviewer-1", "reviewer-2"], input: id }]);
const suite = (name: string, body: string, mode = ""): string =>
  `describeEval${mode}("${name}", { dataset: ${row(`${name}-0`)} }, () => { ${body} });`;
const passes = 'expect("yes").toMatchTokens("yes");';
const misses = 'expect("no").toMatchTokens("yes");';

/** Where only a part was asked for, the runner stays green and the gate does not. */
const greenRunner = "exit code 0 of a run that is not whole";

const ways: readonly (readonly [
  what: string,
  body: string,
  args: readonly string[],
  allowed: readonly string[],
])[] = [
  ["process.exit(0) in a case", suite("z", "process.exit(0);"), [], []],
  ["a name pattern", suite("z", passes), ["-t", "a-3"], [greenRunner]],
  [".only", `${suite("y", passes, ".only")}\n${suite("z", passes)}`, [], [greenRunner]],
  ["--bail", suite("z", misses), ["--bail=1"], []],
  ["a file that does not load", 'throw new Error("broken");', [], []],
];

describe.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test.each(ways)(
    "%s loses no verdict, counts every case and is never green",
    async (_what, body, args, allowed) => {
      const { expect } = await import("vitest");
      const finished = await runProject(project(peer, body, args));

      const { summary, faults } = judgeRun(finished);
      // Vitest cancels what is under way when it bails: such a case is an error already when its body goes on.
      const cancelled =
        summary?.cases.filter(({ reason = "" }) => reason.includes("the runner cancelled it")) ?? [];
      const late = cancelled.map(({ id }) => `lost verdict: pass ${id} `);
      expect(cancelled.every(({ status, cause }) => status === "error" && cause === "runner")).toBe(true);
      expect(
        faults.filter((fault) => !allowed.includes(fault) && !late.some((text) => fault.startsWith(text))),
      ).toEqual([]);
      expect(summary).toBeDefined();
      if (summary !== undefined) expect(exitCodeOf(summary, { allowPartial: false })).not.toBe(0);
    },
  );

  test("standard output and error that close early change neither verdicts nor exit code", async ({
    expect,
  }) => {
    const running = startProject(project(peer, suite("z", misses)));
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    const finished = await running.finished;

    const { summary, faults, seen } = judgeRun(finished);
    expect(faults).toEqual([]);
    expect(seen).toBe(80);
    expect(summary).toMatchObject({ sealed: true, gate: { verdict: "fail" } });
    expect(finished.exitCode).toBe(1);
  });
});
