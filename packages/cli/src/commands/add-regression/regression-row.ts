import { EvalError, type EvalCase, type EvalCaseInput } from "@assay/core";
import { caseFingerprint, type SummaryCase } from "@assay/core/run";
import type { CaseContent } from "./case-content.ts";
import { pathOf } from "./failed-case.ts";

export interface RegressionRowOptions {
  readonly runId: string;
  /** Default: that of the failed case, or one made of it where the dataset has that already. */
  readonly id?: string;
  /** Default: the first line of the reason that the run gives. */
  readonly rootCause?: string;
  readonly now: Date;
}

/**
 * The row of `one` for a dataset that holds `cases`, with its provenance.
 *
 * @throws EvalError `DATASET_DUPLICATE_CASE` when a case of the dataset asks and wants the same, `DATASET_DUPLICATE_ID`.
 */
export function regressionRow(
  one: SummaryCase,
  content: CaseContent,
  cases: readonly EvalCase[],
  options: RegressionRowOptions,
): EvalCaseInput {
  refuseDuplicate(one, cases);
  const { runId, now } = options;
  return {
    id: freeId(one, cases, options.id),
    partition: "regression",
    input: content.input,
    ...(content.expected !== undefined && { expected: content.expected }),
    tags: one.tags,
    metadata: one.dimensions,
    createdAt: now.toISOString(),
    source: `run ${runId}: ${pathOf(one)}`,
    rootCause: causeText(options.rootCause ?? firstLine(reasonOf(one))),
  };
}

/** What the check that decided says, else what ended the case. */
function reasonOf({ checks, status, reason = "" }: SummaryCase): string {
  const missed = checks.find((check) => check.outcome === status && !check.advisory);
  return missed?.reason === undefined ? reason : `${missed.name}: ${missed.reason}`;
}

/** What follows shows texts and differences, which a row has in fields of its own. */
function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? ""
  );
}

function causeText(text: string): string {
  return text.trim() === "" ? "unknown" : text.slice(0, 2_000).toWellFormed();
}

function refuseDuplicate({ id, fingerprint }: SummaryCase, cases: readonly EvalCase[]): void {
  const twin = cases.find(({ input, expected }) => caseFingerprint(input, expected) === fingerprint);
  if (twin === undefined) return;
  const place = twin.location === undefined ? "" : ` at ${twin.location.file}:${twin.location.line}`;
  const remedy =
    twin.partition === "regression"
      ? "It is a regression case already: nothing needs to be added"
      : 'Set its "partition" to "regression", or add the case to another dataset: in one, it would count twice';
  throw new EvalError(
    `Failed to add case ${JSON.stringify(id)}: case ${JSON.stringify(twin.id)}${place} (partition ${twin.partition}) has the same input and expected value. ${remedy}.`,
    { code: "DATASET_DUPLICATE_CASE", location: twin.location },
  );
}

function freeId(
  { id, fingerprint }: SummaryCase,
  cases: readonly EvalCase[],
  given: string | undefined,
): string {
  const taken = new Set(cases.map((one) => one.id));
  if (given !== undefined) {
    if (!taken.has(given)) return given;
    throw new EvalError(
      `Failed to add case ${JSON.stringify(id)}: the dataset has a case ${JSON.stringify(given)}. Choose another id.`,
      { code: "DATASET_DUPLICATE_ID" },
    );
  }
  const candidates = [id, `${id}-regression`, `${id}-${fingerprint.slice(0, 12)}`];
  return candidates.find((candidate) => !taken.has(candidate)) ?? `${id}-${fingerprint}`;
}
