import type { CaseCheck } from "../run/summary.ts";

/**
 * A case's result as other tools read it from Vitest's JSON report: the shape of vitest-evals 0.16, whose schema refuses
 * a case with a key more. A projection; the journal is the truth.
 */
export interface EvalMeta {
  readonly scores: readonly EvalScore[];
  readonly avgScore: number | null;
  readonly output?: string;
  readonly thresholdFailed: boolean;
}

export interface EvalScore {
  readonly name: string;
  /** From 0 to 1; `null` where there is no verdict. */
  readonly score: number | null;
  readonly metadata: { readonly [key: string]: string | boolean };
}

type MetaCheck = Pick<
  CaseCheck,
  "name" | "subject" | "outcome" | "score" | "reason" | "negated" | "advisory"
>;

/** The checks of a case in that shape; plain JSON only, because a worker cannot send anything else. */
export function evalMeta(checks: readonly MetaCheck[], passed: boolean, output?: unknown): EvalMeta {
  const scores = checks.map(evalScore);
  const known = scores.flatMap(({ score }) => (score === null ? [] : [score]));
  const total = known.reduce((sum, score) => sum + score, 0);
  return {
    scores,
    avgScore: known.length === 0 ? null : total / known.length,
    ...(typeof output === "string" && { output: output.toWellFormed() }),
    thresholdFailed: !passed,
  };
}

function evalScore({ name, subject, outcome, score, reason, negated, advisory }: MetaCheck): EvalScore {
  const verdict = outcome === "pass" ? 1 : outcome === "fail" ? 0 : null;
  const counted = verdict === null || score === undefined || !Number.isFinite(score) ? verdict : score;
  return {
    name: subject === undefined ? name : `${name}: ${subject}`,
    score: counted,
    metadata: {
      outcome,
      ...(reason !== undefined && { rationale: reason.toWellFormed() }),
      ...(negated && { negated }),
      ...(advisory && { advisory }),
    },
  };
}
