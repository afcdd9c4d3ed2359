import { EvalError, type SourceLocation } from "../errors/eval-error.ts";
import type { CaseContext, CaseEnd } from "./case-context.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import { classifyError, type Classification } from "./classify-error.ts";
import { cutText } from "./cut-text.ts";
import type { CheckRecord, EndCause } from "./journal-line.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import { awakeNow, awakeTimer } from "../platform/awake-clock.ts";
import { placeOfCall } from "../platform/call-place.ts";
import { originals } from "../platform/originals.ts";
import { worstStatus, type CaseStatus } from "./outcome.ts";
import { traceSummary } from "./trace-summary.ts";
import { stoppedRun } from "./run-stop.ts";
import { hasRuledScore } from "./score-rule.ts";
import { workerState } from "./worker-state.ts";

export interface RunCaseOptions {
  readonly timeoutMs: number;
  /** The runner's own signal: aborted on its timeout or when the run is cancelled. */
  readonly runnerSignal?: AbortSignal;
  /** Whether `error` is the runner's way to skip a running test (Vitest's `ctx.skip()`). */
  readonly isSkip?: (error: unknown) => boolean;
}

export interface CaseResult {
  readonly status: CaseStatus;
  readonly cause: EndCause | undefined;
  readonly reason: string | undefined;
  /** What the runner has to see for this status; `undefined` when the case passed. */
  readonly error: unknown;
  /** The test itself is wrong: throw `error` even where misses are tolerated. */
  readonly authoring: boolean;
  readonly output: unknown;
  readonly durationMs: number;
}

/**
 * Runs `body` as one attempt of the case in `context`: bounded by its deadline, with its checks and its end in the
 * journal. Never throws for what the body did; the caller decides whether `error` reaches the runner.
 */
export async function runCase(
  context: CaseContext,
  options: RunCaseOptions,
  body: () => unknown,
): Promise<CaseResult> {
  const stopped = stoppedRun();
  if (stopped !== undefined) return finishCase(context, 0, { output: undefined, thrown: [stopped] });
  context.open();
  context.reportsSoft = true;
  const startedAt = originals.monotonic();
  const ended = await settle(context, options, body);
  if (ended.thrown !== undefined && options.isSkip?.(ended.thrown[0]) === true) {
    return skip(context, originals.monotonic() - startedAt, ended.thrown[0]);
  }
  return finishCase(context, originals.monotonic() - startedAt, ended);
}

export interface EndedBody {
  readonly output: unknown;
  /** A tuple, because a body may throw `undefined`. */
  readonly thrown: readonly [unknown] | undefined;
}

/** Resolves when `body` ends or its time is up, whichever comes first. */
function settle(
  context: CaseContext,
  { timeoutMs, runnerSignal }: RunCaseOptions,
  body: () => unknown,
): Promise<EndedBody> {
  context.makeAbortable();
  return new Promise((resolve) => {
    const finish = (output: unknown, thrown: EndedBody["thrown"]): void => {
      cancel();
      runnerSignal?.removeEventListener("abort", interrupt);
      resolve({ output, thrown });
    };
    const giveUp = (error: EvalError): void => {
      finish(undefined, [error]);
      context.abort(error);
    };
    const cancel = awakeTimer(timeoutMs, () => giveUp(timeoutError(context, timeoutMs)));
    const deadline = awakeNow() + timeoutMs;
    // The runner's own timeout is ours and a little more, or a cancelled run.
    const interrupt = (): void =>
      giveUp(awakeNow() < deadline ? cancelledError(context) : timeoutError(context, timeoutMs));
    runnerSignal?.addEventListener("abort", interrupt, { once: true });
    context.deadline = deadline;
    void workerState()
      .storage.run(context, call, body)
      .then(
        (output) => finish(output, undefined),
        (error: unknown) => finish(undefined, [error]),
      );
  });
}

async function call(body: () => unknown): Promise<unknown> {
  const output = body();
  // What it asserted at once is seen before the next test starts, with which runners count anew.
  workerState().assertions.seen();
  return output;
}

function cancelledError(context: CaseContext): EvalError {
  return new EvalError(
    `Failed to finish case "${context.key.case}": the runner cancelled it, as it does after a failure with bail, or when it is interrupted. Run it again.`,
    { code: "RUN_CASE_CANCELLED", outcome: "error" },
  );
}

function timeoutError(context: CaseContext, timeoutMs: number): EvalError {
  return new EvalError(
    `Failed to finish case "${context.key.case}": it took longer than ${timeoutMs} ms. Pass the signal of the case on to what it calls, or raise the timeout.`,
    { code: "RUN_CASE_TIMEOUT", outcome: "error" },
  );
}

function skip(context: CaseContext, durationMs: number, error: unknown): CaseResult {
  context.end({ status: "not-run", cause: "runner", reason: "skipped by the test", durationMs });
  return {
    status: "not-run",
    cause: "runner",
    reason: "skipped by the test",
    error,
    authoring: true,
    output: undefined,
    durationMs,
  };
}

