import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startProject, type RunProjectOptions } from "../../../fixtures/run-project.ts";
import { judge, reasonCodes, runJest, statuses, type JestRun } from "./test-helpers/jest-run.ts";

const run = (project: string, options: Partial<RunProjectOptions> = {}): Promise<JestRun> =>
  runJest({ peer: "jest-30", project, ...options });

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s keeps what was done, and the gate knows of the end (B15)",
  async (signal) => {
    const running = startProject({
      peer: "jest-30",
      project: "jest-crash",
      args: ["-i", "crash"],
      env: { CRASH: "hang" },
    });
    await running.until(() => running.output().includes("hanging"), "the case that hangs");
    running.child.kill(signal);
    const finished = judge(await running.finished);

    expect(finished.exitCode === 0 && finished.signal === null).toBe(false);
    expect(finished.gateCode).toBe(2);
    expect(statuses(finished)).toMatchObject({ before: "pass", crash: "error (worker-died)" });
    expect(reasonCodes(finished)).toContain("not-sealed");
  },
);

test("SIGKILL of Jest itself leaves a journal that counts (B16)", async () => {
  const running = startProject({
    peer: "jest-30",
    project: "jest-crash",
    args: ["-i", "crash"],
    env: { CRASH: "hang" },
  });
  await running.until(() => running.output().includes("hanging"), "the case that hangs");
  running.child.kill("SIGKILL");
  const finished = judge(await running.finished);

  expect(finished.gateCode).toBe(2);
  expect(statuses(finished)).toMatchObject({ before: "pass" });
});

test("SIGKILL of Jest itself where it runs the tests costs the running case only (B11)", async () => {
  const finished = await run("jest-crash", { args: ["-i"], env: { CRASH: "kill" } });

  expect(finished.signal).toBe("SIGKILL");
  expect(finished.gateCode).toBe(2);
  expect(statuses(finished)).toMatchObject({ before: "pass", crash: "error (worker-died)" });
});

test("a worker that runs out of memory is a worker that died (B12)", async () => {
  const finished = await run("jest-crash", {
    args: ["-w", "2"],
    env: { CRASH: "memory", NODE_OPTIONS: "--max-old-space-size=80" },
  });

  expect(finished.exitCode).toBe(1);
  expect(finished.gateCode).toBe(2);
  expect(statuses(finished)).toMatchObject({ before: "pass", calm: "pass", crash: "error (worker-died)" });
});

test("an unhandled rejection turns the run red and keeps the verdicts (B25)", async () => {
  const finished = await run("jest-crash", { env: { CRASH: "rejection" } });

  expect(finished.exitCode).toBe(1);
  expect(statuses(finished)).toMatchObject({ before: "pass", calm: "pass", crash: "fail (errored-output)" });
});

test("--bail leaves the rest without a verdict (B18)", async () => {
  const finished = await run("jest-narrow", { args: ["--bail", "-i"], env: { NARROW: "bail" } });

  expect(finished.exitCode).toBe(1);
  expect(finished.gateCode).toBe(1);
  expect(reasonCodes(finished)).toEqual(["partition-failed", "interrupted", "file-failed"]);
});

test("describeEval.skip leaves its cases in the denominator", async () => {
  const finished = await run("jest-narrow", { env: { NARROW: "skip" } });

  expect(finished.exitCode).toBe(1);
  expect(finished.gateCode).toBe(2);
  expect(statuses(finished, ({ status }) => status === "not-run")).toEqual({
    "first > row-1": "not-run (excluded)",
    "first > row-2": "not-run (excluded)",
    "first > row-3": "not-run (excluded)",
  });
});

test("a filtered run that has already failed is red", async () => {
  const finished = await run("jest-narrow", { args: ["-t", "beta"], env: { NARROW: "bail" } });

  expect(finished.exitCode).toBe(1);
  expect(finished.gateCode).toBe(1);
});

test("a shard of the cases takes its share of each suite", async () => {
  const [first, second] = await Promise.all([
    run("jest-gate", { env: { ASSAY_SHARD: "1/2" } }),
    run("jest-gate", { env: { ASSAY_SHARD: "2/2" } }),
  ]);

  const ids = [first, second].flatMap(({ result }) => result.cases.map(({ id }) => id));
  expect(ids.toSorted()).toEqual(Array.from({ length: 10 }, (_, number) => `row-${number}`));
});

