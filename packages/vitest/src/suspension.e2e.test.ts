import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { summarizeRun } from "@assay/core/run";
import { describe, test } from "vitest";
import { startProject, type RunningProject } from "../../../fixtures/run-project.ts";
import { config } from "./test-helpers/bare-project.ts";
import { expectAccounted, reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

const suite = (body: string): string => `import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describeEval } from "@assay/vitest";
import { expect } from "vitest";

const mark = (name) => writeFileSync(name, String(process.pid));
const dataset = ["one", "two", "three"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("rows", { dataset, timeout: 2_500 }, async ({ input }) => {
  ${body}
  expect("yes").toMatchTokens("yes");
});
`;

const start = (body: string, test = "{}"): RunningProject =>
  startProject({
    peer: "vitest-4",
    project: "vitest-bare",
    args: ["run"],
    files: { "a.eval.test.ts": suite(body), "vitest.config.ts": config(test) },
  });

describe.concurrent("processes that stand still", () => {
  test("a test that never yields is named as the one that was running (B10)", async ({ expect }) => {
    const running = start(`if (input === "two") { mark("hanging"); for (;;); }`);
    const marker = join(running.directory, "hanging");
    await running.until(() => existsSync(marker) && readFileSync(marker, "utf8") !== "", "the loop");

    running.child.kill("SIGKILL");
    process.kill(Number(readFileSync(marker, "utf8")), "SIGKILL");
    const { runs } = await running.finished;

    const summary = summarizeRun(runs.at(-1) ?? "");
    expectAccounted(summary);
    expect(statuses(summary)).toMatchObject({ two: "error (worker-died)" });
    expect(summary.sealed).toBe(false);
  });

  test("a worker that runs out of memory loses the running cases only (B12)", async ({ expect }) => {
    const running = start(
      `if (input === "two") { await sleep(200); const held = []; for (;;) held.push(new Array(100_000).fill(input + held.length)); }`,
      `{ pool: "forks", execArgv: ["--max-old-space-size=80"] }`,
    );
    const finished = await running.finished;

    expect(statuses(summaryOf(finished))).toEqual({ one: "pass", two: "error (worker-died)", three: "pass" });
    expect(finished.exitCode).toBe(1);
  });

  test("a process that was stopped for longer than a case may take loses no case (B17)", async ({
    expect,
  }) => {
    const running = start(`await sleep(500); mark(input); await sleep(1_200);`, `{ pool: "threads" }`);
    await running.until(() => existsSync(join(running.directory, "three")), "the first half of every case");

    running.child.kill("SIGSTOP");
    await sleep(6_000);
    running.child.kill("SIGCONT");
    const finished = await running.finished;

    expect(statuses(summaryOf(finished))).toEqual({ one: "pass", two: "pass", three: "pass" });
    expect(finished.exitCode).toBe(0);
  });

  test("two runners at once in one project keep to runs of their own (B23)", async ({ expect }) => {
    const running = start(`await sleep(1_500);`);
    await running.until(() => running.runs().length === 1, "the first run");
    const { spawnfile, spawnargs } = running.child;
    const second = spawn(spawnfile, spawnargs.slice(1), {
      cwd: running.directory,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: "ignore",
    });
    const exited = new Promise((resolve) => second.once("exit", resolve));

    const finished = await running.finished;
    await exited;

    const summaries = running.runs().map((run) => summarizeRun(run));
    expect(summaries).toHaveLength(2);
    expect(summaries.map((summary) => [summary.cases.length, summary.gate.verdict])).toEqual([
      [3, "pass"],
      [3, "pass"],
    ]);
    expect(finished.exitCode).toBe(0);
  });

  test("a second copy of the engine records into the same case (B24)", async ({ expect }) => {
    const running = start(`
  const { createRequire } = await import("node:module");
  const { currentCase } = createRequire(import.meta.url)("@assay/core/adapter");
  expect(currentCase()?.key.case).toBe(input);`);
    const finished = await running.finished;

    expect(statuses(summaryOf(finished))).toEqual({ one: "pass", two: "pass", three: "pass" });
    expect(reasonCodes(summaryOf(finished))).toEqual([]);
  });
});
