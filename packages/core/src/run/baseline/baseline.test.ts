import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isEvalError } from "../../errors/eval-error.ts";
import { finishRun } from "../finish-run.ts";
import { pinDatasets } from "../../dataset/pin-datasets.ts";
import { summarizeRun } from "../summarize-run.ts";
import { compareRuns } from "../compare/compare-runs.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchDirectory,
  scratchRun,
  start,
  writeJournal,
} from "../test-helpers/scratch-run.ts";
import { readBaseline } from "./read-baseline.ts";
import { writeBaseline } from "./write-baseline.ts";

const verdict = {
  outcome: "pass",
  critique: "fine",
  evidence: [],
  rubric: { name: "tone", version: 2, hash: "ab12" },
  promptVersion: "1",
  parserVersion: "1",
  judgeHash: "77aa",
  model: { asked: "m", served: "m-1", family: "m" },
  durationMs: 1,
  requests: 1,
} as const;

function sealedRun(): string {
  const run = scratchRun();
  writeJournal(run, [
    declare("b", "golden", { fingerprint: "f1" }),
    start("b"),
    check("b", "pass", { subject: "tone", score: 0.75, verdict }),
    check("b", "pass", { name: "toMatchTokens", score: 0.5 }),
    end("b", "pass"),
    ...ran("a", "distribution", "fail"),
  ]);
  pinDatasets(
    run.directory,
    [{ file: join(run.manifest.root, "evals/a.jsonl"), digest: `sha256:${"0".repeat(64)}` }],
    run.manifest.root,
  );
  finishRun(run, cleanFacts);
  return run.directory;
}

test("a baseline has one line per case, and reads as it was written", () => {
  const directory = sealedRun();
  const file = join(scratchDirectory(), "assay.baseline.json");

  const written = writeBaseline(directory, file);

  const text = readFileSync(file, "utf8");
  expect(readBaseline(file)).toEqual(structuredClone(written));
  expect(text.replace(written.runId, "RUN").replace(written.startedAt, "DATE")).toMatchInlineSnapshot(`
    "{
      "schema": "assay.baseline/1",
      "runId": "RUN",
      "startedAt": "DATE",
      "runner": {"name":"vitest","version":"4.1.12"},
      "sealed": true,
      "datasets": [
        {"file":"evals/a.jsonl","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"}
      ],
      "partitions": {
        "golden": {"threshold":1},
        "distribution": {"threshold":0.9}
      },
      "judges": {
        "8fce2243620e": {"rubric":{"name":"tone","version":2,"hash":"ab12"},"model":"m-1","promptVersion":"1","judgeHash":"77aa"}
      },
      "cases": [
        {"id":"a","file":"src/a.eval.test.ts","test":"suite > a","partition":"distribution","fingerprint":"","status":"fail"},
        {"id":"b","file":"src/a.eval.test.ts","test":"suite > b","partition":"golden","fingerprint":"f1","status":"pass","checks":[{"name":"toMatchTokens","score":0.5},{"name":"toPassJudge","subject":"tone","score":0.75,"judges":["8fce2243620e"]}]}
      ]
    }
    "
  `);
});

test("the same run gives the same bytes, and no file is left beside it", () => {
  const directory = sealedRun();
  const folder = scratchDirectory();
  const file = join(folder, "assay.baseline.json");

  writeBaseline(directory, file);
  const first = readFileSync(file);
  writeBaseline(directory, file);

  expect(readFileSync(file).equals(first)).toBe(true);
  expect(readdirSync(folder)).toEqual(["assay.baseline.json"]);
});

test("a run compared with its own baseline shows no change", () => {
  const directory = sealedRun();
  const file = join(scratchDirectory(), "assay.baseline.json");
  writeBaseline(directory, file);

  const comparison = compareRuns(readBaseline(file), summarizeRun(directory));

  expect(comparison).toMatchObject({
    decision: "pass",
    newlyFailing: [],
    notComparable: [],
    added: [],
    removed: [],
  });
  expect(comparison.scores.map(({ check: name, difference }) => [name, difference])).toEqual([
    ["toMatchTokens", 0],
    ["toPassJudge", 0],
  ]);
});