test("a suite's own gate tolerates what it allows", async () => {
  const finished = await run("jest-gate", { env: { MISSES: "2" } });

  expect(finished.stderr).not.toContain("●");
  expect(finished.result.cases).toHaveLength(10);
});

test("a suite's own gate fails its last test", async () => {
  const finished = await run("jest-gate", { args: ["--verbose"], env: { MISSES: "3" } });

  expect(finished.exitCode).toBe(1);
  expect(finished.stderr).toContain("✕ gate: at least 80 % pass");
  expect(finished.stderr).toContain('Failed to pass the gate of "gated": 7 of 10 passed, 3 failed');
});

test("in random order a suite's own gate still has the last word", async () => {
  const finished = await run("jest-gate", { args: ["--randomize", "--seed=3"], env: { MISSES: "3" } });

  expect(finished.exitCode).toBe(1);
  expect(finished.stderr).toContain('Failed to pass the gate of "gated": 7 of 10 passed, 3 failed');
});

test("without our reporter nothing is recorded and every miss is red", async () => {
  const running = startProject({ peer: "jest-30", project: "jest-red", args: ["--reporters=default"] });
  const finished = await running.finished;

  expect(finished.runs).toEqual([]);
  expect(finished.exitCode).toBe(1);
  expect(finished.stderr).toMatch(/Tests: +4 failed, 3 passed, 7 total/);
});

test("a reporter that cannot write makes the run red and hides nothing (B26)", async () => {
  const running = startProject({
    peer: "jest-30",
    project: "jest-green",
    files: { ".assay": "a file, not a folder" },
  });
  const finished = await running.finished;

  expect(finished.exitCode).toBe(1);
  expect(finished.stderr).toMatch(/Tests: +7 passed, 7 total/);
  expect(finished.stderr).toContain("Assay: failed to start the run.");
  // Once more behind Jest's own count, which is green.
  expect(finished.stderr.slice(finished.stderr.indexOf("Tests: "))).toMatch(
    /^Assay: this run was not recorded\. Failed to create run/m,
  );
});

test("a broken configuration makes the run red and hides nothing", async () => {
  const running = startProject({
    peer: "jest-30",
    project: "jest-green",
    files: { "assay.config.json": '{ "concurency": 3 }' },
  });
  const finished = await running.finished;

  expect(finished.exitCode).toBe(1);
  expect(finished.stderr).toMatch(/Tests: +7 passed, 7 total/);
  expect(finished.stderr).toContain("concurency");
});

test("a closed pipe does not keep a run from being sealed (B27)", async () => {
  const running = startProject({ peer: "jest-30", project: "jest-red" });
  running.child.stderr?.destroy();
  running.child.stdout?.destroy();
  const finished = judge(await running.finished);

  expect(finished.result.sealed).toBe(true);
  expect(finished.exitCode).toBe(1);
});

test("watch mode makes a run of its own for every rerun (B21)", async () => {
  const running = startProject({ peer: "jest-30", project: "jest-watch", args: ["--watchAll"] });
  const sealed = (): number => running.runs().filter((directory) => isSealed(directory)).length;
  await running.until(() => sealed() === 1, "the first run");
  const file = join(running.directory, "watched.eval.test.js");
  writeFileSync(file, readFileSync(file, "utf8").replace('"yes").toMatch', '"no").toMatch'));
  await running.until(() => sealed() === 2, "the second run");
  running.child.kill("SIGKILL");
  const { runs } = await running.finished;

  const verdicts = runs.map(
    (directory) => JSON.parse(readFileSync(join(directory, "summary.json"), "utf8")).gate.verdict,
  );
  expect(verdicts).toEqual(["pass", "fail"]);
});

test("the step summary of a pull request gets the Markdown report", async () => {
  const finished = await run("jest-red", {
    files: { "step.md": "before\n" },
    env: { GITHUB_STEP_SUMMARY: "step.md" },
  });

  const text = readFileSync(join(finished.directory, "step.md"), "utf8");
  expect(text.startsWith("before\n")).toBe(true);
  expect(text).toContain("knows the price");
});

test("--json keeps standard output to itself", async () => {
  const finished = await run("jest-green", { args: ["--json"] });

  expect(JSON.parse(finished.stdout)).toMatchObject({ numPassedTests: 7 });
});

function isSealed(directory: string): boolean {
  try {
    return readFileSync(join(directory, "summary.json"), "utf8") !== "";
  } catch {
    return false;
  }
}
