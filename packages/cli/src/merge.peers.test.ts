import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Summary } from "@assay/core/run";
import { describe, expect, onTestFinished, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");
const rows = Array.from({ length: 9 }, (_, index) => ({
  id: `third-${index}`,
  partition: index % 2 === 0 ? "distribution" : "adversarial",
  input: index,
}));

/** A third file, whose dataset has a miss, so that three shards of the files have one each. */
function thirdFile(peer: Peer, option = ""): { readonly [path: string]: string } {
  const body = `describeEval("third", { dataset: "./third.cases.jsonl"${option} }, ({ input }) => {
  expect(input === 4 ? "no" : "yes").toMatchTokens("yes");
});
`;
  const dataset = `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
  return peer.startsWith("jest")
    ? {
        "third.eval.test.js": `const { describeEval } = require("@assay/jest");\n${body}`,
        "third.cases.jsonl": dataset,
      }
    : {
        "third.eval.test.ts": `import { describeEval } from "@assay/vitest";\nimport { expect } from "vitest";\n${body}`,
        "third.cases.jsonl": dataset,
      };
}

/** `shardBy: "case"`, and a file that is none of `evalFiles`. */
function byCase(peer: Peer): { readonly [path: string]: string } {
  const body = `describeEval("whole", { dataset: "./whole.cases.jsonl" }, () => {
  expect("yes").toMatchTokens("yes");
});
`;
  const cases = ["whole-0", "whole-1"].map(
    (id) => `${JSON.stringify({ id, partition: "distribution", input: id })}\n`,
  );
  const shared = {
    "assay.config.mjs": 'export default { shardBy: "case" };\n',
    "whole.cases.jsonl": cases.join(""),
  };
  return peer.startsWith("jest")
    ? {
        ...shared,
        "whole.test.js": `const { describeEval } = require("@assay/jest");\n${body}`,
      }
    : {
        ...shared,
        "whole.test.ts": `import { describeEval } from "@assay/vitest";\nimport { expect } from "vitest";\n${body}`,
      };
}

function casesOf(summary: unknown, file: string): Summary["cases"] {
  return (summary as Summary).cases.filter((one) => one.file.startsWith(file));
}

interface RunOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Further options of the third file's suite. */
  readonly option?: string;
}

function run(
  peer: Peer,
  { args = [], env = {}, option = "", files = {} }: RunOptions = {},
): Promise<FinishedProject> {
  return runProject({
    peer,
    project: peer.startsWith("jest") ? "jest-narrow" : "vitest-narrow",
    args: peer.startsWith("jest") ? args : ["run", ...args],
    env,
    files: { ...thirdFile(peer, option), ...files },
  });
}

interface Merged {
  readonly status: number | null;
  readonly summary: Summary;
  readonly stderr: string;
  readonly directory: string;
}

function merge(...directories: readonly string[]): Merged {
  return mergeWith(undefined, ...directories);
}

/** A baseline of a run, whatever is wrong with it. */
function baselineOf(run: string): string {
  const file = join(scratch(), "assay.baseline.json");
  const args = [bin, "baseline", "write", run, "--out", file, "--force"];
  expect(spawnSync(process.execPath, args, { encoding: "utf8" }).stderr).toBe("");
  return file;
}

function scratch(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "assay-merge-")));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function mergeWith(baseline: string | undefined, ...directories: readonly string[]): Merged {
  const cwd = scratch();
  const args = [...(baseline === undefined ? [] : ["--baseline", baseline]), ...directories];
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "merge", "--json", ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { status, stderr, directory: cwd, summary: (stdout === "" ? {} : JSON.parse(stdout)) as Summary };
}

const changing = new Set(["runId", "startedAt", "mergedFrom", "durationMs", "latencyMs", "wallMs"]);

/** What must not depend on how the cases were split. */
function essence({ summary, directory }: { readonly summary: unknown; readonly directory: string }): unknown {
  const text = JSON.stringify(summary, (name, value: unknown) => (changing.has(name) ? undefined : value));
  return JSON.parse(text.replaceAll(directory, "ROOT"));
}

const runOf = ({ runs }: FinishedProject): string => runs.at(-1) as string;

describe.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test("the merged shards of the files are the run that was never split", async () => {
    const whole = await run(peer);
    const shards: FinishedProject[] = [];
    for (const shard of ["1/3", "2/3", "3/3"]) shards.push(await run(peer, { args: [`--shard=${shard}`] }));

    const merged = merge(...shards.map(runOf));
    const part = merge(...shards.slice(0, 2).map(runOf));

    expect(merged.stderr).toBe("");
    expect(essence(merged)).toEqual(essence(whole));
    expect(merged.summary.cases.length).toBeGreaterThan(15);
    expect(part.status).toBe(2);
    expect(part.summary.gate.reasons).toContainEqual({
      code: "shard",
      effect: "inconclusive",
      message: "shard 3 of 3 is missing",
    });
    const files = (summary: unknown): string[] => [
      ...new Set((summary as Summary).cases.map(({ file }) => file)),
    ];
    const missing = files(whole.summary).filter((file) => !files(part.summary).includes(file));
    expect(part.summary.missingFiles).toEqual(missing);
    expect(missing).toHaveLength(1);

    const known = mergeWith(baselineOf(runOf(whole)), ...shards.slice(0, 2).map(runOf));
    const left = known.summary.cases.filter(({ reason }) => reason === "shard 3 of 3 is missing");
    expect(left.map(({ id }) => id)).toEqual(
      (whole.summary as Summary).cases.filter(({ file }) => file === missing[0]).map(({ id }) => id),
    );
    expect(known.summary.cases).toHaveLength((whole.summary as Summary).cases.length);
    expect(known.status).toBe(2);
  });

  test("the merged shares of ASSAY_SHARD are the run that was never split", async () => {
    const whole = await run(peer);
    const shares: FinishedProject[] = [];
    for (const share of ["1/3", "2/3", "3/3"]) shares.push(await run(peer, { env: { ASSAY_SHARD: share } }));

    const merged = merge(...shares.map(runOf));

    expect(merged.stderr).toBe("");
    expect(essence(merged)).toEqual(essence(whole));
    const { cases } = merge(...shares.slice(1).map(runOf)).summary;
    expect(cases.map(({ id }) => id)).toEqual((whole.summary as Summary).cases.map(({ id }) => id));
    const left = cases.filter(({ reason }) => reason === "its share of the cases is missing");
    expect(left.length).toBeGreaterThan(0);
    expect(((shares[0] as FinishedProject).summary as Summary).cases.length).toBeLessThan(cases.length);
  });

  test("with shardBy case, the merged shards of the runner are the run that was never split", async () => {
    const files = byCase(peer);
    const whole = await run(peer, { files });
    const shards: FinishedProject[] = [];
    for (const shard of ["1/5", "2/5", "3/5", "4/5", "5/5"])
      shards.push(await run(peer, { files, args: [`--shard=${shard}`] }));

    const merged = merge(...shards.map(runOf));
    const part = merge(...shards.slice(1).map(runOf));

    expect(merged.stderr).toBe("");
    expect(essence(merged)).toEqual(essence(whole));
    const split = shards.map(({ summary }) => casesOf(summary, "third.eval").length);
    expect(Math.max(...split)).toBeLessThan(rows.length);
    expect(split.reduce((sum, length) => sum + length, 0)).toBe(rows.length);
    const unsplit = shards.map(({ summary }) => casesOf(summary, "whole.test").length);
    expect(unsplit.sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 2]);
    expect(part.status).toBe(2);
    expect(casesOf(part.summary, "third.eval").map(({ id }) => id)).toEqual(
      casesOf(whole.summary, "third.eval").map(({ id }) => id),
    );
    expect(casesOf(part.summary, "third.eval").some(({ status }) => status === "not-run")).toBe(true);
  });

  test("a suite that takes a share by its own option makes its run a part", async () => {
    const option = ", shard: { index: Number(process.env.PART), count: 2 }";
    const args = ["third"];
    const [one, two] = [
      await run(peer, { args, option, env: { PART: "1" } }),
      await run(peer, { args, option, env: { PART: "2" } }),
    ];
    const unset = await run(peer, { args, option });

    expect([one.exitCode, two.exitCode]).toEqual([0, 0]);
    expect(one.summary).toMatchObject({
      missingShards: ['share 2 of 2 of the cases of "third"'],
      gate: { verdict: "inconclusive" },
    });
    const merged = merge(runOf(one), runOf(two));
    expect(merged.summary.cases).toHaveLength(rows.length);
    expect(merged.summary.missingShards).toBeUndefined();
    expect(merge(runOf(one)).status).toBe(2);
    expect(merge(runOf(one)).summary.cases).toHaveLength(rows.length);
    expect(unset.exitCode).toBe(1);
    expect(unset.stdout + unset.stderr).toContain("`shard` wants an index from 1 to the count, got NaN of 2");
  });
});

test("shards of files and of cases, given twice, of both runners make one run", async () => {
  const vitest: FinishedProject[] = [];
  for (const shard of ["1/2", "2/2"]) {
    for (const share of ["1/2", "2/2"])
      vitest.push(await run("vitest-4", { args: [`--shard=${shard}`], env: { ASSAY_SHARD: share } }));
  }
  const jest = await run("jest-30");

  const merged = merge(...[...vitest, ...vitest, jest].map(runOf));

  expect(merged.stderr).toBe("");
  expect(merged.summary.mergedFrom).toHaveLength(5);
  expect(merged.summary.runner.name).toBe("jest + vitest");
  expect(merged.summary.missingShards).toBeUndefined();
  expect(merged.summary.runners?.map(({ name, files }) => [name, files])).toEqual([
    ["jest", ["narrow.eval.test.js", "other.eval.test.js", "third.eval.test.js"]],
    ["vitest", ["narrow.eval.test.ts", "other.eval.test.ts", "third.eval.test.ts"]],
  ]);
  expect(merged.summary.cases.filter(({ file }) => file.endsWith(".ts"))).toHaveLength(
    merged.summary.cases.length / 2,
  );
});

test("a dataset that another shard saw in another state is refused", async () => {
  const [one, other] = [rows, rows.map((row) => ({ ...row, input: 1 }))].map((cases, index) =>
    runProject({
      peer: "vitest-4",
      project: "vitest-narrow",
      args: ["run"],
      env: { ASSAY_SHARD: `${index + 1}/2` },
      files: {
        ...thirdFile("vitest-4"),
        "third.cases.jsonl": `${cases.map((row) => JSON.stringify(row)).join("\n")}\n`,
      },
    }),
  ) as [Promise<FinishedProject>, Promise<FinishedProject>];

  const { status, summary } = merge(runOf(await one), runOf(await other));

  expect(status).toBe(3);
  expect(JSON.stringify(summary)).toContain("dataset third.cases.jsonl was sha256:");
});
