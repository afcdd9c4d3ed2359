import { summarizeRun } from "@assay/core/run";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import {
  runProject,
  startProject,
  type FinishedProject,
  type RunProjectOptions,
} from "../../../fixtures/run-project.ts";
import { expectAccounted, normalized, reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

describe.concurrent.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  const run = (project: string, options: Partial<RunProjectOptions> = {}): Promise<FinishedProject> =>
    runProject({ peer, project, ...options, args: ["run", ...(options.args ?? [])] });

  test("a green run exits with 0 and prints its block last", async ({ expect }) => {
    const finished = await run("vitest-green");

    const { gate, runner } = summaryOf(finished);
    expect(gate.verdict).toBe("pass");
    expect(runner.name).toBe("vitest");
    expect(finished.exitCode).toBe(0);
    expect(normalized(finished.stdout, finished.directory).split("\n\n\n").at(-1)).toMatchInlineSnapshot(`
      "Assay  PASS  6 cases, vitest <version>

        partition      passed   rate                                 verdict  needed  p50  p95
        regression        1/1  100 %  (true rate >= 5 % at 95 %)     PASS      100 %  <time>  <time>
        adversarial       1/1  100 %  (true rate >= 5 % at 95 %)     PASS       95 %  <time>  <time>
        distribution      2/2  100 %  (true rate >= 22.4 % at 95 %)  PASS       90 %  <time>  <time>
        unpartitioned     2/2  100 %  (true rate >= 22.4 % at 95 %)  PASS      100 %  <time>  <time>

        note  no cases in golden"
    `);
  });

  test("a reporter that is listed beside the plugin records one run, not a second one of no case", async ({
    expect,
  }) => {
    const finished = await run("vitest-green", {
      args: ["--reporter=default", "--reporter=@assay/vitest/reporter"],
    });

    expect(finished.exitCode).toBe(0);
    expect(finished.runs).toHaveLength(1);
    expect(finished.stdout.match(/^Assay {2}/gm)).toHaveLength(1);
  });

  test("a red run exits with 1 and lists its misses", async ({ expect }) => {
    const finished = await run("vitest-red");

    expect(summaryOf(finished).gate.verdict).toBe("fail");
    expect(finished.exitCode).toBe(1);
    expect(normalized(finished.stdout, finished.directory).split("\n\n\n").at(-1)).toMatchInlineSnapshot(`
      "Assay  FAIL  7 cases, vitest <version>

        partition     passed  rate                                     verdict  needed         fail
        regression       0/1   0 %  (true rate <= 79.3 % at 95 %)      FAIL      100 %            1
        distribution     3/6  50 %  (true rate 18.8 - 81.2 % at 95 %)  FAIL       90 %  3 (1 threw)

        FAIL  regression / knows the price (support.eval.test.ts > knows the price)
          toMatchTokens: token F1 0.750 (precision 0.750, recall 0.750), at least 1 wanted
        ERRORED OUTPUT  distribution / answers at all (support.eval.test.ts > answers at all)
          the application threw: TypeError: Cannot read properties of undefined (reading 'text')
        FAIL  distribution / question-4 (support.eval.test.ts > support)
          toMatchTokens: token F1 0.000 (precision 0.000, recall 0.000), at least 0.8 wanted
        FAIL  distribution / question-5 (support.eval.test.ts > support)
          toMatchTokens: token F1 0.000 (precision 0.000, recall 0.000), at least 0.8 wanted

        note  no cases in golden, adversarial"
    `);
    expect(finished.stdout + finished.stderr).not.toMatch(/^\s*::error/m);
  });

  test("a killed worker costs the running case its verdict and nothing else (B11)", async ({ expect }) => {
    const finished = await run("vitest-crash", { env: { CRASH: "kill" } });

    const summary = summaryOf(finished);
    expect(statuses(summary)).toEqual({
      before: "pass",
      crash: "error (worker-died)",
      row: "not-run (never-started)",
      calm: "pass",
    });
    expect(reasonCodes(summary)).toEqual(["partition-inconclusive", "file-failed", "unhandled-error"]);
    expect(finished.exitCode).toBe(1);
  });

  test("process.exit(0) in a test fails its case (B13)", async ({ expect }) => {
    const finished = await run("vitest-crash", { env: { CRASH: "exit" } });

    expect(statuses(summaryOf(finished))["crash"]).toMatch(/^fail|^error/);
    expect(finished.exitCode).toBe(1);
  });

  test("an unhandled rejection keeps the verdicts and the gate undecided (B25)", async ({ expect }) => {
    const finished = await run("vitest-crash", { env: { CRASH: "rejection" } });

    const summary = summaryOf(finished);
    expect(Object.values(statuses(summary))).toEqual(["pass", "pass", "pass", "pass"]);
    expect(reasonCodes(summary)).toEqual(["unhandled-error"]);
    expect(finished.exitCode).toBe(1);
  });

  test("signals leave the verdicts on disk and no seal (B15, B16)", async ({ expect }) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
      const running = startProject({ peer, project: "vitest-crash", args: ["run"], env: { CRASH: "hang" } });
      await running.until(() => running.output().includes("hanging"), "the hanging test");
      running.child.kill(signal);
      const finished = await running.finished;

      const summary = summarizeRun(finished.runs[0] as string);
      expectAccounted(summary);
      expect(statuses(summary)).toMatchObject({ before: "pass", crash: "error (worker-died)" });
      expect(reasonCodes(summary)).toContain("not-sealed");
      expect(summary.gate.verdict).toBe("inconclusive");
      expect(finished.exitCode).not.toBe(0);
    }
  });

  test("a name filter leaves the other cases not run and the exit code alone (B20)", async ({ expect }) => {
    const finished = await run("vitest-narrow", { args: ["-t", "row-1"] });

    const summary = summaryOf(finished);
    expect(summary.cases.filter(({ status }) => status === "pass").map(({ test: path }) => path)).toEqual([
      "first > row-1",
      "second > row-1",
    ]);
    expect(summary.cases.filter(({ cause }) => cause === "excluded")).toHaveLength(8);
    expect(reasonCodes(summary)).toEqual(["partition-inconclusive", "filtered"]);
    expect(finished.exitCode).toBe(0);
  });

  test("a name filter over a case that breaks its partition for good fails", async ({ expect }) => {
    const finished = await run("vitest-narrow", { args: ["-t", "row-1"], env: { MISS: "1" } });

    expect(summaryOf(finished).gate.verdict).toBe("fail");
    expect(finished.exitCode).toBe(1);
  });

  test("a name that matches nothing is no green run (B20)", async ({ expect }) => {
    const finished = await run("vitest-narrow", { args: ["-t", "nomatch"] });

    const summary = summaryOf(finished);
    expect(summary.gate.verdict).toBe("inconclusive");
    expect(summary.cases.every(({ status }) => status === "not-run")).toBe(true);
    expect(finished.stdout).toMatch(/^Assay {2}PARTIAL RUN {2}0 cases ran, \d+ did not run,/m);
  });

  test(".only and .skip shrink no denominator (B20)", async ({ expect }) => {
    const only = summaryOf(await run("vitest-narrow", { env: { NARROW: "only" } }));
    const skip = await run("vitest-narrow", { env: { NARROW: "skip" } });

    expect(only.onlyMode).toBe(true);
    expect(only.cases).toHaveLength(10);
    expect(only.cases.filter(({ status }) => status === "pass")).toHaveLength(4);
    expect(summaryOf(skip).onlyMode).toBe(false);
    expect(summaryOf(skip).cases.filter(({ cause }) => cause === "excluded")).toHaveLength(3);
    expect(skip.exitCode).toBe(1);
  });

  test("bail leaves the rest not run and names the files it never came to (B18)", async ({ expect }) => {
    const finished = await run("vitest-narrow", {
      args: ["--bail=1", "--no-file-parallelism"],
      env: { NARROW: "bail" },
    });

    const summary = summaryOf(finished);
    expect(summary.interrupted).toBe(true);
    expect(statuses(summary)).toMatchObject({ "plain > gamma": "not-run (never-started)" });
    expect(summary.failedFiles).toEqual([
      { file: "other.eval.test.ts", reason: "The run ended before the file was loaded." },
    ]);
    expect(finished.exitCode).toBe(1);
  });

  test("a shard is never a whole run (B19)", async ({ expect }) => {
    const first = await run("vitest-narrow", { args: ["--shard=1/2"] });
    const second = await run("vitest-narrow", { args: ["--shard=2/2"] });

    const summaries = [summaryOf(first), summaryOf(second)];
    expect(summaries.map(({ gate }) => gate.verdict)).toEqual(["inconclusive", "inconclusive"]);
    expect(summaries.map(({ shard }) => shard)).toEqual([
      { index: 1, count: 2 },
      { index: 2, count: 2 },
    ]);
    expect(summaries.reduce((sum, { cases }) => sum + cases.length, 0)).toBe(10);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  });

  test("projects keep their cases apart, and each has the configured concurrency", async ({ expect }) => {
    const finished = await run("vitest-projects", { args: ["--reporter=dot"] });

    const summary = summaryOf(finished);
    expect(summary.partitions["distribution"]).toMatchObject({ declared: 40, pass: 40 });
    expect(new Set(summary.cases.map(({ project, file }) => `${project} ${file}`))).toEqual(
      new Set(["a a/same.eval.test.ts", "b b/same.eval.test.ts"]),
    );
    expect(finished.exitCode).toBe(0);
  });

  test("watch mode starts a new run for each rerun and plays no games with the exit code (B21)", async ({
    expect,
  }) => {
    const running = startProject({ peer, project: "vitest-watch", args: ["watch", "--no-isolate"] });
    const prints = (text: string): number => running.output().split(text).length - 1;
    await running.until(() => prints("Assay  ") === 1, "the first run");
    const path = join(running.directory, "watched.eval.test.ts");
    writeFileSync(path, text("no"));
    await running.until(() => prints("Assay  ") === 2, "the second run");
    writeFileSync(path, text("yes"));
    await running.until(() => prints("Assay  ") === 3, "the third run");
    running.child.kill("SIGTERM");
    const { runs } = await running.finished;

    const summaries = runs.map((directory) => summarizeRun(directory));
    expect(summaries.map(({ gate }) => gate.verdict)).toEqual(["pass", "fail", "pass"]);
    expect(summaries.map(({ cases }) => cases.length)).toEqual([1, 1, 1]);
    expect(summaries.every(({ sealed }) => sealed)).toBe(true);
  });

  test("a rerun of what changed says that it is a part, and that nothing is wrong", async ({ expect }) => {
    const files = { "other.eval.test.ts": text("yes") };
    const running = startProject({ peer, project: "vitest-watch", args: ["watch", "--no-isolate"], files });
    await running.until(() => running.output().includes("Assay  PASS  2 cases"), "the first run");
    writeFileSync(join(running.directory, "watched.eval.test.ts"), `${text("yes")}\n`);
    await running.until(() => running.output().includes("PARTIAL RUN"), "the second run");
    await running.until(() => running.output().includes("were asked for"), "its last line");
    running.child.kill("SIGTERM");
    const { stdout } = await running.finished;

    const report = stdout.slice(stdout.indexOf("Assay  PARTIAL RUN"));
    expect(report).toMatch(/^Assay {2}PARTIAL RUN {2}1 case ran, none missed,/);
    expect(report).toContain("PARTIAL  only tests of changed files ran");
    expect(report).not.toContain("INCONCLUSIVE");
  });
});

function text(answer: string): string {
  return `import { evalTest } from "@assay/vitest";
import { expect } from "vitest";

evalTest("watched", { partition: "golden" }, () => {
  expect("${answer}").toMatchTokens("yes");
});
`;
}
