import type { JsonValue } from "../dataset/json-value.ts";
import type { ClassificationDetails } from "./classification-details.ts";
import type { CheckRecord, TraceSummary } from "./journal-line.ts";
import type { RetrievalDetails } from "./retrieval-details.ts";
import type { StructureDetails } from "./structure-details.ts";
import type { TextPool } from "./text-pool.ts";
import type { ToolCallDetails, TrajectoryDetails } from "./tool-details.ts";

/** Of a check's details, what the tables of a summary count; nothing of a matcher that no table is about. */
export type CompactDetails = CompactTools | CompactRetrieval | CompactLabel | CompactFields | CompactSteps;

export type CompactTools = {
  readonly kind: "tools";
  readonly expected: readonly { readonly pattern: string; readonly matched: boolean }[];
  /** Names of the tools that were called, each once, in the order of their first call. */
  readonly called: readonly string[];
  /** Tools that the application has, as a matcher was told. */
  readonly available?: readonly string[];
};

export type CompactRetrieval = {
  readonly kind: "retrieval";
  readonly figures: { readonly [figure: string]: number };
};

export type CompactLabel = {
  readonly kind: "label";
  readonly group: string;
  readonly expected: string;
  readonly predicted: string;
};

export type CompactFields = {
  readonly kind: "fields";
  readonly passed: number;
  readonly total: number;
  /** By path, indices left out. */
  readonly fields: readonly { readonly path: string; readonly passed: number; readonly total: number }[];
};

export type CompactSteps = { readonly kind: "steps"; readonly steps: TraceSummary["steps"] };

type KnownDetails =
  | ToolCallDetails
  | TrajectoryDetails
  | RetrievalDetails
  | ClassificationDetails
  | StructureDetails;

/**
 * Reads what a matcher recorded. A negated check says what was not wanted, and one without a verdict nothing; which tools
 * there are and which were called does not hang on what was wanted.
 */
export function compactDetails(check: CheckRecord, pool: TextPool): CompactDetails | undefined {
  const { details, negated, outcome } = check;
  if (!isKnown(details) || (outcome !== "pass" && outcome !== "fail")) return undefined;
  if (negated && (details.kind === "classification" || details.kind === "structure")) return undefined;
  switch (details.kind) {
    case "tool-calls":
      return compactTools(details, negated ? [] : details.tools, pool);
    case "trajectory":
      return details.over === "steps"
        ? { kind: "steps", steps: compactSteps(details.steps, pool) }
        : undefined;
    case "retrieval":
      return { kind: "retrieval", figures: retrievalFigures(details) };
    case "classification":
      return {
        kind: "label",
        group: pool.one(details.group ?? ""),
        expected: pool.one(details.expected),
        predicted: pool.one(details.predicted),
      };
    case "structure":
      return compactFields(details, pool);
  }
}

/** The steps up to the first that failed: what came after it was not where the run broke. */
export function compactSteps(
  steps: readonly { readonly name: string; readonly status: string }[],
  pool: TextPool,
): TraceSummary["steps"] {
  const failing = steps.findIndex(({ status }) => status === "error");
  return steps
    .slice(0, failing < 0 ? undefined : failing + 1)
    .map(({ name, status }) => ({ name: pool.one(name), status: status === "error" ? "error" : "ok" }));
}

const known: ReadonlySet<unknown> = new Set<KnownDetails["kind"]>([
  "tool-calls",
  "trajectory",
  "retrieval",
  "classification",
  "structure",
]);

/** Another version may mean another thing. */
function isKnown(details: JsonValue | undefined): details is JsonValue & KnownDetails {
  return (
    typeof details === "object" &&
    details !== null &&
    !Array.isArray(details) &&
    known.has((details as { readonly kind?: unknown }).kind) &&
    (details as { readonly version?: unknown }).version === 1
  );
}

function compactTools(
  { calls, available }: ToolCallDetails,
  tools: ToolCallDetails["tools"],
  pool: TextPool,
): CompactTools {
  return {
    kind: "tools",
    expected: tools.map(({ expected, matched }) => ({ pattern: pool.one(expected), matched })),
    called: [...new Set(calls.map(({ name }) => pool.one(name)))],
    ...(available !== undefined && { available: available.map((name) => pool.one(name)) }),
  };
}

function retrievalFigures(details: RetrievalDetails): { [figure: string]: number } {
  const figures: { [figure: string]: number } = {};
  for (const name of ["precision", "recall", "ndcg"] as const) {
    for (const [k, value] of Object.entries(details[`${name}At`])) figures[`${name}@${k}`] = value;
  }
  const { recall, ndcg, reciprocalRank, averagePrecision } = details;
  return { ...figures, recall, ndcg, reciprocalRank, averagePrecision };
}

function compactFields({ passed, total, fields }: StructureDetails, pool: TextPool): CompactFields {
  const paths = new Map<string, { path: string; passed: number; total: number }>();
  for (const field of fields) {
    const path = pool.one(field.path.replace(/\[\d+\]/g, "[]"));
    const counts = paths.get(path) ?? { path, passed: 0, total: 0 };
    paths.set(path, counts);
    counts.total++;
    if (field.pass) counts.passed++;
  }
  return { kind: "fields", passed, total, fields: [...paths.values()] };
}