test.each([
  ["not sealed", () => scratchRun(), undefined, "run not sealed"],
  [
    "filtered",
    () => scratchRun({ filter: { testNamePattern: "x" } }),
    cleanFacts,
    'only tests that match "x" ran',
  ],
  [
    "of some files",
    () => scratchRun({ filter: { paths: ["src/a"] } }),
    cleanFacts,
    "only files that match src/a",
  ],
  ["a shard", () => scratchRun({ shard: { index: 1, count: 2 } }), cleanFacts, "only shard 1 of 2 ran"],
  ["interrupted", () => scratchRun(), { ...cleanFacts, interrupted: true }, "the run was interrupted"],
])("a run that is %s is refused, and forced says so", (_name, make, facts, problem) => {
  const run = make();
  writeJournal(run, ran("a", "golden", "pass"));
  if (facts !== undefined) finishRun(run, facts);
  const file = join(scratchDirectory(), "assay.baseline.json");

  const refused = errorOf(() => writeBaseline(run.directory, file));
  writeBaseline(run.directory, file, { force: true });

  expect(refused).toMatchObject({ code: "BASELINE_REFUSED" });
  expect(refused.message).toContain(problem);
  expect(readBaseline(file).forced?.join()).toContain(problem);
  expect(compareRuns(readBaseline(file), summarizeRun(sealedRun())).open).toContainEqual(
    expect.objectContaining({ code: "run" }),
  );
});

test("a run with cases that got no verdict is refused", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "error"));
  finishRun(run, cleanFacts);

  expect(errorOf(() => writeBaseline(run.directory, "never.json"))).toMatchObject({
    code: "BASELINE_REFUSED",
  });
});

test("a run without cases is refused, forced or not", () => {
  const run = scratchRun();
  finishRun(run, cleanFacts);

  const error = errorOf(() => writeBaseline(run.directory, "never.json", { force: true }));

  expect(error.message).toContain("it has no case");
});

function damaged(change: (text: string) => string): Error & { code?: string } {
  const file = join(scratchDirectory(), "assay.baseline.json");
  writeBaseline(sealedRun(), file);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return errorOf(() => readBaseline(file));
}

test.each([
  ["cut off", (text: string) => text.slice(0, -20), /:\d+:\d+": the text ends inside/],
  [
    "half merged",
    (text: string) => text.replace("  ]\n", "<<<<<<< HEAD\n  ]\n"),
    /:\d+:1": expected "," or "\]", found "<"/,
  ],
  [
    "of another version",
    (text: string) => text.replace("baseline/1", "baseline/2"),
    /:2:13": schema must be "assay.baseline\/1", got "assay.baseline\/2"/,
  ],
  [
    "with a wrong status",
    (text: string) => text.replace('"status":"fail"', '"status":"failed"'),
    /cases\[0\]\.status must be "pass" or .*, got "failed"/,
  ],
  [
    "with a score out of range",
    (text: string) => text.replace('"score":0.75', '"score":75'),
    /score must be a number from 0 to 1, got 75/,
  ],
  [
    "with a key given twice",
    (text: string) => text.replace('"id":"a"', '"id":"a","id":"b"'),
    /the key "id" is given twice/,
  ],
  [
    "with a case twice",
    (text: string) =>
      text.replace('    {"id":"a"', (line) => `${/ {4}\{"id":"a".*/.exec(text)?.[0]}\n${line}`),
    /cases\[1\] is there twice/,
  ],
  [
    "with an unknown judge",
    (text: string) => text.replace(/"judges":\["[0-9a-f]+"\]/, '"judges":["nobody"]'),
    /judges\[0\] is not in "judges"/,
  ],
  ["without cases", (text: string) => text.replace('"cases"', '"cade"'), /the baseline has no "cases"/],
  ["not an object", () => "[]", /the baseline must be an object/],
])("a baseline that is %s is refused, with its line", (_name, change, message) => {
  const error = damaged(change);

  expect(error).toMatchObject({ code: "BASELINE_INVALID" });
  expect(error.message).toMatch(message);
});

test("a missing baseline says how to write one", () => {
  const error = errorOf(() => readBaseline(join(scratchDirectory(), "assay.baseline.json")));

  expect(error).toMatchObject({ code: "BASELINE_NOT_FOUND" });
  expect(error.message).toContain("assay baseline write");
});

function errorOf(action: () => unknown): Error & { code?: string } {
  try {
    action();
  } catch (error) {
    if (isEvalError(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}
