import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { summarizeRun } from "@assay/core/run";
import { describe, test } from "vitest";
import { startProject, type RunningProject } from "../../../fixtures/run-project.ts";
import { judge, statuses } from "./test-helpers/jest-run.ts";

const suite = (body: string): string => `const { writeFileSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");
const { describeEval } = require("@assay/jest");

const mark = (name) => writeFileSync(name, String(process.pid));
const dataset = ["one", "two", "three"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("rows", { dataset, timeout: 2_500 }, async ({ input }) => {
  ${body}
  expect("yes").toMatchTokens("yes");
});
`;

const start = (body: string): RunningProject =>
  startProject({
    peer: "jest-30",
    project: "jest-narrow",
    args: ["-i", "still"],
    files: { "still.eval.test.js": suite(body) },
  });

const allPass = { "rows > one": "pass", "rows > two": "pass", "rows > three": "pass" };

describe.concurrent("processes that stand still", () => {
  test("a test that never yields is named as the one that was running (B10)", async ({ expect }) => {
    const running = start(`if (input === "two") { mark("hanging"); for (;;); }`);
    const marker = join(running.directory, "hanging");
    await running.until(() => existsSync(marker) && readFileSync(marker, "utf8") !== "", "the loop");

    running.child.kill("SIGKILL");
    const finished = judge(await running.finished);

    expect(statuses(finished)).toMatchObject({ "rows > two": "error (worker-died)" });
    expect(finished.gateCode).toBe(2);
  });

  test("a process that was stopped for longer than a case may take loses no case (B17)", async ({
    expect,
  }) => {
    const running = start(`await sleep(500); mark(input); await sleep(1_200);`);
    await running.until(() => existsSync(join(running.directory, "three")), "the first half of every case");

    running.child.kill("SIGSTOP");
    await sleep(6_000);
    running.child.kill("SIGCONT");
    const finished = judge(await running.finished);

    expect(statuses(finished)).toEqual(allPass);
    expect(finished.exitCode).toBe(0);
  });

  test("two runners at once in one project keep to runs of their own (B23)", async ({ expect }) => {
    const running = start(`await sleep(1_500);`);
    await running.until(() => running.runs().length === 1, "the first run");
    const { spawnfile, spawnargs } = running.child;
    const env = { ...process.env, NO_COLOR: "1" };
    const second = spawn(spawnfile, spawnargs.slice(1), { cwd: running.directory, env, stdio: "ignore" });
    const exited = new Promise((resolve) => second.once("exit", resolve));

    await running.finished;
    await exited;

    const summaries = running.runs().map((run) => summarizeRun(run));
    expect(summaries.map(({ cases }) => [...new Set(cases.map(({ status }) => status))])).toEqual([
      ["pass"],
      ["pass"],
    ]);
  });

  test("a second copy of the engine records into the same case (B24)", async ({ expect }) => {
    const running = start(`
  let copy;
  jest.isolateModules(() => { copy = require("@assay/core/adapter"); });
  expect(copy.currentCase === require("@assay/core/adapter").currentCase).toBe(false);
  expect(copy.currentCase()?.key.case).toBe(input);`);
    const finished = judge(await running.finished);

    expect(statuses(finished)).toEqual(allPass);
  });
});
