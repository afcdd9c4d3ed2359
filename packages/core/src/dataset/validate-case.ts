import { didYouMean } from "../errors/did-you-mean.ts";
import type { EvalErrorCode } from "../errors/error-codes.ts";
import { showValue } from "../errors/show-value.ts";
import { idProblem } from "./case-id.ts";
import type { DatasetProblem } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import { distinctReviewers } from "./reviewers.ts";
import type { JsonPath } from "./json-path.ts";
import { knownPartitions, unpartitioned } from "./partition.ts";
import { placeOf, type RowPlace } from "./row-place.ts";
import { isDate, jsonValueProblem } from "./value-rules.ts";

export interface CaseRules {
  /** Partitions of the user's own, beside the known ones; `"any"` checks no name. */
  readonly partitions: readonly string[] | "any";
  /** Of rows that name none. */
  readonly partition: string;
}

/** What a row may hold. */
export const caseFields: readonly string[] = [
  "id",
  "partition",
  "input",
  "expected",
  "tags",
  "metadata",
  "createdAt",
  "source",
  "reviewedBy",
  "rootCause",
];

type Row = { readonly [field: string]: unknown };
type Report = (path: JsonPath, what: string, remedy: string, code?: EvalErrorCode) => void;

/** The case that `row` describes; `undefined` when something is wrong with it, which `report` then got. */
export function validateCase(
  row: unknown,
  place: RowPlace,
  rules: CaseRules,
  onProblem: (problem: DatasetProblem) => void,
): EvalCase | undefined {
  const caseId = idOf(row);
  let wrong = false;
  const report: Report = (path, what, remedy, code = "DATASET_INVALID_CASE") => {
    wrong = true;
    onProblem({
      code,
      place: placeOf(place, path),
      ...(caseId !== undefined && { caseId }),
      what,
      remedy,
    });
  };
  if (!isRow(row)) {
    report([], `a row must be an object, got ${showValue(row)}`, 'Write it as {"id": "...", "input": ...}');
    return undefined;
  }
  checkFields(row, report);
  checkPartition(row, rules, report);
  return wrong ? undefined : toCase(row, place, rules);
}

/** The id of a row, where it is one that messages can show. */
export function idOf(row: unknown): string | undefined {
  const id = isRow(row) ? row["id"] : undefined;
  return typeof id === "string" && idProblem(id) === undefined ? id : undefined;
}

