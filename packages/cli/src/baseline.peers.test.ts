import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison, Summary } from "@assay/core/run";
import { describe, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");

interface RunOptions {
  /** What a regression does; nothing when it is left out. */
  readonly regression?: "block" | "warn";
  /** Text of the baseline. */
  readonly baseline?: string;
  /** How many of the 40 cases miss. */
  readonly misses?: number;
}

/** A real run of 40 cases, half of which must pass. */
function run(peer: Peer, { regression, baseline, misses = 0 }: RunOptions = {}): Promise<FinishedProject> {
  const isJest = peer.startsWith("jest");
  const head = isJest
    ? 'const { describeEval } = require("@assay/jest");'
    : 'import { describeEval } from "@assay/vitest"; import { expect } from "vitest";';
  const config = {
    partitions: { distribution: { passRate: 0.5 } },
    ...(regression !== undefined && { gate: { regression, baseline: "assay.baseline.json" } }),
  };
  const rows = Array.from({ length: 40 }, (_, n) => ({
    id: `row-${n}`,
    partition: "distribution",
    input: n,
  }));
  return runProject({
    peer,
    project: "same-suite",
    args: isJest ? [] : ["run"],
    env: { MISSES: String(misses) },
    files: {
      "assay.config.json": JSON.stringify(config),
      "a.eval.test.js": `${head}
describeEval("suite", { dataset: ${JSON.stringify(rows)} }, ({ input }) => {
  const reply = input < Number(process.env.MISSES) ? "no" : "yes";
  expect(reply).toMatchTokens("yes");
  return reply;
});
`,
      ...(baseline !== undefined && { "assay.baseline.json": baseline }),
    },
  });
}

function assay(directory: string, ...args: readonly string[]): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: directory,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
  return { status, stdout: stdout + stderr };
}

async function baselineOf(peer: Peer): Promise<string> {
  const { directory } = await run(peer);
  const written = assay(directory, "baseline", "write");
  if (written.status !== 0) throw new Error(written.stdout);
  return readFileSync(join(directory, "assay.baseline.json"), "utf8");
}

const reasonsOf = ({ summary }: FinishedProject): readonly (readonly string[])[] =>
  (summary as Summary).gate.reasons
    .filter(({ code }) => code.includes("regression") || code.startsWith("baseline"))
    .map(({ code, effect }) => [code, effect]);

describe.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test("compare names what newly fails, and tells a regression from none by its exit code", async ({
    expect,
  }) => {
    const baseline = await baselineOf(peer);
    const [same, worse] = [await run(peer), await run(peer, { misses: 12 })];
    for (const { directory } of [same, worse]) writeFileSync(join(directory, "base.json"), baseline);

    const unchanged = assay(same.directory, "compare", "base.json");
    const changed = assay(worse.directory, "compare", "base.json");
    const json = assay(worse.directory, "compare", "base.json", "--json");

    expect(unchanged.stdout).not.toContain("newly failing");
    expect([unchanged.status, changed.status, json.status]).toEqual([0, 1, 1]);
    expect(changed.stdout).toContain("row-11");
    const { verdict, partitions } = JSON.parse(json.stdout) as Comparison;
    expect(verdict).toBe("regression");
    expect(partitions["distribution"]).toMatchObject({ verdict: "regression" });
  });

  test("a regression blocks, warns, or goes unseen, as the gate is told", async ({ expect }) => {
    const baseline = await baselineOf(peer);
    const blocked = await run(peer, { regression: "block", baseline, misses: 12 });
    const warned = await run(peer, { regression: "warn", baseline, misses: 12 });
    const unasked = await run(peer, { misses: 12 });
    const fine = await run(peer, { regression: "block", baseline });
    const without = await run(peer, { regression: "block" });

    expect(blocked.exitCode, blocked.stdout + blocked.stderr).toBe(1);
    expect(reasonsOf(blocked)).toContainEqual(["regression", "fail"]);
    expect(assay(blocked.directory, "gate").status).toBe(1);
    expect(warned.exitCode, warned.stdout + warned.stderr).toBe(0);
    expect(reasonsOf(warned)).toContainEqual(["regression", "note"]);
    expect(assay(warned.directory, "gate").status).toBe(0);
    expect([unasked.exitCode, fine.exitCode]).toEqual([0, 0]);
    expect([...reasonsOf(unasked), ...reasonsOf(fine)]).toEqual([]);
    expect(without.exitCode).toBe(1);
    expect(reasonsOf(without)).toEqual([["baseline-missing", "inconclusive"]]);
    expect(assay(without.directory, "gate").status).toBe(2);
  });
});
