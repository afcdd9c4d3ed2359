import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDataset } from "@assay/core";
import {
  caseFingerprint,
  createJournalWriter,
  createRun,
  defaultSettings,
  finishRun,
  type CaseStatus,
  type CheckRecord,
} from "@assay/core/run";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, scratchDirectory, type MemoryIo } from "../test-helpers/memory-io.ts";

interface RecordedCase {
  readonly id: string;
  readonly input: unknown;
  readonly expected?: unknown;
  readonly status?: CaseStatus;
  readonly test?: string;
  readonly location?: { readonly file: string };
  /** Units of the texts that the journal keeps. */
  readonly kept?: number;
  readonly reason?: string;
  readonly check?: CheckRecord;
}

/** Records a run in which `cases` failed, unless they say otherwise. */
function record(root: string, cases: readonly RecordedCase[]): string {
  const run = createRun({
    root,
    runner: { name: "vitest", version: "4.1.12" },
    settings: defaultSettings,
    filter: {},
  });
  const journal = createJournalWriter(run.directory);
  for (const {
    id,
    input,
    expected,
    status = "fail",
    test: path = "suite",
    location,
    kept = 4_000,
    reason = "wrong price",
    check,
  } of cases) {
    const key = { project: "", file: "evals/a.eval.test.ts", test: `${path} > ${id}`, case: id };
    const cut = (value: unknown): { text: string; length: number } => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return { text: text.slice(0, kept), length: text.length };
    };
    journal.appendAll([
      {
        kind: "declare",
        ...key,
        partition: "distribution",
        dimensions: { intent: "refund" },
        tags: ["slow"],
        fingerprint: caseFingerprint(input, expected),
        ...(location !== undefined && { location }),
      },
      { kind: "start", ...key, trial: 0, attempt: 0 },
      ...(check === undefined ? [] : [{ kind: "check" as const, ...key, trial: 0, attempt: 0, check }]),
      {
        kind: "end",
        ...key,
        trial: 0,
        attempt: 0,
        status,
        durationMs: 1,
        ...(status !== "pass" && { cause: "check" as const, reason }),
        input: cut(input),
        ...(expected !== undefined && { expected: cut(expected) }),
      },
    ]);
  }
  journal.close();
  finishRun(run, { interrupted: false, failedFiles: [], unhandledErrors: [] });
  return run.manifest.runId;
}

async function add(root: string, ...args: string[]): Promise<{ code: number; io: MemoryIo }> {
  const io = memoryIo(root);
  return { code: await runCommand(["dataset", "add-regression", "cases.jsonl", ...args], io), io };
}

test("a failed case becomes a regression case that loads, with its provenance", async () => {
  const root = scratchDirectory();
  const runId = record(root, [{ id: "refund-7", input: { question: "How long?" }, expected: "30 days" }]);

  const { code, io } = await add(root, "--case", "refund-7");

  expect(io.stderr()).toBe("");
  expect(code).toBe(0);
  expect(io.stdout()).toBe('cases.jsonl:1: added "refund-7" to regression\n');
  const { cases } = await loadDataset(join(root, "cases.jsonl"));
  expect(cases).toMatchObject([
    {
      id: "refund-7",
      partition: "regression",
      input: { question: "How long?" },
      expected: "30 days",
      tags: ["slow"],
      metadata: { intent: "refund" },
      source: `run ${runId}: evals/a.eval.test.ts > suite > refund-7`,
      rootCause: "wrong price",
    },
  ]);
});

test("the root cause is the first line of the reason, without the texts that a matcher shows below", async () => {
  const root = scratchDirectory();
  const reason =
    "expect(received).toMatchTokens(): token F1 0.2, at least 1 wanted\n\nreceived:   x\nreference:  y";
  const check = {
    name: "toMatchTokens",
    outcome: "fail" as const,
    negated: false,
    advisory: false,
    reason: "token F1 0.2, at least 1 wanted",
    durationMs: 1,
  };
  record(root, [
    { id: "a", input: "a", reason, check },
    { id: "b", input: "b", reason: "\n  expected 'x' to be 'y'\n\n- y\n+ x" },
  ]);

  await add(root, "--case", "a");
  await add(root, "--case", "b");

  const { cases } = await loadDataset(join(root, "cases.jsonl"));
  expect(cases.map(({ rootCause }) => rootCause)).toEqual([
    "toMatchTokens: token F1 0.2, at least 1 wanted",
    "expected 'x' to be 'y'",
  ]);
});

test.each([
  ["a string that looks like JSON", "12", undefined],
  ["a number", 12, "12"],
  ["a list and a text of many lines", [1, { a: null }], "a\nb"],
])("%s stays what it was", async (_name, input, expected) => {
  const root = scratchDirectory();
  record(root, [{ id: "a", input, expected }]);

  await add(root, "--case", "a");

  const { cases } = await loadDataset(join(root, "cases.jsonl"));
  expect(cases[0]?.input).toStrictEqual(input);
  expect(cases[0]?.expected).toStrictEqual(expected);
});

test("rows that are there keep their every byte", async () => {
  const root = scratchDirectory();
  const rows = '{"input":  1e3, "id":"old" }\n\n{"id":"twin","input":"é"}\n';
  writeFileSync(join(root, "cases.jsonl"), rows);
  record(root, [{ id: "twin", input: "another" }]);

  const { code, io } = await add(root, "--case", "twin");

  expect(code).toBe(0);
  expect(io.stdout()).toContain('added "twin-regression"');
  const lines = readFileSync(join(root, "cases.jsonl"), "utf8").split("\n");
  expect(lines.slice(0, 2)).toEqual(['{"input":  1e3, "id":"old" }', '{"id":"twin","input":"é"}']);
});

