import { awakeNow } from "../platform/awake-clock.ts";
import { originals } from "../platform/originals.ts";
import { currentCase } from "../run/case-context.ts";
import { workerState } from "../run/worker-state.ts";
import type { MatcherContext } from "./matcher-context.ts";

/** What is left of a test's time when its judge is given up: enough to record the outcome and to say why. */
const marginMs = 500;

export interface JudgeLimits {
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** Of the case, from 0. */
  readonly trial: number | undefined;
}

/** What a judge has to know of the running case: how long it may take before the test's own timeout would end it, and the trial. */
export function judgeLimits(matcher: MatcherContext): JudgeLimits {
  const context = currentCase() ?? workerState().resolvePlainCase?.(matcher);
  const deadline = context?.deadline ?? plainDeadline(matcher);
  return { deadline: deadline - marginMs, signal: context?.signal, trial: context?.trial };
}

function plainDeadline({ task }: MatcherContext): number {
  const timeoutMs = task?.timeout ?? workerState().settings.timeoutMs;
  const startedAt = task?.result?.startTime;
  const elapsedMs = startedAt === undefined ? 0 : Math.max(0, originals.now() - startedAt);
  // A timeout of 0 means none in both runners.
  return timeoutMs > 0 ? awakeNow() + timeoutMs - elapsedMs : Number.POSITIVE_INFINITY;
}
