import { EvalError, isEvalError } from "../errors/eval-error.ts";
import { currentCase, type CaseContext } from "../run/case-context.ts";
import { describeError } from "../run/classify-error.ts";
import type { CheckRecord } from "../run/journal-line.ts";
import { originals } from "../platform/originals.ts";
import type { Outcome } from "../run/outcome.ts";
import { MatcherPromise, type PendingMatcher } from "../run/pending-matcher.ts";
import { workerState } from "../run/worker-state.ts";
import type { Evaluation } from "./evaluation.ts";
import { formatFailure } from "./format-failure.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";

/** A matcher as `expect.extend` takes it. */
export type Matcher<Arguments extends readonly unknown[], Result> = (
  this: MatcherContext,
  received: unknown,
  ...args: Arguments
) => Result;

/** A matcher that holds its verdict at once; it also works asymmetrically. */
export function defineMatcher<Arguments extends readonly unknown[]>(
  name: string,
  evaluate: (this: MatcherContext, received: unknown, ...args: Arguments) => Evaluation,
): Matcher<Arguments, MatcherResult> {
  return function (received, ...args) {
    const asymmetric = !("promise" in this);
    if (asymmetric) {
      const { pass } = evaluate.call(this, received, ...args);
      return { pass, message: () => name };
    }
    const context = caseOf(this);
    const startedAt = originals.monotonic();
    try {
      const evaluation = evaluate.call(this, received, ...args);
      return conclude(this, name, context, startedAt, evaluation);
    } catch (error) {
      throw recordError(this, name, context, startedAt, error);
    }
  };
}

/** A matcher that asks a model. Used asymmetrically it throws: a runner would take its promise for a pass. */
export function defineAsyncMatcher<Arguments extends readonly unknown[]>(
  name: string,
  evaluate: (this: MatcherContext, received: unknown, ...args: Arguments) => Promise<Evaluation>,
): Matcher<Arguments, Promise<MatcherResult>> {
  return function (received, ...args) {
    if (!("promise" in this)) {
      throw new EvalError(
        `Failed to use "${name}" as an asymmetric matcher: it asks a model, and a runner cannot wait for it there. Write await expect(value).${name}(...) instead.`,
        { code: "MATCHER_ASYMMETRIC" },
      );
    }
    const context = caseOf(this);
    const pending: PendingMatcher = { matcher: name, location: callerLocation(), awaited: false, settled: false };
    const run = async (): Promise<MatcherResult> => {
      const startedAt = originals.monotonic();
      try {
        return conclude(this, name, context, startedAt, await evaluate.call(this, received, ...args));
      } catch (error) {
        throw recordError(this, name, context, startedAt, error);
      }
    };
    if (context === undefined) return run();
    context.pending.add(pending);
    return MatcherPromise.track(pending, isJest(this) ? 2 : 1, run);
  };
}

function isJest(matcher: MatcherContext): boolean {
  return typeof matcher.dontThrow === "function";
}

function caseOf(matcher: MatcherContext): CaseContext | undefined {
  return currentCase() ?? workerState().resolvePlainCase?.(matcher);
}

function conclude(
  matcher: MatcherContext,
  name: string,
  context: CaseContext | undefined,
  startedAt: number,
  evaluation: Evaluation,
): MatcherResult {
  const negated = matcher.isNot === true;
  const outcome: Outcome = evaluation.pass === negated ? "fail" : "pass";
  record(matcher, context, {
    name,
    outcome,
    negated,
    advisory: evaluation.advisory === true,
    reason: evaluation.reason,
    durationMs: originals.monotonic() - startedAt,
    ...(evaluation.subject !== undefined && { subject: evaluation.subject }),
    ...(evaluation.score !== undefined && { score: evaluation.score }),
    ...(evaluation.verdict !== undefined && { verdict: evaluation.verdict }),
    ...(evaluation.details !== undefined && { details: evaluation.details }),
  });
  if (evaluation.advisory === true) return { pass: !negated, message: () => "" };
  return { pass: evaluation.pass, ...formatFailure(matcher, name, evaluation) };
}

function recordError(
  matcher: MatcherContext,
  name: string,
  context: CaseContext | undefined,
  startedAt: number,
  error: unknown,
): unknown {
  const known = isEvalError(error)
    ? error
    : new EvalError(`Failed to evaluate "${name}": ${describeError(error)}. This is an error, not a verdict.`, {
        code: "MATCHER_FAILED",
        cause: error,
        outcome: "error",
      });
  if (known.outcome !== undefined && known.outcome !== "fail") {
    record(matcher, context, {
      name,
      outcome: known.outcome,
      negated: matcher.isNot === true,
      advisory: false,
      reason: known.message,
      durationMs: originals.monotonic() - startedAt,
    });
  }
  return known;
}

function record(matcher: MatcherContext, context: CaseContext | undefined, check: CheckRecord): void {
  if (context === undefined) return;
  if (matcher.soft === true && !check.advisory) context.softOutcomes.push(check.outcome);
  context.record(matcher.poll === true ? { ...check, polled: true } : check);
}

/** `file:line` of the first frame outside of our packages and the runner. */
function callerLocation(): string {
  const frames = new Error().stack?.split("\n").slice(1) ?? [];
  const frame = frames.find((line) => !/node_modules|node:internal|[\\/]packages[\\/](core|vitest|jest)[\\/]/.test(line));
  return /\(?([^()\s]+:\d+):\d+\)?$/.exec(frame ?? "")?.[1]?.replace(/^file:\/\//, "") ?? "";
}
