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

interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Further options of the third file's suite. */
  readonly option?: string;
}

function run(peer: Peer, { args = [], env = {}, option = "" }: RunOptions = {}): Promise<FinishedProject> {
  return runProject({
    peer,
    project: peer.startsWith("jest") ? "jest-narrow" : "vitest-narrow",
    args: peer.startsWith("jest") ? args : ["run", ...args],
    env,
    files: thirdFile(peer, option),
  });
}

function merge(...directories: readonly string[]): {
  readonly status: number | null;
  readonly summary: Summary;
  readonly stderr: string;
  readonly directory: string;
} {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "assay-merge-")));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "merge", "--json", ...directories], {
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
  });

  test("the merged shares of ASSAY_SHARD are the run that was never split", async () => {
    const whole = await run(peer);
    const shares: FinishedProject[] = [];
    for (const share of ["1/3", "2/3", "3/3"]) shares.push(await run(peer, { env: { ASSAY_SHARD: share } }));

    const merged = merge(...shares.map(runOf));

    expect(merged.stderr).toBe("");
    expect(essence(merged)).toEqual(essence(whole));
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
