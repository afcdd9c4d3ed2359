import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { writeBaseline } from "./baseline/write-baseline.ts";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import { readJournal } from "./read-journal.ts";
import { writeStopFile } from "./stop-file.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";
import {
  checkedCase,
  labelCheck,
  retrievalCheck,
  structureCheck,
  toolCheck,
} from "./test-helpers/checked-case.ts";

const folder = join(import.meta.dirname, "../../schemas");

/**
 * The published schemas let fields be added; here no field may be missing from them, so every object that lists its
 * properties is closed.
 */
function compileClosed(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(folder, name), "utf8"), (_key, value: unknown) =>
    typeof value === "object" && value !== null && "properties" in value && "required" in value
      ? { additionalProperties: false, ...value }
      : value,
  ) as object;
  return new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
}

function problems(name: string, value: unknown): unknown {
  const validate = compileClosed(name);
  return validate(value) ? [] : validate.errors;
}

const text = { text: "a", length: 1 };

const everything: readonly JournalEvent[] = [
  declare("a", "golden", {
    dimensions: { persona: "expert", nested: { a: [1, null] } },
    tags: ["billing"],
    fingerprint: "00",
    location: { file: "cases.jsonl", line: 3, column: 1 },
  }),
  start("a"),
  check("a", "fail", {
    subject: "tone",
    score: 0.5,
    reason: "rude",
    details: { any: [1] },
    polled: true,
    verdict: {
      outcome: "fail",
      inconclusiveClass: "refused",
      critique: "rude",
      evidence: ["x"],
      score: 0.5,
      claims: [{ id: "1", text: "t", verdict: "supported", evidence: "e", reason: "r" }],
      rubric: { name: "tone", version: 1, hash: "h" },
      promptVersion: "1",
      parserVersion: "1",
      model: { asked: "m", served: "m-1", family: "m" },
      usage: { inputTokens: 1, outputTokens: 2 },
      costUsd: 0.1,
      durationMs: 3,
      requests: 1,
    },
  }),
  check("a", "error", { spent: { usage: { inputTokens: 1, outputTokens: 2 }, costUsd: 0.1, requests: 2 } }),
  check("a", "error", { spent: { requests: 2 } }),
  check("a", "error", {
    spent: {
      requests: 0,
      replayed: { replies: 1, oldest: "2026-01-02T03:04:05.678Z", newest: "2026-01-02T03:04:05.678Z" },
    },
  }),
  check("b", "fail", {
    verdict: {
      outcome: "fail",
      critique: "rude",
      evidence: [],
      rubric: { name: "tone", version: 1, hash: "h" },
      promptVersion: "1",
      parserVersion: "1",
      model: { asked: "m", family: "m" },
      durationMs: 3,
      requests: 0,
      replayed: { replies: 2, oldest: "2026-01-02T03:04:05.678Z", newest: "2026-01-03T03:04:05.678Z" },
    },
  }),
  end("a", "fail", {
    cause: "check",
    reason: "rude",
    input: text,
    expected: text,
    output: text,
    usage: { inputTokens: 1, outputTokens: 2 },
    trace: {
      tools: ["search"],
      available: ["search", "refund"],
      models: ["m-1"],
      steps: [{ name: "plan", status: "error" }],
      calls: [{ name: "search", args: text, status: "error", result: text, error: text }],
      retrievals: [{ query: text, documents: [{ id: "a1", score: 0.5 }, { id: "a2" }], found: 2 }],
    },
    plain: true,
  }),
  ...checkedCase("t", [
    toolCheck({ expected: "search", called: ["find"] }),
    retrievalCheck({ recall: 0.5 }),
    labelCheck("spam", "ham"),
    structureCheck([["lines[0].price", false]]),
  ]),
  ...checkedCase("v", [toolCheck({ expected: "search", called: ["find"] })], {
    dimensions: { variant: "terse" },
  }),
  ...ran("b", "distribution", "pass"),
  declare("c", "adversarial", { excluded: "skipped", project: "web" }),
];

function finishedRun(): { directory: string; lines: unknown[] } {
  const run = scratchRun({
    shard: { index: 1, count: 2 },
    configFile: "/app/assay.config.ts",
    filter: { testNamePattern: "x", changedOnly: true, paths: ["src"] },
  });
  writeJournal(run, everything);
  writeStopFile(run.directory, "no key");
  finishRun(run, {
    ...cleanFacts,
    failedFiles: [{ file: "b.ts", reason: "r" }],
    unhandledErrors: ["boom"],
    onlyMode: true,
  });
  const file = readdirSync(run.directory).find((name) => name.endsWith(".jsonl")) as string;
  const lines = readFileSync(join(run.directory, file), "utf8").trimEnd().split("\n");
  return { directory: run.directory, lines: lines.map((line) => JSON.parse(line) as unknown) };
}

function read(directory: string, name: string): unknown {
  return JSON.parse(readFileSync(join(directory, name), "utf8"));
}

test("every line of a real journal is as its schema says, with no field unknown to it", () => {
  const { directory, lines } = finishedRun();

  expect(lines).toHaveLength(readJournal(directory, () => {}).lines);
  expect(lines.flatMap((line) => problems("journal-line-1.json", line))).toEqual([]);
});

test.each(["run", "seal", "summary"])(
  "a real %s.json is as its schema says, with no field unknown to it",
  (name) => {
    const { directory } = finishedRun();

    expect(problems(`${name}-1.json`, read(directory, `${name}.json`))).toEqual([]);
  },
);

test("the summary of a plain, clean run is as its schema says", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "pass"));
  finishRun(run, cleanFacts);

  expect(problems("summary-1.json", read(run.directory, "summary.json"))).toEqual([]);
});

test("a real baseline is as its schema says, with no field unknown to it", () => {
  const { directory } = finishedRun();
  const file = join(directory, "assay.baseline.json");
  const { cases, judges, forced = [] } = writeBaseline(directory, file, { force: true });

  expect(problems("baseline-1.json", read(directory, "assay.baseline.json"))).toEqual([]);
  expect([cases.length, Object.keys(judges).length, forced.length].every((length) => length > 0)).toBe(true);
  expect(cases.some(({ checks = [] }) => checks.some(({ score }) => score !== undefined))).toBe(true);
});

test.each([
  ["baseline-1.json", { schema: "assay.baseline/1", cases: [] }],
  ["journal-line-1.json", { v: 1, kind: "end" }],
  ["journal-line-1.json", { ...(finishedLine() as object), status: "passed" }],
  ["summary-1.json", { schema: "assay.summary/1" }],
  ["seal-1.json", { schema: "assay.seal/2" }],
])("%s refuses %j", (name, value) => {
  expect(problems(name, value)).not.toEqual([]);
});

function finishedLine(): unknown {
  return {
    v: 1,
    seq: 0,
    at: 0,
    kind: "end",
    project: "",
    file: "a",
    test: "a",
    case: "a",
    trial: 0,
    attempt: 0,
    status: "pass",
    durationMs: 1,
    sum: "00000000",
  };
}

test("every schema is published with the package", () => {
  expect(readdirSync(folder).sort()).toEqual([
    "baseline-1.json",
    "journal-line-1.json",
    "run-1.json",
    "seal-1.json",
    "summary-1.json",
  ]);
});
