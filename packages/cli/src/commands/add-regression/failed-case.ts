import { EvalError } from "@assay/core";
import type { CaseKey, Summary, SummaryCase } from "@assay/core/run";

/**
 * The failed case of a run that `name` names: by its id, or as `<file> > <test>` where several cases have the id.
 *
 * @throws EvalError `RUN_CASE_NOT_FOUND` or `RUN_CASE_UNUSABLE`.
 */
export function failedCase(summary: Summary, name: string): SummaryCase {
  const named = summary.cases.filter((one) => one.id === name || pathOf(one) === name);
  const failed = named.filter(({ status }) => status === "fail");
  const [found, second] = failed.length > 0 ? failed : named;
  const action = `Failed to take case ${JSON.stringify(name)} from run "${summary.runId}"`;
  if (found === undefined) {
    throw new EvalError(`${action}: the run has no such case. ${failedIds(summary)}`, {
      code: "RUN_CASE_NOT_FOUND",
    });
  }
  if (found.status !== "fail") {
    throw new EvalError(
      `${action}: its status is ${found.status}. A regression case is one that the application got wrong: name a case that failed. ${failedIds(summary)}`,
      { code: "RUN_CASE_UNUSABLE" },
    );
  }
  if (second !== undefined) {
    const paths = failed.map((one) => JSON.stringify(pathOf(one))).join(", ");
    throw new EvalError(
      `${action}: ${failed.length} failed cases have this id. Name one of them: ${paths}.`,
      {
        code: "RUN_CASE_UNUSABLE",
      },
    );
  }
  return found;
}

/** The key under which the journal has the case. */
export function keyOf({ project = "", file, test, id }: SummaryCase): CaseKey {
  return { project, file, test, case: id };
}

/** `<file> > <test>`. */
export function pathOf({ file, test }: SummaryCase): string {
  return `${file} > ${test}`;
}

const listed = 10;

function failedIds({ cases }: Summary): string {
  const ids = cases.filter(({ status }) => status === "fail").map(({ id }) => JSON.stringify(id));
  if (ids.length === 0) return "No case of this run failed.";
  const more = ids.length > listed ? ` and ${ids.length - listed} more` : "";
  return `It failed in: ${ids.slice(0, listed).join(", ")}${more}.`;
}