/** Classifies what a body returned or threw, and ends the case in the journal. For tests whose body the runner called. */
export function finishCase(
  context: CaseContext,
  durationMs: number,
  { output, thrown }: EndedBody,
): CaseResult {
  const error = thrown === undefined ? quietError(context) : thrown[0];
  const failed = thrown !== undefined || error !== undefined;
  const classified = failed ? classifyError(error) : softResult(context);
  const status =
    classified === undefined ? "pass" : worstStatus([classified.status, ...countingOutcomes(context)]);
  const cause = refineCause(context, classified, thrown !== undefined);
  const { evalCase, usage, trace: recorded, seenTraces: seen, models } = context;
  // Of rows only: Jest runs plain tests itself, and a summary must not depend on the runner.
  const isCut = output === undefined && thrown !== undefined && evalCase !== undefined;
  const told = isCut ? context.missedText : output;
  context.end({
    status,
    cause,
    reason: classified === undefined ? undefined : cutText(classified.reason).text,
    durationMs,
    ...whatWasChecked(context, status),
    input: evalCase === undefined ? undefined : cutText(evalCase.input),
    expected: evalCase?.expected === undefined ? undefined : cutText(evalCase.expected),
    output: told === undefined ? undefined : cutText(told),
    location: status === "pass" ? undefined : (placeOfThrow(error) ?? placeOfCheck(context, status)),
    usage,
    trace: traceSummary({ recorded, seen, models }),
  });
  return {
    status,
    cause,
    reason: classified?.reason,
    error: failed ? error : softError(context, classified),
    authoring: classified?.authoring ?? false,
    output,
    durationMs,
  };
}

/** Cases that were declared run side by side: what else was asserted is known of their file only. */
function whatWasChecked(context: CaseContext, status: CaseStatus): Pick<CaseEnd, "unchecked" | "asserted"> {
  const seen = context.isDeclared ? workerState().assertions.seen() : undefined;
  if (seen === true) return { asserted: true };
  if (status !== "pass" || context.checks.length > 0 || context.asserted === true) return {};
  if (context.isDeclared) return seen === false ? { unchecked: "file" } : {};
  return context.asserted === false ? { unchecked: "test" } : {};
}

function placeOfThrow(error: unknown): SourceLocation | undefined {
  return typeof error === "object" && error !== null && "stack" in error
    ? placeOfCall(error, workerState().root)
    : undefined;
}

/** Where an `await` lost the stack on the way, the check that threw knows its place. */
function placeOfCheck({ checks }: CaseContext, status: CaseStatus): SourceLocation | undefined {
  return checks.findLast(({ outcome, advisory }) => outcome === status && !advisory)?.location;
}

/** The error of a body that returned although it should not have: a missing await, a verdict caught on its way out. */
export function quietError(context: CaseContext): EvalError | undefined {
  const forgotten = [...context.pending].filter((pending) => !pending.awaited || !pending.settled);
  if (forgotten.length > 0) {
    const places = forgotten.map(
      ({ matcher, location }) => `${matcher}${location === "" ? "" : ` at ${location}`}`,
    );
    return new EvalError(
      `Failed to finish case "${context.key.case}": ${forgotten.length} ${forgotten.length === 1 ? "matcher was" : "matchers were"} not awaited: ${places.join(", ")}. Write await in front of expect(...).`,
      { code: "MATCHER_NOT_AWAITED" },
    );
  }
  if (context.checks.every(({ outcome }) => outcome === "pass")) return undefined;
  const worst = worstStatus(hardOutcomes(context));
  if (worst === "pass") return undefined;
  const lost = context.checks.filter((check) => !check.advisory && check.outcome === worst);
  return new EvalError(
    `Failed to pass case "${context.key.case}": ${lost.map((check) => check.name).join(", ")} gave ${worst}, but the test went on and returned. Do not catch what a matcher throws; use expect.soft or { advisory: true } to go on after a miss.`,
    {
      code: "VERDICT_SWALLOWED",
      outcome: worst === "fail" ? "fail" : worst === "error" ? "error" : "inconclusive",
    },
  );
}

/** A body that returned, with misses that `expect.soft` recorded. */
function softResult(context: CaseContext): Classification | undefined {
  const status = worstStatus(context.softOutcomes);
  if (status === "pass") return undefined;
  const reasons = context.checks
    .filter((check) => check.outcome === status)
    .map((check) => check.reason ?? check.name);
  const authoring = context.softMistake !== undefined;
  return { status, cause: "check", reason: reasons.join("; "), authoring };
}

function softError(context: CaseContext, classified: Classification | undefined): EvalError | undefined {
  if (classified === undefined || !context.reportsSoft) return undefined;
  if (context.softMistake !== undefined) return context.softMistake;
  const { status, reason } = classified;
  return new EvalError(
    `Failed to pass case "${context.key.case}": soft checks gave ${status}: ${encodeTerminal(reason)}`,
    {
      code: "SOFT_CHECKS_MISSED",
      outcome: status === "fail" || status === "inconclusive" ? status : "error",
    },
  );
}

function countingOutcomes(context: CaseContext): CaseStatus[] {
  return lastOfPolls(context.checks)
    .filter((check) => !check.advisory)
    .map((check) => check.outcome);
}

function hardOutcomes(context: CaseContext): CaseStatus[] {
  const soft = [...context.softOutcomes];
  return countingOutcomes(context).filter((outcome) => {
    const index = soft.indexOf(outcome as never);
    if (index < 0) return true;
    soft.splice(index, 1);
    return false;
  });
}

/** Whether a check may have thrown what ended the body: one that is left to a rule about scores did not. */
function endsTrial({ rulesScores }: CaseContext, check: CheckRecord): boolean {
  return check.outcome === "fail" && !check.advisory && !(rulesScores && hasRuledScore(check));
}

function refineCause(
  context: CaseContext,
  classified: Classification | undefined,
  threw: boolean,
): EndCause | undefined {
  if (classified === undefined) return undefined;
  if (classified.cause !== "assertion") return classified.cause;
  return threw && lastOfPolls(context.checks).some((check) => endsTrial(context, check))
    ? "check"
    : "assertion";
}
