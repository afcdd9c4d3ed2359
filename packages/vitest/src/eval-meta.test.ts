import { CaseContext, type CheckRecord } from "@assay/core/adapter";
import { expect, test } from "vitest";
import { evalMeta } from "./eval-meta.ts";

function contextWith(...checks: Partial<CheckRecord>[]): CaseContext {
  const key = { project: "", file: "a.eval.test.ts", test: "a", case: "a" };
  const context = new CaseContext({ key, partition: "golden", declared: false });
  for (const check of checks) {
    context.checks.push({
      name: "toPassJudge",
      outcome: "pass",
      negated: false,
      advisory: false,
      durationMs: 1,
      ...check,
    });
  }
  return context;
}

test("holds a score per check and their mean", () => {
  const context = contextWith({ score: 0.5, subject: "polite" }, { outcome: "fail", reason: "rude" });

  expect(evalMeta(context, false, "reply")).toEqual({
    scores: [
      { name: "toPassJudge: polite", score: 0.5, metadata: { outcome: "pass" } },
      { name: "toPassJudge", score: 0, metadata: { outcome: "fail", rationale: "rude" } },
    ],
    avgScore: 0.25,
    output: "reply",
    thresholdFailed: true,
  });
});

test("a check without a verdict has no score, not zero", () => {
  const { scores, avgScore } = evalMeta(
    contextWith({ outcome: "error" }, { outcome: "inconclusive" }),
    false,
  );

  expect(scores.map(({ score }) => score)).toEqual([null, null]);
  expect(avgScore).toBeNull();
});

test("a score that JSON cannot hold gives way to the outcome", () => {
  expect(evalMeta(contextWith({ score: Number.NaN }), true).avgScore).toBe(1);
});

test("survives the way from worker to reporter unchanged", () => {
  const meta = evalMeta(contextWith({ reason: "half a pair: \ud800" }), true, "\udfff");

  expect(JSON.parse(JSON.stringify(meta))).toEqual(meta);
  expect(meta.output?.isWellFormed()).toBe(true);
});