test("the same case is refused the second time, and nothing is written", async () => {
  const root = scratchDirectory();
  record(root, [{ id: "a", input: { b: 1, c: 2 } }]);
  await add(root, "--case", "a");
  const before = readFileSync(join(root, "cases.jsonl"), "utf8");

  const { code, io } = await add(root, "--case", "a", "--id", "another");

  expect(code).toBe(3);
  expect(io.stderr()).toMatch(/case "a" at .*cases\.jsonl:1 .* has the same input and expected value/);
  expect(readFileSync(join(root, "cases.jsonl"), "utf8")).toBe(before);
});

test("a case of another partition with the same content is not added a second time", async () => {
  const root = scratchDirectory();
  writeFileSync(join(root, "cases.jsonl"), '{"id":"a","partition":"distribution","input":1}\n');
  record(root, [{ id: "a", input: 1 }]);

  const { code, io } = await add(root, "--case", "a");

  expect(code).toBe(3);
  expect(io.stderr()).toContain('Set its "partition" to "regression"');
});

test("an input that the journal cut comes from the dataset", async () => {
  const root = scratchDirectory();
  const input = "x".repeat(9_000);
  writeFileSync(join(root, "source.jsonl"), `${JSON.stringify({ id: "long", input })}\n`);
  record(root, [{ id: "long", input, location: { file: join(root, "source.jsonl") } }]);

  expect((await add(root, "--case", "long")).code).toBe(0);
  expect((await loadDataset(join(root, "cases.jsonl"))).cases[0]?.input).toBe(input);
});

test("an input that was cut and whose row has changed since is refused", async () => {
  const root = scratchDirectory();
  writeFileSync(join(root, "source.jsonl"), '{"id":"long","input":"changed"}\n');
  const location = { file: join(root, "source.jsonl") };
  record(root, [{ id: "long", input: "x".repeat(9_000), location }]);

  const { code, io } = await add(root, "--case", "long");

  expect(code).toBe(2);
  expect(io.stderr()).toContain("is gone or was changed since");
  expect(existsSync(join(root, "cases.jsonl"))).toBe(false);
});

test.each([
  ["nope", 'the run has no such case. It failed in: "bad"'],
  ["good", "its status is pass"],
  ["down", "its status is error"],
])("case %s is refused with 2", async (id, message) => {
  const root = scratchDirectory();
  record(root, [
    { id: "bad", input: 1 },
    { id: "good", input: 2, status: "pass" },
    { id: "down", input: 3, status: "error" },
  ]);

  const { code, io } = await add(root, "--case", id);

  expect(code).toBe(2);
  expect(io.stderr()).toContain(message);
});

test("of two cases of one id, the path names one", async () => {
  const root = scratchDirectory();
  record(root, [
    { id: "a", input: 1, test: "first" },
    { id: "a", input: 2, test: "second" },
  ]);

  const both = await add(root, "--case", "a");
  const second = await add(root, "--case", "evals/a.eval.test.ts > second > a");

  expect(both.code).toBe(2);
  expect(both.io.stderr()).toContain('"evals/a.eval.test.ts > second > a"');
  expect(second.code).toBe(0);
  expect((await loadDataset(join(root, "cases.jsonl"))).cases[0]?.input).toBe(2);
});

test("a dataset with a broken row is refused and stays as it is", async () => {
  const root = scratchDirectory();
  const broken = '{"id":"a","input":1}\n{"id":\n';
  writeFileSync(join(root, "cases.jsonl"), broken);
  record(root, [{ id: "b", input: 2 }]);

  expect((await add(root, "--case", "b")).code).toBe(3);
  expect(readFileSync(join(root, "cases.jsonl"), "utf8")).toBe(broken);
});

test("cases that are added at the same time are all there", async () => {
  const root = scratchDirectory();
  const ids = Array.from({ length: 12 }, (_, index) => `case-${index}`);
  record(
    root,
    ids.map((id, index) => ({ id, input: index })),
  );

  const added = await Promise.all(ids.map((id) => add(root, "--case", id)));

  expect(added.map(({ code }) => code)).toEqual(ids.map(() => 0));
  const { cases } = await loadDataset(join(root, "cases.jsonl"));
  expect(cases.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test("a lock that a killed process left is named, and nothing is written", async () => {
  const root = scratchDirectory();
  record(root, [{ id: "a", input: 1 }]);
  // Beyond the largest process id of every platform.
  writeFileSync(join(root, ".cases.jsonl.adding"), "2147483646");

  const { code, io } = await add(root, "--case", "a");

  expect(code).toBe(3);
  expect(io.stderr()).toContain(".cases.jsonl.adding");
  expect(existsSync(join(root, "cases.jsonl"))).toBe(false);
});

test("--json prints the row, and errors too", async () => {
  const root = scratchDirectory();
  record(root, [{ id: "a", input: 1 }]);

  const added = await add(root, "--case", "a", "--root-cause", "policy of 2024", "--json");
  const again = await add(root, "--case", "a", "--json");

  expect(JSON.parse(added.io.stdout())).toMatchObject({
    ok: true,
    file: "cases.jsonl",
    line: 1,
    case: { id: "a", partition: "regression", rootCause: "policy of 2024" },
  });
  expect(JSON.parse(again.io.stdout())).toMatchObject({
    ok: false,
    error: { code: "DATASET_DUPLICATE_CASE" },
  });
});
