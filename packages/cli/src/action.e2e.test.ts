import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { defaultSettings } from "@assay/core/run";
import { expect, test } from "vitest";
import { fakeGithub, type FakeGithub } from "./test-helpers/fake-github.ts";
import { recordRun, scratchDirectory } from "./test-helpers/memory-io.ts";
import { runAction, type ActionRun } from "./test-helpers/run-action.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");

/** A checked-out repository in which `npm ci` has installed @assay/cli. */
function repository(): string {
  const workspace = scratchDirectory();
  const folder = join(workspace, "node_modules", ".bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(workspace, "package.json"), '{"name":"app","private":true}');
  writeFileSync(join(folder, "assay"), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(folder, "assay"), 0o755);
  writeFileSync(join(workspace, "event.json"), '{"pull_request":{"number":7}}');
  return workspace;
}

function act(workspace: string, github: FakeGithub, inputs: Record<string, string> = {}): Promise<ActionRun> {
  const { PATH = "", HOME = "" } = process.env;
  return runAction({
    workspace,
    inputs,
    environment: {
      PATH,
      HOME,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "octo/app",
      GITHUB_EVENT_PATH: join(workspace, "event.json"),
    },
  });
}

test("creates one comment, updates it in place, and fails as the gate does", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  recordRun(workspace, "fail");

  const red = await act(workspace, github);
  expect(red.exitCode, red.log).toBe(1);
  expect(red.outputs).toEqual({ verdict: "fail", regression: "false" });
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain("## Assay: FAIL");
  expect(red.stepSummary).toContain("## Assay: FAIL");
  expect(red.log).toMatch(
    /^::error file=src\/a\.eval\.test\.ts,title=golden \/ pricing%3A fail::wrong price$/m,
  );

  recordRun(workspace, "pass");
  const green = await act(workspace, github);
  expect(green.exitCode, green.log).toBe(0);
  expect(green.outputs["verdict"]).toBe("pass");
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain("## Assay: PASS");
  expect(red.log + green.log).not.toContain("secret-token");
});

test.each([
  ["fail", "gate", 1],
  ["fail", "failure", 1],
  ["fail", "regression", 1],
  ["fail", "never", 0],
  ["error", "gate", 1],
  ["error", "failure", 0],
  ["error", "never", 0],
  ["pass", "gate", 0],
  ["pass", "regression", 0],
  ["pass", "sometimes", 3],
] as const)("a run that ends in %s with fail-on %s exits with %i", async (status, failOn, exitCode) => {
  const [workspace, github] = [repository(), await fakeGithub()];
  recordRun(workspace, status);

  const { log, ...run } = await act(workspace, github, { "fail-on": failOn, comment: "false" });
  expect(run.exitCode, log).toBe(exitCode);
  expect(github.requests).toEqual([]);
});

test("merges the runs of shards, and takes a missing directory for bad input", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  const one = recordRun(workspace, "pass", { id: "a", shard: { index: 1, count: 2 } });
  const two = recordRun(workspace, "fail", { id: "b", shard: { index: 2, count: 2 } });
  const paths = [one, two].map((run) => join(".assay", "runs", basename(run)));

  const run = await act(workspace, github, { paths: `\n  ${paths.join("\n")}\n` });
  expect(run.exitCode, run.log).toBe(1);
  expect(run.outputs["verdict"]).toBe("fail");
  expect(github.comments[0]?.body).toContain("2 cases");

  const alone = await act(workspace, github, { paths: paths[0] ?? "" });
  expect(alone.outputs["verdict"], alone.log).toBe("inconclusive");

  const missing = await act(workspace, github, { paths: "shards that/are not there" });
  expect(missing.exitCode, missing.log).toBe(3);
});

test.each(["failure", "never"])("no run at all is no verdict, and red with fail-on %s", async (failOn) => {
  const [workspace, github] = [repository(), await fakeGithub()];

  const run = await act(workspace, github, { "fail-on": failOn, summary: "false", comment: "false" });

  expect(run.exitCode, run.log).toBe(2);
  expect(run.log).toContain("holds no run");
});

