import type { ComparedRun } from "../run/comparison.ts";
import { formatAge } from "./format-numbers.ts";

/** How old the base of a comparison is; or that it is the head itself, of which nothing can have changed. */
export function describeBase(base: ComparedRun, head: ComparedRun): string {
  const isSame = base.runId === head.runId && base.startedAt === head.startedAt;
  return isSame ? "the same run" : formatAge(base.ageDays);
}
