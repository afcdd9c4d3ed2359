import { describe, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";
import { reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

const skipped = `
const rows = (name) => [1, 2].map((number) => ({ id: name + number, partition: "judged", input: number }));
describeEval("rows", { dataset: rows("row-"), skip: process.env.MODEL === undefined && "needs a model" }, ({ input }) => {
  expect(input === 2 ? "no" : "yes").toMatchTokens("yes");
});
describeEval("gated", { dataset: rows("gated-"), gate: { passRate: 0.5 }, skip: "needs a better model" }, () => {
  throw new Error("must not run");
});
evalTest("alone", { partition: "judged", skip: process.env.MODEL === undefined && "needs a model" }, () => {
  expect("yes").toMatchTokens("yes");
});
evalTest("offline", { partition: "golden" }, () => {
  expect("yes").toMatchTokens("yes");
});
`;
/** Every way to skip without a reason; `plain` is no case of a suite. */
const marked = `
const rows = (name) => [1, 2].map((number) => ({ id: name + number, partition: "golden", reviewedBy: ["a", "b"], input: number }));
const left = () => { throw new Error("must not run"); };
describeEval("kept", { dataset: rows("kept-") }, () => { expect("yes").toMatchTokens("yes"); });
describeEval.skip("suite", { dataset: rows("suite-") }, left);
evalTest.skip("alone", { partition: "golden" }, left);
describe.skip("group", () => {
  describeEval("inner", { dataset: rows("inner-") }, left);
  describe("deeper", () => { evalTest("inner alone", { partition: "golden" }, left); });
  test("plain", left);
});
test.skip("plain too", left);
`;
const advisory = { golden: { passRate: 1 }, judged: { passRate: 0.9, advisory: true } };

/** Runs `suites` with `partitions` on the runner of `peer`. */
function run(
  peer: Peer,
  options: { suites?: string; partitions?: object; env?: Readonly<Record<string, string>> } = {},
): Promise<FinishedProject> {
  const { suites = skipped, partitions = advisory, env = {} } = options;
  const config = { "assay.config.json": JSON.stringify({ partitions }) };
  const onVitest = `import { describeEval, evalTest } from "@assay/vitest";\nimport { describe, expect, test } from "vitest";\n${suites}`;
  const onJest = `const { describeEval, evalTest } = require("@assay/jest");\n${suites}`;
  return peer.startsWith("vitest")
    ? runProject({
        peer,
        project: "vitest-bare",
        args: ["run"],
        env,
        files: { ...config, "rows.eval.test.js": onVitest },
      })
    : runProject({ peer, project: "jest-trials", env, files: { ...config, "trials.eval.test.js": onJest } });
}

const peers = ["vitest-4", "vitest-5", "jest-29", "jest-30"] as const;

describe.concurrent.each(peers)("%s", (peer) => {
  test("a suite that says why it is skipped stays declared, not run, and never counted as passed", async ({
    expect,
  }) => {
    const finished = await run(peer);

    const summary = summaryOf(finished);
    expect(statuses(summary)).toEqual({
      "row-1": "not-run (excluded)",
      "row-2": "not-run (excluded)",
      "gated-1": "not-run (excluded)",
      "gated-2": "not-run (excluded)",
      alone: "not-run (excluded)",
      offline: "pass",
    });
    expect(summary.partitions["judged"]).toMatchObject({ declared: 5, pass: 0, notRun: 5 });
    expect(summary.partitions["judged"]?.verdict).toBe("inconclusive");
    expect(summary.onlyMode).toBe(false);
  });

  test("the terminal says how many and why, and an advisory partition leaves the run green", async ({
    expect,
  }) => {
    const finished = await run(peer);
    const output = finished.stdout + finished.stderr;

    expect(output).toContain("3 cases not run: needs a model\n");
    expect(output).toContain("2 cases not run: needs a better model\n");
    expect(output).toContain(
      "judged: 0 of 5 passed, 0 failed, 5 without a verdict; 90 % must pass (advisory)",
    );
    expect(output).not.toContain("must not run");
    expect(finished.exitCode).toBe(0);
  });

  test("a partition that is gated stays inconclusive, and the run is red", async ({ expect }) => {
    const finished = await run(peer, { partitions: { golden: { passRate: 1 }, judged: { passRate: 0.9 } } });

    expect(summaryOf(finished).gate.verdict).toBe("inconclusive");
    expect(reasonCodes(summaryOf(finished))).toContain("partition-inconclusive");
    expect(finished.exitCode).toBe(1);
  });

  test("what .skip leaves out, on itself or around it, is not run: red, and told with its place", async ({
    expect,
  }) => {
    const finished = await run(peer, { suites: marked });

    const summary = summaryOf(finished);
    expect(summary.onlyMode).toBe(false);
    expect(
      Object.fromEntries(summary.cases.map(({ id, status, reason = "" }) => [id, `${status} ${reason}`])),
    ).toEqual({
      "kept-1": "pass ",
      "kept-2": "pass ",
      "suite-1": "not-run skipped with .skip",
      "suite-2": "not-run skipped with .skip",
      "inner-1": "not-run skipped with .skip",
      "inner-2": "not-run skipped with .skip",
      alone: "not-run skipped with .skip",
      "inner alone": "not-run skipped with .skip",
      "plain too": "not-run skipped, or beside a .only",
      [peer.startsWith("vitest") ? "group > plain" : "group plain"]: "not-run skipped, or beside a .only",
    });
    const file = peer.startsWith("vitest") ? "rows.eval.test.js" : "trials.eval.test.js";
    const output = finished.stdout + finished.stderr;
    expect(output).toContain(`  6 cases not run: skipped with .skip, in ${file}\n`);
    expect(output).toContain(`  2 cases not run: skipped, or beside a .only, in ${file}\n`);
    expect(output).toMatch(/^Assay {2}INCONCLUSIVE {2}10 cases/m);
    expect(finished.exitCode).toBe(1);
  });

  test("false runs the cases", async ({ expect }) => {
    const finished = await run(peer, { env: { MODEL: "1" } });

    expect(statuses(summaryOf(finished))).toMatchObject({
      "row-1": "pass",
      "row-2": "fail (check)",
      "gated-1": "not-run (excluded)",
      alone: "pass",
    });
  });

  test("a skip without a reason fails the file", async ({ expect }) => {
    const finished = await run(peer, {
      suites: 'describeEval("mine", { dataset: [{ id: "a", input: 1 }], skip: true }, () => {});',
    });

    expect(finished.exitCode).toBe(1);
    expect(finished.stdout + finished.stderr).toContain(
      'Failed to define evals "mine": skip must be a reason',
    );
  });
});