test("a regression fails where that is asked for", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  const base = recordRun(workspace, "pass");
  await new Promise((resolve) => setTimeout(resolve, 3));
  recordRun(workspace, "fail");

  const run = await act(workspace, github, { baseline: basename(base), "fail-on": "failure" });
  expect(run.outputs, run.log).toEqual({ verdict: "fail", regression: "true" });
  expect(github.comments[0]?.body).toContain("1 newly failing");
});

test.each([
  ["regression", 1],
  ["gate", 0],
] as const)(
  "a regression of a run that passes its gate: fail-on %s exits with %i",
  async (failOn, exitCode) => {
    const [workspace, github] = [repository(), await fakeGithub()];
    const settings = { ...defaultSettings, partitions: { golden: { passRate: 1, advisory: true } } };
    const base = recordRun(workspace, "pass", { settings });
    await new Promise((resolve) => setTimeout(resolve, 3));
    recordRun(workspace, "fail", { settings });

    const run = await act(workspace, github, { baseline: basename(base), "fail-on": failOn });
    expect(run.outputs, run.log).toEqual({ verdict: "pass", regression: "true" });
    expect(run.exitCode, run.log).toBe(exitCode);
  },
);

test("directories with spaces in their names are one each", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  const project = join(workspace, "my evals");
  const downloads = ["shard 1 of 2", "shard 2 of 2"].map((name) => join(project, "from  ci", name));
  for (const [index, download] of downloads.entries()) {
    const shard = { index: index + 1, count: 2 };
    cpSync(recordRun(workspace, "pass", { id: `case-${index}`, shard }), download, { recursive: true });
  }
  const base = recordRun(project, "pass", { id: "case-0" });
  renameSync(base, join(project, "main branch"));

  const paths = downloads.map((download) => relative(project, download)).join("\n");
  const inputs = { "working-directory": "my evals", paths, baseline: "main branch" };
  const run = await act(workspace, github, inputs);
  expect(run.exitCode, run.log).toBe(0);
  expect(run.outputs).toEqual({ verdict: "pass", regression: "false" });
  expect(run.stepSummary).toContain("| 2/2 |");
  expect(github.comments[0]?.body).toContain("2 cases");
});

test("a regression against the baseline that the configuration names is one too, of the merged run as well", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  writeFileSync(join(workspace, "assay.config.json"), '{"gate":{"baseline":"main.json"}}');
  recordRun(workspace, "pass");
  execFileSync(process.execPath, [bin, "baseline", "write"], { cwd: workspace });
  await new Promise((resolve) => setTimeout(resolve, 3));
  const worse = recordRun(workspace, "fail");

  const latest = await act(workspace, github, { "fail-on": "never" });
  const merged = await act(workspace, github, { "fail-on": "never", paths: worse });
  expect(latest.outputs, latest.log).toEqual({ verdict: "fail", regression: "true" });
  expect(merged.outputs, merged.log).toEqual({ verdict: "fail", regression: "true" });
});

test("a pull request from a fork has no comment and its gate all the same", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  recordRun(workspace, "pass");
  github.faults.push((_, response) =>
    response.writeHead(403).end('{"message":"Resource not accessible by integration"}'),
  );

  const run = await act(workspace, github);
  expect(run.exitCode, run.log).toBe(0);
  expect(run.log).toContain("No comment: the token may not write any here");
});

test("an input is data in every step: none becomes a command", async () => {
  const [workspace, github] = [repository(), await fakeGithub()];
  recordRun(workspace, "pass");
  const evil = '$(touch owned)`touch owned`"; touch owned; "';

  for (const name of ["paths", "baseline", "comment-key", "comment-author", "fail-on"]) {
    await act(workspace, github, { [name]: evil });
  }
  expect(readdirSync(workspace)).not.toContain("owned");
});
