import { CaseContext } from "../../run/case-context.ts";
import type { CheckRecord } from "../../run/journal-line.ts";
import { runCase, type CaseResult } from "../../run/run-case.ts";

export interface CaseRun extends CaseResult {
  readonly checks: readonly CheckRecord[];
}

/** Runs `body` as one case that nobody watches: what matchers record in it, and what becomes of it. */
export async function inCase(body: () => unknown): Promise<CaseRun> {
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" },
    partition: "golden",
    declared: true,
  });
  const result = await runCase(context, { timeoutMs: 5_000 }, body);
  return { ...result, checks: context.checks };
}
