import { EvalError, type SourceLocation } from "../errors/eval-error.ts";
import { MatcherPromise, type PendingMatcher } from "../run/pending-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";
import { ReceivedValueError } from "./received-text.ts";
import { RunningCheck } from "./running-check.ts";

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
    const check = new RunningCheck(this, name, received);
    let evaluation: Evaluation;
    try {
      evaluation = evaluate.call(this, received, ...args);
    } catch (error) {
      if (isAsymmetric(this) && error instanceof ReceivedValueError) return noMatch(this, name);
      return check.settle(error);
    }
    if (!isAsymmetric(this)) return check.conclude(evaluation);
    if (evaluation.error !== undefined) throw check.fail(evaluation.error);
    return { pass: evaluation.pass, message: () => name };
  };
}

/** A matcher that takes time: it asks a model, or runs tools. Used asymmetrically it throws: a runner would take its promise for a pass. */
export function defineAsyncMatcher<Arguments extends readonly unknown[]>(
  name: string,
  evaluate: (this: MatcherContext, received: unknown, ...args: Arguments) => Promise<Evaluation>,
): Matcher<Arguments, Promise<MatcherResult>> {
  return function (received, ...args) {
    const check = new RunningCheck(this, name, received);
    if (isAsymmetric(this)) throw check.fail(asymmetricError(name));
    const run = async (): Promise<MatcherResult> => {
      let evaluation: Evaluation;
      try {
        evaluation = await evaluate.call(this, received, ...args);
      } catch (error) {
        return check.settle(error);
      }
      return check.conclude(evaluation);
    };
    if (check.context === undefined) return run();
    const called = check.keepPlace();
    const pending: PendingMatcher = {
      matcher: name,
      // Read only when nobody awaited: writing a stack out is dear, taking it is not.
      get location(): string {
        return showPlace(called());
      },
      awaited: false,
      settled: false,
    };
    check.context.pending.add(pending);
    return MatcherPromise.track(pending, runnerLinks(this), run);
  };
}

/** In Vitest 4 and 5 and in Jest 29 and 30 the context has `promise` exactly when the matcher stands after `expect(value)`. */
function isAsymmetric(matcher: MatcherContext): boolean {
  return !("promise" in matcher);
}

/** How often the runner chains on a matcher's promise: Jest with `then` and `catch`, Vitest once, and once more if soft. */
function runnerLinks(matcher: MatcherContext): number {
  const isJest = typeof matcher.dontThrow === "function";
  return isJest || matcher.soft === true ? 2 : 1;
}

/** A value of the wrong kind matches neither `expect.toX()` nor `expect.not.toX()`; the runner inverts the latter. */
function noMatch(matcher: MatcherContext, name: string): MatcherResult {
  return { pass: matcher.isNot === true, message: () => name };
}

function asymmetricError(name: string): EvalError {
  return new EvalError(
    `Failed to use "${name}" as an asymmetric matcher: it takes time, and a runner cannot wait for it there. Write await expect(value).${name}(...) instead.`,
    { code: "MATCHER_ASYMMETRIC" },
  );
}

function showPlace(place: SourceLocation | undefined): string {
  return place === undefined ? "" : `${place.file}:${place.line}`;
}
