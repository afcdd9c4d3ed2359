import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { EvalCase } from "../dataset/eval-case.ts";
import { caseShardVariable, type CaseSplit } from "./case-shard.ts";
import { missingShares, readShares } from "./case-shares.ts";
import { decodeJournalLine, type JournalLine } from "./journal-line.ts";
import { planSuite, type DescribeEvalOptions, type SuitePlan } from "./plan-suite.ts";
import { runDirectoryVariable } from "./run-manifest.ts";
import { defaultSettings } from "./run-settings.ts";
import { attachWorker } from "./worker-state.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "plan-suite-"));
  writeFileSync(join(directory, "run.json"), JSON.stringify({ settings: defaultSettings, root: directory }));
  process.env[runDirectoryVariable] = directory;
  attachWorker();
});

afterEach(() => {
  delete process.env[runDirectoryVariable];
  attachWorker();
  rmSync(directory, { recursive: true });
});

/** The worker of a run that is a shard. */
function beginShard(split: CaseSplit): void {
  const manifest = { settings: defaultSettings, root: directory, ...split };
  writeFileSync(join(directory, "run.json"), JSON.stringify(manifest));
  delete process.env[runDirectoryVariable];
  attachWorker();
  process.env[runDirectoryVariable] = directory;
  attachWorker();
}

function declaredLines(): JournalLine[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(directory, name), "utf8").trimEnd().split("\n"))
    .flatMap((line) => decodeJournalLine(line) ?? []);
}

function declaredCases(): string[] {
  return declaredLines().map((line) => line.case);
}

test("takes the cases of the asked partitions that the filter lets through", () => {
  const planned = plan({
    partitions: ["golden", "distribution"],
    filter: ({ id }) => id !== "g2",
  });

  expect(planned.cases.map(({ evalCase }) => evalCase.id)).toEqual(["g1", "d1", "d2"]);
});

test("tolerates misses only in partitions whose threshold is below 1", () => {
  const tolerated = plan({}).cases.filter((planned) => planned.tolerated);

  expect(tolerated.map(({ evalCase }) => evalCase.id)).toEqual(["d1", "d2"]);
});

test("tolerates nothing when no reporter watches the run", () => {
  delete process.env[runDirectoryVariable];
  attachWorker();

  expect(plan({}).cases.some((planned) => planned.tolerated)).toBe(false);
});

test("tolerates every miss of a suite with a gate of its own, watched or not", () => {
  delete process.env[runDirectoryVariable];
  attachWorker();

  expect(plan({ gate: { passRate: 0.5 } }).cases.every((planned) => planned.tolerated)).toBe(true);
});

test("declares every case with partition, dimensions and a fingerprint of input and expected", () => {
  plan({}).declare("not selected by the runner");

  const lines = declaredLines();
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({
    kind: "declare",
    file: "a.eval.test.ts",
    test: "bot > answers > g1",
    case: "g1",
    partition: "golden",
    dimensions: { persona: "new" },
    excluded: "not selected by the runner",
  });
  expect(lines[0]).toHaveProperty("fingerprint", expect.stringMatching(/^[0-9a-f]{64}$/));
});

test("names the row of a case from the root of the run, wherever that is", () => {
  const rows = [join(directory, "data", "a.jsonl"), join(directory, "..", "shared.jsonl")];
  const cases = rows.map((file, index) => ({
    ...evalCase(`c${index}`, "golden"),
    location: { file, line: 3, column: 1 },
  }));
  planSuite({ project: "", file: "a.eval.test.ts", suite: ["s"], cases, options: { dataset: [] } }).declare();

  expect(declaredLines().map((line) => line.kind === "declare" && line.location)).toEqual([
    { file: "data/a.jsonl", line: 3, column: 1 },
    { file: "../shared.jsonl", line: 3, column: 1 },
  ]);
});

test("refuses a second suite of the same name in a file", () => {
  plan({});

  expect(() => plan({})).toThrow(/has two suites of this name/);
});

test("splits the cases over shards without losing or doubling one", () => {
  const ids = [1, 2, 3].flatMap((index) => {
    attachWorker();
    return plan({ shard: { index, count: 3 } }).cases.map(({ evalCase }) => evalCase.id);
  });

  expect(ids.sort()).toEqual(["d1", "d2", "g1", "g2"]);
});

test("a share that the suite takes itself is noted in the run, one of the whole run is not", () => {
  plan({ shard: { index: 2, count: 3 } });
  expect(missingShares(readShares(directory))).toEqual(['shares 1, 3 of 3 of the cases of "bot > answers"']);

  beginShard({ caseShard: { index: 1, count: 3 } });
  plan({ partitions: ["golden"] });
  expect(readShares(directory)).toHaveLength(1);
});

