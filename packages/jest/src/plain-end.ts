import { worstStatus, type EndEvent } from "@assay/core/run";
import { classifyFailures } from "./classify-failure.ts";
import type { JestCaseResult } from "./jest-results.ts";
import type { CountingCheck } from "./journal-tail.ts";

/** How one attempt of a plain test ended. */
export type PlainEnd = Pick<EndEvent, "status" | "durationMs"> &
  Partial<Pick<EndEvent, "cause" | "reason" | "location" | "unchecked">>;

/**
 * The end of one attempt, from what Jest says about it and the checks that its worker recorded. Only of a `sequential` test Jest
 * counts the assertions as its own.
 */
export function plainEnd(
  result: JestCaseResult,
  checks: readonly CountingCheck[] = [],
  sequential: boolean = false,
): PlainEnd {
  const durationMs = result.duration ?? 0;
  // Checks that say otherwise were caught or expected: the summary finds them.
  if (result.status !== "failed") {
    const isUnchecked = sequential && checks.length === 0 && result.numPassingAsserts === 0;
    return { status: "pass", durationMs, ...(isUnchecked && { unchecked: "test" as const }) };
  }
  const failures = classifyFailures(result);
  const checked = worstStatus(checks.map(({ outcome }) => outcome));
  const isOutage = checked === "error" || checked === "inconclusive";
  // A test that throws something of its own after a judge's outage most likely wrapped the outage.
  const counting = isOutage ? failures.filter(({ cause }) => cause !== "errored-output") : failures;
  const status = worstStatus([checked, ...counting.map((failure) => failure.status)]);
  const failure = counting.find((candidate) => candidate.status === status);
  const check = checks.find(({ outcome }) => outcome === status);
  if (check !== undefined && (failure === undefined || failure.cause === "assertion")) {
    const cause = status === "fail" ? "check" : "no-verdict";
    const reason = failure?.reason ?? check.reason ?? check.outcome;
    return { status, cause, reason, durationMs, ...(check.location && { location: check.location }) };
  }
  if (failure === undefined)
    return { status: "fail", cause: "runner", reason: "Jest gave no reason.", durationMs };
  return { ...failure, durationMs };
}

/** Several tests of one name cannot be told apart: all of them have to pass. */
export function worstEnd(results: readonly JestCaseResult[]): PlainEnd | undefined {
  const ends = results.map((result) => plainEnd(result));
  const status = worstStatus(ends.map((end) => end.status));
  const worst = ends.find((end) => end.status === status);
  if (worst === undefined || status === "pass") return worst;
  return {
    ...worst,
    reason: `${results.length} tests have this name; of one of them: ${worst.reason ?? status}`,
  };
}
