import { EvalError, isEvalError, type SourceLocation } from "../errors/eval-error.ts";
import { spendOf } from "../judges/spend.ts";
import { framesOfCall, placeOfCall, takeStack } from "../platform/call-place.ts";
import { originals } from "../platform/originals.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import { currentCase, type CaseContext, type Complete } from "../run/case-context.ts";
import { describeError } from "../run/classify-error.ts";
import { cutText } from "../run/cut-text.ts";
import type { CheckRecord } from "../run/journal-line.ts";
import type { Outcome } from "../run/outcome.ts";
import { hasRuledScore } from "../run/score-rule.ts";
import { workerState } from "../run/worker-state.ts";
import type { Evaluation } from "./evaluation.ts";
import { formatFailure } from "./format-failure.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";

/** The part of a record that differs from outcome to outcome. */
type Found = Pick<CheckRecord, "outcome" | "advisory" | "reason"> &
  Partial<Pick<Complete<CheckRecord>, "subject" | "score" | "threshold" | "verdict" | "spent" | "details">>;

/** One call of a matcher, from its start until its outcome is recorded in the case that it belongs to. */
export class RunningCheck {
  readonly context: CaseContext | undefined;
  readonly #matcher: MatcherContext;
  readonly #name: string;
  readonly #received: unknown;
  readonly #startedAt: number = originals.monotonic();
  #called: Error | undefined;

  constructor(matcher: MatcherContext, name: string, received: unknown) {
    this.#matcher = matcher;
    this.#name = name;
    this.#received = received;
    if ("promise" in matcher) workerState().assertions.expectOwn();
    this.context = currentCase() ?? workerState().resolvePlainCase?.(matcher);
  }

  /** Keeps the stack of the call, which a matcher that takes time has left when it ends. Returns where that was. */
  keepPlace(): () => SourceLocation | undefined {
    this.#called = takeStack();
    return () => this.#place();
  }

  #place(): SourceLocation | undefined {
    return placeOfCall(this.#called ?? takeStack(), workerState().root);
  }

  /** `error`, whose stack begins at the line that called the matcher: what stands above it is ours, and after an await it is all. */
  #atCall(error: EvalError): EvalError {
    const frames = framesOfCall(this.#called ?? takeStack(), workerState().root);
    if (frames !== "") error.stack = `${error.name}: ${error.message}\n${frames}`;
    return error;
  }

  /**
   * Records what the matcher found and returns what the runner wants to know.
   *
   * @throws EvalError the evaluation's own error: without a verdict neither the matcher nor its negation is green.
   */
  conclude(evaluation: Evaluation): MatcherResult {
    const negated = this.#matcher.isNot === true;
    const { error, advisory = false } = evaluation;
    const { pass, reason, subject, score, threshold, verdict, details } = evaluation;
    const outcome = error === undefined ? (pass === negated ? "fail" : "pass") : outcomeOf(error);
    const spent = spendOf(error);
    const check = this.#record({
      outcome,
      advisory,
      reason,
      subject,
      score,
      threshold,
      verdict,
      spent,
      details,
    });
    if (advisory || this.#isReportedLater || this.#isLeftToRule(check)) return this.#silence();
    if (error !== undefined) throw this.#atCall(error);
    return { pass: evaluation.pass, ...formatFailure(this.#matcher, this.#name, evaluation) };
  }

  /** Records that the matcher threw, whatever the reason: a test that catches it must not turn green. Returns what to throw. */
  fail(error: unknown): EvalError {
    const known = this.#atCall(isEvalError(error) ? error : this.#unexpected(error));
    const { context } = this;
    if (context !== undefined && this.#matcher.soft === true && known.outcome === undefined)
      context.softMistake ??= known;
    this.#record({
      outcome: outcomeOf(known),
      advisory: false,
      reason: known.message,
      spent: spendOf(known),
    });
    return known;
  }

  /**
   * Ends the matcher after `error`, which {@link fail} records.
   *
   * @throws EvalError the error, unless it is a soft one that the end of the case reports.
   */
  settle(error: unknown): MatcherResult {
    const known = this.fail(error);
    if (this.#isReportedLater) return this.#silence();
    throw known;
  }

  get #isReportedLater(): boolean {
    return this.#matcher.soft === true && this.context?.reportsSoft === true;
  }

  /** Whether the scores of all trials decide, and not this one: the trial goes on after it. */
  #isLeftToRule(check: CheckRecord): boolean {
    return this.context?.rulesScores === true && hasRuledScore(check);
  }

  /** A result that the runner has nothing to say about. */
  #silence(): MatcherResult {
    return { pass: this.#matcher.isNot !== true, message: () => "" };
  }

  #unexpected(cause: unknown): EvalError {
    return new EvalError(
      `Failed to evaluate "${this.#name}": ${encodeTerminal(describeError(cause)).replace(/\.$/, "")}. This is an error, not a verdict; correct what threw it.`,
      { code: "MATCHER_FAILED", cause, outcome: "error" },
    );
  }

  #record(found: Found): CheckRecord {
    const { context } = this;
    const record: Complete<CheckRecord> = {
      name: this.#name,
      subject: found.subject,
      outcome: found.outcome,
      negated: this.#matcher.isNot === true,
      advisory: found.advisory,
      score: found.score,
      threshold: found.threshold,
      reason: cutText(found.reason ?? "").text,
      verdict: found.verdict,
      spent: found.verdict === undefined ? found.spent : undefined,
      details: found.details,
      durationMs: originals.monotonic() - this.#startedAt,
      location: found.outcome === "pass" ? undefined : this.#place(),
      polled: this.#matcher.poll === true ? true : undefined,
    };
    const check = record as CheckRecord;
    if (context === undefined) return check;
    if (check.outcome !== "pass" && !check.advisory) context.missedText ??= textOf(this.#received);
    if ((this.#matcher.soft === true || this.#isLeftToRule(check)) && !check.advisory)
      context.softOutcomes.push(check.outcome);
    context.record(check);
    return check;
  }
}

/** Texts only: another object may hold what must not be written down, such as a client with its key. */
function textOf(received: unknown): string | undefined {
  if (typeof received === "string") return received;
  const isReply = typeof received === "object" && received !== null && "text" in received;
  return isReply && typeof received.text === "string" ? received.text : undefined;
}

function outcomeOf(error: EvalError): Outcome {
  return error.outcome ?? "error";
}
