import type { CaseStatus } from "./outcome.ts";

/** The last attempt that ran counts; in `golden`, the first that gave a verdict: a lucky retry is not a pass there. */
export function countedAttempt<Attempt extends { readonly status: CaseStatus }>(
  attempts: readonly Attempt[],
  partition: string,
): Attempt | undefined {
  const decided = attempts.find(({ status }) => status === "pass" || status === "fail");
  const last = attempts.findLast(({ status }) => status !== "not-run") ?? attempts.at(-1);
  return partition === "golden" ? (decided ?? last) : last;
}
