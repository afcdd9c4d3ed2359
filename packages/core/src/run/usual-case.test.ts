import fc from "fast-check";
import { expect, test } from "vitest";
import { CaseFold, type CaseResult } from "./fold-case.ts";
import type { CaseKey, JournalLine } from "./journal-line.ts";
import { KeyedCase } from "./keyed-cases.ts";
import { TextPool } from "./text-pool.ts";

const key: CaseKey = { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" };

const sometimes = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const place = {
  trial: sometimes(fc.constant(1)).map((number) => number ?? 0),
  attempt: sometimes(fc.constant(1)).map((number) => number ?? 0),
};
const text = fc.constantFrom("short", "x".repeat(2_500), "\ud800 half").map((value) => ({
  text: value,
  length: value.length,
}));
const usage = fc.record({ inputTokens: fc.nat(9), outputTokens: fc.nat(9) });
const spent = fc.record(
  { requests: fc.constantFrom(0, 1), costUsd: fc.constantFrom(0.1, 0.2, 0.3), usage },
  { requiredKeys: ["requests"] },
);
const verdict = spent.map((spend) => ({
  ...spend,
  rubric: { name: "r", version: 1, hash: "h" },
  outcome: "pass",
  critique: "long enough",
  evidence: ["a quote"],
  model: { asked: "m", family: "f" },
  promptVersion: "1",
  parserVersion: "1",
  durationMs: 1,
}));
const details = fc.constant({
  kind: "tool-calls",
  version: 1,
  calls: [{ name: "search" }],
  tools: [{ expected: "search", matched: true }],
});

const declare = fc.record({
  kind: fc.constant("declare"),
  partition: fc.constantFrom("golden", "golden", "regression"),
  dimensions: fc.constantFrom({}, { variant: "b" }),
  tags: fc.constantFrom([], ["t"]),
  fingerprint: fc.constant("f"),
  location: sometimes(fc.constant({ file: "cases.jsonl", line: 3 })),
  excluded: sometimes(fc.constant("filtered")),
  elsewhere: sometimes(fc.constant(true)),
  trials: sometimes(fc.constant(2)),
});
const check = fc.record({
  kind: fc.constant("check"),
  ...place,
  check: fc.record({
    name: fc.constantFrom("toPassJudge", "toCallTool"),
    outcome: fc.constantFrom("pass", "fail", "error"),
    negated: fc.boolean(),
    advisory: fc.boolean(),
    score: sometimes(fc.constantFrom(0, 0.5)),
    reason: sometimes(fc.constantFrom("why", "y".repeat(2_500))),
    verdict: sometimes(verdict),
    spent: sometimes(spent),
    details: sometimes(details),
    polled: sometimes(fc.constant(true)),
    durationMs: fc.constant(1),
  }),
});
const end = fc.record({
  kind: fc.constant("end"),
  ...place,
  status: fc.constantFrom("pass", "fail", "error", "not-run"),
  cause: sometimes(fc.constant("check")),
  reason: sometimes(fc.constant("because")),
  durationMs: fc.nat(9),
  unchecked: sometimes(fc.constantFrom("test", "file")),
  input: sometimes(text),
  output: sometimes(text),
  location: sometimes(fc.constant({ file: "a.eval.test.ts", line: 9 })),
  usage: sometimes(usage),
  trace: sometimes(fc.constant({ tools: ["search"], steps: [] })),
});
const start = fc.record({ kind: fc.constant("start"), ...place });

function mostlyOne<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.oneof(
    { weight: 7, arbitrary: value.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 2 }) },
  );
}

/** Mostly what a runner writes, with now and then a line too many, too few or too late. */
const events = fc
  .tuple(
    mostlyOne(declare),
    mostlyOne(start),
    fc.array(check, { maxLength: 3 }),
    mostlyOne(end),
    sometimes(fc.oneof(declare, start, check, end)).map((event) => (event === undefined ? [] : [event])),
  )
  .map((lists) => lists.flat());

const placed = fc.array(
  fc.record({ at: fc.nat(5), file: sometimes(fc.constant("w-2.jsonl")).map((file) => file ?? "w-1.jsonl") }),
  { minLength: 10, maxLength: 10 },
);

function comparable({ summary, facts, span, recordings }: CaseResult): unknown {
  // JSON, as reports see it: the order of the fields counts, too.
  return JSON.stringify({ summary, facts, span, recordings: recordings?.sum });
}

test("a case as nearly all are comes to what the same lines come to in the fold of every case", () => {
  let usual = 0;
  fc.assert(
    fc.property(events, placed, (all, places) => {
      const pool = new TextPool();
      const keyed = new KeyedCase(key, pool);
      const fold = new CaseFold(key, pool);
      for (const [index, event] of all.entries()) {
        const { at, file } = places[index] as { at: number; file: string };
        // As it comes out of a file: what is undefined is not there.
        const read = (): JournalLine =>
          JSON.parse(JSON.stringify({ ...event, ...key, v: 1, seq: index, at })) as JournalLine;
        keyed.add(read(), file);
        fold.add(read(), file);
      }
      const result = keyed.usualResult();
      if (result !== undefined) usual++;
      expect(comparable(result ?? keyed.fold.result())).toBe(comparable(fold.result()));
      expect(keyed.fold.partitions).toEqual(fold.partitions);
      expect(keyed.fold.isElsewhere).toBe(fold.isElsewhere);
      expect(keyed.fold.unchecked).toBe(fold.unchecked);
      expect(comparable(keyed.fold.result())).toBe(comparable(fold.result()));
    }),
    { numRuns: 3_000 },
  );
  expect(usual).toBeGreaterThan(100);
});
