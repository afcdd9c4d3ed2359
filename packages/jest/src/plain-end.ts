import { worstStatus, type CaseStatus, type EndEvent, type Outcome } from "@assay/core/run";
import { classifyFailures, type FailureClass } from "./classify-failure.ts";
import type { JestCaseResult } from "./jest-results.ts";

/** How one attempt of a plain test ended. */
export type PlainEnd = Pick<EndEvent, "status" | "cause" | "reason" | "durationMs">;

/** The end of one attempt, from what Jest says about the test and what its counting checks recorded. */
export function plainEnd(result: JestCaseResult, outcomes: readonly Outcome[]): PlainEnd {
  const durationMs = result.duration ?? 0;
  const checked = worstStatus(outcomes);
  if (result.status === "failed") return { ...failedEnd(classifyFailures(result), outcomes, checked), durationMs };
  if (checked === "pass") return { status: "pass", durationMs };
  const reason = `A check gave ${checked}, but the test passed: what the matcher threw was caught or expected.`;
  return { status: checked, cause: "swallowed", reason, durationMs };
}

function failedEnd(
  failures: readonly FailureClass[],
  outcomes: readonly Outcome[],
  checked: CaseStatus,
): Omit<PlainEnd, "durationMs"> {
  // A test that throws something of its own after a judge's outage most likely wrapped the outage.
  const isOutage = checked === "error" || checked === "inconclusive";
  const counting = failures.filter(({ cause }) => !(isOutage && cause === "errored-output"));
  const status = worstStatus([...counting.map((failure) => failure.status), ...outcomes]);
  const failure = counting.find((candidate) => candidate.status === status) ?? failures[0];
  const reason = failure?.reason ?? "The test failed and Jest gave no reason.";
  if (status === "pass") return { status: "fail", cause: "runner", reason };
  const missed = failure?.cause === "assertion" && outcomes.includes("fail");
  return { status, cause: missed ? "check" : (failure?.cause ?? "no-verdict"), reason };
}
