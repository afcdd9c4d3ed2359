import type { SourceLocation } from "../errors/eval-error.ts";
import type { SummaryCase } from "../run/summary.ts";

/** The names of suites, test and case as one text that no other case of its file has. Untrusted text. */
export function testName({ test, id }: SummaryCase): string {
  return test === id || test.endsWith(` > ${id}`) ? test : `${test} (${id})`;
}

/** Where a case missed: at the check that did, else where its test threw, else somewhere in its file. */
export function missPlace({ status, checks, failedAt, file }: SummaryCase): SourceLocation {
  const missed = checks.filter(({ outcome, advisory }) => !advisory && outcome === status);
  return missed.find(({ location }) => location !== undefined)?.location ?? failedAt ?? { file };
}