test("takes the share of the run, and declares the cases of all shares", () => {
  const ids = [1, 2, 3].flatMap((index) => {
    beginShard({ caseShard: { index, count: 3 } });
    const planned = plan({});
    planned.declare();
    return planned.cases.map(({ evalCase }) => evalCase.id);
  });

  expect(ids.sort()).toEqual(["d1", "d2", "g1", "g2"]);
  expect(declaredCases().sort()).toEqual([
    "d1",
    "d1",
    "d1",
    "d2",
    "d2",
    "d2",
    "g1",
    "g1",
    "g1",
    "g2",
    "g2",
    "g2",
  ]);
});

test("takes all cases in a file whose cases the run does not split", () => {
  beginShard({ caseShard: { index: 1, count: 100 }, caseShardFiles: ["evals/**"] });

  expect(plan({}).cases).toHaveLength(4);
});

test("without a run the share is the environment's", () => {
  delete process.env[runDirectoryVariable];
  process.env[caseShardVariable] = "1/1000000";
  onTestFinished(() => void delete process.env[caseShardVariable]);
  attachWorker();

  expect(plan({}).isElsewhere).toBe(true);
});

test("a suite that selects no case is not one whose cases are elsewhere", () => {
  beginShard({ caseShard: { index: 1, count: 3 } });

  expect(plan({ partitions: ["adversarial"] }).isElsewhere).toBe(false);
});

test.each([
  { index: 0, count: 4 },
  { index: 5, count: 4 },
  { index: Number.NaN, count: 4 },
  { index: 1, count: 1.5 },
])("refuses share $index of $count, which no case is in", (shard) => {
  expect(() => plan({ shard })).toThrow(/`shard` wants an index from 1 to the count/);
});

test("a suite's gate passes at its rate and names the failed cases below it", async () => {
  const passing = await finished(plan({ gate: { passRate: 0.75 } }), ["d1"]);
  attachWorker();
  const failing = await finished(plan({ gate: { passRate: 0.75 } }), ["d1", "g1"]);

  expect(passing.gateError()).toBeUndefined();
  expect(failing.gateError()?.message).toContain("2 of 4 passed, 2 failed");
  expect(failing.gateError()?.message).toContain("Failed: g1, d1");
});

test("a suite's gate can ask for more cases, and for proof of its rate, of the whole suite", async () => {
  const asked = async (options: Partial<DescribeEvalOptions>): Promise<string | undefined> => {
    attachWorker();
    return (await finished(plan(options), [])).gateError()?.message;
  };

  expect(await asked({ gate: { passRate: 0.5, minCases: 4 } })).toBeUndefined();
  expect(await asked({ gate: { passRate: 0.5, minCases: 5 } })).toContain("it has 4 of at least 5 cases");
  // All of 4 passed: the exact bound is 0.05 ** (1 / 4) = 0.4728708
  expect(await asked({ gate: { passRate: 0.4728, confidence: 0.95 } })).toBeUndefined();
  expect(await asked({ gate: { passRate: 0.4729, confidence: 0.95 } })).toContain(
    "does not show a true rate of 47.29 %",
  );
  const share = { index: 1, count: 1 };
  expect(
    await asked({ gate: { passRate: 0.5, minCases: 5, confidence: 0.99 }, shard: share }),
  ).toBeUndefined();
});

test("a suite's gate says nothing when cases were filtered out that could still decide it", async () => {
  const planned = plan({ gate: { passRate: 1 } });
  for (const one of planned.cases.slice(1)) await planned.run(one, { trial: 0, attempt: 0 }, () => "fine");

  expect(planned.gateError()).toBeUndefined();
});

async function finished(planned: SuitePlan, failing: readonly string[]): Promise<SuitePlan> {
  for (const one of planned.cases) {
    await planned.run(one, { trial: 0, attempt: 0 }, () => {
      if (failing.includes(one.evalCase.id)) throw new Error("no answer");
    });
  }
  return planned;
}

function plan(options: Partial<DescribeEvalOptions>): SuitePlan {
  const cases = [
    evalCase("g1", "golden", { persona: "new" }),
    evalCase("g2", "golden"),
    evalCase("d1", "distribution"),
    evalCase("d2", "distribution"),
  ];
  return planSuite({
    project: "",
    file: "a.eval.test.ts",
    suite: ["bot", "answers"],
    cases,
    options: { dataset: [], ...options },
  });
}

function evalCase(id: string, partition: string, metadata = {}): EvalCase {
  return { id, partition, input: id, tags: [], metadata };
}
