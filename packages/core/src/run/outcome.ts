/** The outcome of one check. An infrastructure error is never a quality failure and never a pass. */
export type Outcome = "pass" | "fail" | "inconclusive" | "error";

/** The status of a case: an outcome, or `not-run`. */
export type CaseStatus = Outcome | "not-run";

const severity: { readonly [status in CaseStatus]: number } = {
  pass: 0,
  "not-run": 1,
  inconclusive: 2,
  error: 3,
  fail: 4,
};

/** The worst of several statuses: `fail`, then `error`, `inconclusive`, `not-run`, `pass`. */
export function worstStatus(statuses: Iterable<CaseStatus>): CaseStatus {
  let worst: CaseStatus = "pass";
  for (const status of statuses) if (severity[status] > severity[worst]) worst = status;
  return worst;
}
