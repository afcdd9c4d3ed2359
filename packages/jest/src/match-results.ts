import type { JestCaseResult } from "./jest-results.ts";
import type { JournaledCase } from "./journal-tail.ts";

/** Which of Jest's results belongs to which journaled case of the same file. */
export interface MatchedResults {
  /** Plain tests that a worker wrote about and whose ends Jest tells, by their name. */
  readonly plain: ReadonlyMap<string, JournaledCase>;
  /** Results of cases with a wrapper of ours, which end themselves. */
  readonly wrapped: ReadonlyMap<JestCaseResult, JournaledCase>;
  /** Results of tests that no worker wrote about. */
  readonly unseen: readonly JestCaseResult[];
}

/** Matches the results of a file with what its worker wrote. */
export function matchResults(
  results: readonly JestCaseResult[],
  cases: readonly JournaledCase[],
): MatchedResults {
  const plain = new Map(cases.filter(isOpenPlainCase).map((journaled) => [journaled.test, journaled]));
  const waiting = new Map(
    cases.filter((one) => !isOpenPlainCase(one)).map((journaled) => [journaled.test, journaled]),
  );
  const wrapped = new Map<JestCaseResult, JournaledCase>();
  const unseen: JestCaseResult[] = [];
  for (const result of results) {
    if (plain.has(result.fullName)) continue;
    const match = findWrapped(result, waiting);
    if (match === undefined) unseen.push(result);
    else wrapped.set(result, match);
    if (match !== undefined) waiting.delete(match.test);
  }
  return { plain, wrapped, unseen };
}

function isOpenPlainCase({ test, case: id, started, plain, ends }: JournaledCase): boolean {
  return test === id && started && (plain || ends.size === 0);
}

/** A wrapper of ours does not know the suites around it: the longest end of the test's path that it wrote counts. */
function findWrapped(
  { ancestorTitles, title }: JestCaseResult,
  waiting: ReadonlyMap<string, JournaledCase>,
): JournaledCase | undefined {
  const path = [...ancestorTitles, title];
  for (let start = 0; start < path.length; start++) {
    const match = waiting.get(path.slice(start).join(" > "));
    if (match !== undefined) return match;
  }
  return undefined;
}
