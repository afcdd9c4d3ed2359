import { worstStatus, type EndEvent } from "@assay/core/run";
import { classifyFailures } from "./classify-failure.ts";
import type { JestCaseResult } from "./jest-results.ts";

/** How one attempt of a plain test ended. */
export type PlainEnd = Pick<EndEvent, "status" | "durationMs"> & Partial<Pick<EndEvent, "cause" | "reason">>;

/** What Jest says about one attempt; the checks in the journal may say worse, and the summary weighs both. */
export function plainEnd(result: JestCaseResult): PlainEnd {
  const durationMs = result.duration ?? 0;
  if (result.status !== "failed") return { status: "pass", durationMs };
  const failures = classifyFailures(result);
  const status = worstStatus(failures.map((failure) => failure.status));
  const failure = failures.find((candidate) => candidate.status === status);
  if (failure === undefined) return { status: "fail", cause: "runner", reason: "Jest gave no reason.", durationMs };
  return { ...failure, durationMs };
}

/** Several tests of one name cannot be told apart: all of them have to pass. */
export function worstEnd(results: readonly JestCaseResult[]): PlainEnd | undefined {
  const ends = results.map(plainEnd);
  const status = worstStatus(ends.map((end) => end.status));
  const worst = ends.find((end) => end.status === status);
  if (worst === undefined || status === "pass") return worst;
  return { ...worst, reason: `${results.length} tests have this name; of one of them: ${worst.reason ?? status}` };
}
