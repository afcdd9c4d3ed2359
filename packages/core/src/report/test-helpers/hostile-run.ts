import type { CaseChange, Comparison } from "../../run/comparison.ts";
import type { Summary, SummaryCase } from "../../run/summary.ts";

/** A run in which `text` is wherever text from outside can be: ids, names, reasons, outputs, dimensions, files. */
export function hostileRun(text: string): Summary {
  const counts = { declared: 4, pass: 1, fail: 1, erroredOutput: 0, inconclusive: 0, error: 1, notRun: 1 };
  const row = {
    ...counts,
    passRate: 0.25,
    firstAttemptPassRate: 0.25,
    threshold: 0.9,
    verdict: "fail",
  } as const;
  const interval = { low: 0.05, high: 0.7, level: 0.95, method: "wilson" } as const;
  return {
    schema: "assay.summary/1",
    runId: "20261121T000000000Z-ab",
    startedAt: "2026-11-21T00:00:00.000Z",
    runner: { name: "vitest", version: "4.1.12" },
    sealed: true,
    interrupted: false,
    filter: {},
    onlyMode: false,
    failedFiles: [{ file: text, reason: text }],
    unhandledErrors: [text],
    journal: { torn: 0, problems: [] },
    gate: {
      verdict: "fail",
      reasons: [
        { code: "partition-failed", effect: "fail", message: text },
        { code: "no-cases", effect: "note", message: text },
      ],
    },
    partitions: Object.fromEntries([
      [text, { ...row, interval, latencyMs: { p50: 10, p95: 20 } }],
      ["golden!", { ...row, interval, verdict: "inconclusive" }],
    ]),
    dimensions: { [text]: { [text]: { ...counts, passRate: 0.25 } } },
    checks: [{ name: "toPassJudge", subject: text, pass: 0, fail: 1, inconclusive: 0, error: 0 }],
    cases: [
      hostileCase(text, "fail"),
      hostileCase(text, "error"),
      hostileCase(text, "not-run"),
      hostileCase(text, "pass"),
    ],
  };
}

function hostileCase(text: string, status: SummaryCase["status"]): SummaryCase {
  const cut = { text, length: text.length };
  return {
    id: text,
    partition: text,
    project: text,
    file: text,
    test: `${text} > ${text}`,
    status,
    ...(status !== "pass" && { cause: "check", reason: text, input: cut, expected: cut, output: cut }),
    firstStatus: status,
    recovered: false,
    attempts: 1,
    executions: 1,
    trials: 1,
    checks:
      status === "fail" || status === "error"
        ? [
            {
              name: "toPassJudge",
              subject: text,
              outcome: status,
              negated: false,
              advisory: false,
              score: 0.5,
              reason: text,
              rubric: { name: text, version: 1, hash: "ab" },
              model: text,
              location: { file: text, line: 3, column: 7 },
            },
          ]
        : [],
    durationMs: 10,
    dimensions: Object.fromEntries([[text, text]]),
    tags: [text],
    fingerprint: "",
  };
}

/** What changed since a base in which `text` is everywhere, too. */
export function hostileComparison(text: string): Comparison {
  const run = { runId: text, startedAt: "2026-11-20T00:00:00.000Z", ageDays: 1, sealed: true };
  const change: CaseChange = {
    id: text,
    partition: text,
    file: text,
    test: text,
    base: "pass",
    head: "fail",
    reason: text,
  };
  return {
    schema: "assay.comparison/1",
    base: run,
    head: { ...run, ageDays: 0 },
    verdict: "regression",
    partitions: {},
    scores: [],
    newlyFailing: [change],
    newlyPassing: [{ ...change, base: "fail", head: "pass" }],
    otherChanges: [],
    added: [text],
    removed: [text],
    notComparable: [{ kind: "rubric", message: text, cases: [text] }],
  } as unknown as Comparison;
}
