import type { Summary } from "@assay/core/run";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";
import { statuses, summaryOf } from "./test-helpers/run-of.ts";

const projects = join(import.meta.dirname, "../../../fixtures/projects");
const suite = readFileSync(join(projects, "vitest-trials/suite.cjs"), "utf8");

/** Runs the shared suite of trials; what only Vitest has is left out. */
function runTrials(
  peer: Peer,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<FinishedProject> {
  return peer.startsWith("vitest")
    ? runProject({ peer, project: "vitest-trials", args: ["run", "trials.eval", ...args], env })
    : runProject({
        peer,
        project: "jest-trials",
        args: ["--silent", ...args],
        env,
        files: { "suite.cjs": suite },
      });
}

/** A summary without what has to differ between two runs: names, times, and how the files were picked. */
function comparable(summary: Summary): unknown {
  const {
    runId: _id,
    startedAt: _at,
    runner: _runner,
    filter: _filter,
    wallMs: _wall,
    gate,
    ...rest
  } = summary;
  const reasons = gate.reasons.filter(({ code }) => code !== "path-filter");
  return JSON.parse(
    JSON.stringify({ ...rest, gate: { ...gate, reasons } }, (key, value: unknown) =>
      key === "durationMs" || key === "latencyMs" || key === "wallMs" ? undefined : value,
    ),
  );
}

const peers = ["vitest-4", "vitest-5", "jest-29", "jest-30"] as const;

describe.concurrent.each(peers)("%s", (peer) => {
  test("decides a case by its trials, in the one test of the case", async ({ expect }) => {
    const finished = await runTrials(peer);

    const summary = summaryOf(finished);
    expect(
      Object.fromEntries(
        summary.cases.map(({ id, status, stability, trialStatuses }) => [
          id,
          `${status}, ${stability}: ${trialStatuses?.join(" ")}`,
        ]),
      ),
    ).toEqual({
      "all hold": "pass, stable-pass: pass pass pass",
      "an evalTest has trials": "pass, stable-pass: pass pass pass",
      "any holds": "pass, flaky: fail fail pass",
      "asked for": "pass, flaky: fail pass pass pass pass",
      flaky: "pass, flaky: pass fail pass",
      "holds again": "pass, stable-pass: pass pass pass",
      "none holds": "fail, stable-fail: fail fail fail",
      "one of all breaks": "error, error: pass error pass",
      "one of all misses": "fail, flaky: pass fail",
      "outage in between": "pass, error: pass error pass",
      steady: "pass, stable-pass: pass pass",
    });
    expect(finished.exitCode).toBe(0);
    expect(summary.gate.verdict).toBe("pass");
    expect((finished.stdout + finished.stderr).replace(/\s+/g, " ")).toContain(
      "golden: 3 trials (majority): 1 stable pass, 1 flaky, 0 stable fail, 1 with a trial without a verdict; pass@2 100 %; pass^2 50 %",
    );
  });

  test("the message of a miss counts the trials, and an outage is none", async ({ expect }) => {
    const finished = await runTrials(peer, [], { RED: "1" });

    expect(statuses(summaryOf(finished), ({ test: name }) => name.startsWith("red"))).toEqual({
      red: "fail (check)",
      undecided: "error (no-verdict)",
    });
    expect(finished.exitCode).toBe(1);
    const output = finished.stdout + finished.stderr;
    expect(output).toContain('Failed to pass case "red": 2 of 3 trials failed; 2 of 3 must pass');
    expect(output).toMatch(/trial 1: .*toMatchTokens/);
    expect(output).toContain(
      'Failed to pass case "undecided": 1 of 3 trials failed, 1 of 3 trials ended in an error',
    );
  });

  test("decides a case by the mean or the median of its scores", async ({ expect }) => {
    const finished = await runTrials(peer, [], { SCORES: "1", RED: "1" });

    const { cases } = summaryOf(finished);
    const by = (suite: string): object =>
      Object.fromEntries(
        cases
          .filter(({ test: name }) => name.startsWith(suite))
          .map(({ id, status, trialStatuses }) => [id, `${status}: ${trialStatuses?.join(" ")}`]),
      );
    expect(by("by mean")).toEqual({
      carried: "pass: fail pass pass",
      short: "fail: fail pass fail",
      "one outage, decided": "pass: pass pass error",
      "one outage, open": "error: pass pass error",
      "one breaks": "pass: pass fail pass",
      "two break": "fail: pass fail fail",
      "a later check misses": "fail: pass fail fail",
    });
    expect(by("by median")).toMatchObject({
      carried: "pass: fail pass pass",
      short: "fail: fail pass fail",
      "one outage, open": "pass: pass pass error",
    });
    const output = (finished.stdout + finished.stderr).replace(/\s+/g, " ");
    expect(output).toContain('Failed to pass case "low": toMatchTokens: mean 0.6 of 3 trials < 0.7 trial 1:');
    expect(output).toContain("golden / carried passes: toMatchTokens: mean 0.8 of 3 trials >= 0.6");
    expect(finished.exitCode).toBe(1);
  });

  test("a retry runs all trials again, and golden counts the first attempt", async ({ expect }) => {
    const args = peer.startsWith("vitest") ? ["--retry=1"] : [];

    const { cases, partitions } = summaryOf(await runTrials(peer, args, { RETRY: "1" }));

    const retried = cases.filter(({ test: name }) => name.startsWith("retried in"));
    expect(retried).toMatchObject([
      { id: "retried in golden", status: "fail", attempts: 2, trialStatuses: ["fail", "fail"] },
      {
        id: "retried in regression",
        status: "pass",
        firstStatus: "fail",
        attempts: 2,
        recovered: true,
        trialStatuses: ["pass", "pass"],
      },
    ]);
    expect(partitions["regression"]).toMatchObject({ passRate: 1, firstAttemptPassRate: 0 });
  });
});

test("the same suite gives the same summary on every runner", async ({ expect }) => {
  const [first, ...others] = await Promise.all(peers.map((peer) => runTrials(peer, [], { SCORES: "1" })));

  const expected = comparable(summaryOf(first as FinishedProject));
  for (const other of others) expect(comparable(summaryOf(other))).toEqual(expected);
});

describe.concurrent.each(peers)("%s, however it schedules", (peer) => {
  const schedules = peer.startsWith("vitest")
    ? [
        ["--sequence.shuffle", "--sequence.seed=7"],
        ["--maxWorkers=1"],
        ["--maxWorkers=4"],
        ["--pool=threads"],
        ["--pool=forks", "--no-isolate"],
      ]
    : [
        ["--runInBand"],
        ["--maxWorkers=4"],
        ["--randomize", "--seed=7"],
        ["--maxWorkers=2", "--workerThreads"],
      ];

  test("gives the same summary", async ({ expect }) => {
    const reference = comparable(summaryOf(await runTrials(peer)));

    for (const args of schedules) {
      expect({ args, summary: comparable(summaryOf(await runTrials(peer, args))) }).toEqual({
        args,
        summary: reference,
      });
    }
  });
});

test.each(["vitest-4", "vitest-5"] as const)(
  "%s: a soft miss in one trial fails no test that the others pass",
  async (peer) => {
    const { expect } = await import("vitest");
    const run = (env: Record<string, string>): Promise<FinishedProject> =>
      runProject({ peer, project: "vitest-trials", args: ["run", "soft.eval"], env });

    const green = await run({});
    expect(statuses(summaryOf(green))).toEqual({ "one soft miss": "pass" });
    expect(green.exitCode).toBe(0);

    const red = await run({ RED: "1" });
    expect(statuses(summaryOf(red))["two soft misses"]).toMatch(/^fail/);
    expect(red.exitCode).toBe(1);
  },
);
