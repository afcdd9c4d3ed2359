import type { BaselineCase } from "../baseline/baseline.ts";

/** Whether the case has a verdict: an error is none. */
export function isDecided({ status }: Pick<BaselineCase, "status">): boolean {
  return status === "pass" || status === "fail";
}