function isRow(row: unknown): row is Row {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

function checkFields(row: Row, report: Report): void {
  for (const field of Object.keys(row)) {
    if (caseFields.includes(field) || isAbsent(row, field)) continue;
    const hint = didYouMean(field, caseFields).trim();
    const remedy = hint === "" ? 'Remove it, or move it into "metadata" or "input"' : hint;
    report([field], `${showValue(field)} is no field of a case`, remedy);
  }
  checkId(row, report);
  if (isAbsent(row, "input")) report([], '"input" is missing', "Add what the application is called with");
  checkStrings(row, "tags", report);
  checkStrings(row, "reviewedBy", report);
  checkMetadata(row, report);
  checkTexts(row, report);
}

function checkId(row: Row, report: Report): void {
  const { id } = row;
  if (isAbsent(row, "id")) return report([], '"id" is missing', "Give the case an id that no other case has");
  if (typeof id !== "string") {
    return report(["id"], `"id" must be a string, got ${showValue(id)}`, "Put it in double quotes");
  }
  const problem = idProblem(id);
  if (problem !== undefined) {
    report(["id"], `the id ${showValue(id)} ${problem}`, "Use 1 to 1024 bytes of ordinary text on one line");
  }
}

function checkStrings(row: Row, field: "tags" | "reviewedBy", report: Report): void {
  if (isAbsent(row, field)) return;
  const value = row[field];
  if (!Array.isArray(value)) {
    return report(
      [field],
      `"${field}" must be an array of strings, got ${showValue(value)}`,
      "Put it in brackets",
    );
  }
  for (const [index, element] of (value as readonly unknown[]).entries()) {
    if (typeof element === "string" && element.trim() !== "") continue;
    report(
      [field, index],
      `"${field}[${index}]" must be a string that is not empty, got ${showValue(element)}`,
      "Correct or remove it",
    );
  }
}

function checkMetadata(row: Row, report: Report): void {
  if (isAbsent(row, "metadata")) return;
  const { metadata } = row;
  if (!isRow(metadata)) {
    return report(
      ["metadata"],
      `"metadata" must be an object of dimensions, got ${showValue(metadata)}`,
      'Write it like {"persona": "admin"}',
    );
  }
  if (Object.hasOwn(metadata, "__proto__")) {
    report(["metadata", "__proto__"], '"__proto__" cannot name a dimension', "Rename it");
  }
  const problem = jsonValueProblem(metadata, ["metadata"]);
  if (problem !== undefined) report(problem.path, problem.what, "Use values that JSON can hold");
}

function checkTexts(row: Row, report: Report): void {
  for (const field of ["createdAt", "source", "rootCause", "partition"]) {
    const value = row[field];
    if (isAbsent(row, field) || typeof value === "string") continue;
    report(
      [field],
      `"${field}" must be a string, got ${showValue(value)}`,
      "Correct it, or leave the field out",
    );
  }
  const { createdAt } = row;
  if (typeof createdAt === "string" && !isDate(createdAt)) {
    report(
      ["createdAt"],
      `"createdAt" must be a date of ISO 8601, got ${showValue(createdAt)}`,
      "Write it like 2026-03-31 or 2026-03-31T09:00:00Z",
    );
  }
}

function checkPartition(row: Row, rules: CaseRules, report: Report): void {
  const partition = row["partition"] ?? rules.partition;
  if (typeof partition !== "string") return;
  if (isAbsent(row, "partition") && partition === unpartitioned) return;
  if (rules.partitions !== "any") checkPartitionName(partition, rules.partitions, report);
  if (partition === "golden") checkReviewers(row, report);
  const { rootCause } = row;
  if (partition === "regression" && (typeof rootCause !== "string" || rootCause.trim() === "")) {
    const got = isAbsent(row, "rootCause") ? "it is missing" : `got ${showValue(rootCause)}`;
    report(
      isAbsent(row, "rootCause") ? [] : ["rootCause"],
      `a regression case needs a "rootCause": ${got}`,
      "Say what went wrong when this case first failed",
    );
  }
}

function checkPartitionName(partition: string, own: readonly string[], report: Report): void {
  const allowed = [...new Set([...knownPartitions, ...own, unpartitioned])];
  if (allowed.includes(partition)) return;
  const hint = didYouMean(partition, allowed).trim();
  report(
    ["partition"],
    `"partition" is ${showValue(partition)}, which is not a partition`,
    `${hint === "" ? "" : `${hint} `}Use ${allowed.slice(0, -1).join(", ")}, or add your own to "partitions" of the dataset or of assay.config`,
    "DATASET_UNKNOWN_PARTITION",
  );
}

function checkReviewers(row: Row, report: Report): void {
  const { reviewedBy } = row;
  const names = Array.isArray(reviewedBy) ? reviewedBy.filter((name) => typeof name === "string") : [];
  const count = distinctReviewers(names).length;
  if (count >= 2) return;
  const shown = isAbsent(row, "reviewedBy")
    ? "none"
    : `${count} (${names.slice(0, 3).map(showValue).join(", ")})`;
  report(
    isAbsent(row, "reviewedBy") ? [] : ["reviewedBy"],
    `a golden case needs two different reviewers in "reviewedBy", got ${shown}`,
    "Add the second person who reviewed it, or move the case to another partition",
    "DATASET_NOT_REVIEWED",
  );
}

/** A field set to `undefined`, as code may write it, counts as left out. */
function isAbsent(row: Row, field: string): boolean {
  return !Object.hasOwn(row, field) || row[field] === undefined;
}

/** Keeps the row's order of fields, for saving. */
function toCase(row: Row, place: RowPlace, rules: CaseRules): EvalCase {
  const { source, line, column } = place;
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return {
    ...given,
    partition: row["partition"] ?? rules.partition,
    tags: row["tags"] ?? [],
    metadata: row["metadata"] ?? {},
    ...(source.file !== undefined && { location: { file: source.file, line, column } }),
  } as unknown as EvalCase;
}
