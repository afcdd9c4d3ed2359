import type { CaseKey, DeclareEvent } from "./journal-line.ts";
import type { AttemptResult } from "./fold-attempt.ts";
import type { CaseCheck, SummaryCase, TokenTotals } from "./summary.ts";
import type { Writable } from "./writable.ts";

/** What a case was declared as, its key aside. */
export type Declaration = Pick<
  DeclareEvent,
  "partition" | "dimensions" | "tags" | "fingerprint" | "location"
>;

export interface CaseSummaryInput extends Pick<
  SummaryCase,
  | "partition"
  | "status"
  | "firstStatus"
  | "recovered"
  | "attempts"
  | "executions"
  | "trials"
  | "checks"
  | "durationMs"
> {
  readonly key: CaseKey;
  readonly declaration: Omit<Declaration, "partition"> | undefined;
  /** Of everything that its judges answered, whether it counts for the verdict or not. */
  readonly costs: readonly (number | undefined)[];
  readonly unpriced: boolean;
  readonly tokens: TokenTotals | undefined;
}

/** What every case has in a summary, in the order in which it is written. */
export function caseSummary(input: CaseSummaryInput): Writable<SummaryCase> {
  const { key, declaration, costs, tokens } = input;
  const costUsd = sumOfCosts(costs);
  const summary: Writable<SummaryCase> = {
    id: key.case,
    partition: input.partition,
    file: key.file,
    test: key.test,
    status: input.status,
    firstStatus: input.firstStatus,
    recovered: input.recovered,
    attempts: input.attempts,
    executions: input.executions,
    trials: input.trials,
    checks: input.checks,
    durationMs: input.durationMs,
    dimensions: declaration?.dimensions ?? {},
    tags: declaration?.tags ?? [],
    fingerprint: declaration?.fingerprint ?? "",
  };
  if (key.project !== "") summary.project = key.project;
  if (costUsd !== undefined) summary.costUsd = costUsd;
  // Of a verdict that is not among the checks, as that of an earlier attempt, nothing else tells.
  const isHidden = costUsd === undefined && costs.length > 0 && input.checks.every(hasNoVerdict);
  if (input.unpriced || isHidden) summary.unpriced = true;
  if (tokens !== undefined) summary.tokens = tokens;
  if (declaration?.location !== undefined) summary.location = declaration.location;
  return summary;
}

function hasNoVerdict({ rubric }: CaseCheck): boolean {
  return rubric === undefined;
}

/** Of a case that did not pass. */
export function whyMissed({
  cause,
  reason,
  end,
}: {
  readonly [field in "cause" | "reason" | "end"]?: AttemptResult[field] | undefined;
}): Partial<SummaryCase> {
  return {
    ...(cause !== undefined && { cause }),
    ...(reason !== undefined && { reason }),
    ...(end?.input !== undefined && { input: end.input }),
    ...(end?.expected !== undefined && { expected: end.expected }),
    ...(end?.output !== undefined && { output: end.output }),
    ...(end?.location !== undefined && { failedAt: end.location }),
  };
}

/** In order of size, as the journal's lines come in any order; `undefined` where nothing was spent, or a price is unknown. */
function sumOfCosts(costs: readonly (number | undefined)[]): number | undefined {
  if (costs.length === 0) return undefined;
  let sum = 0;
  for (const cost of costs.toSorted((a, b) => (a ?? 0) - (b ?? 0))) {
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum;
}
