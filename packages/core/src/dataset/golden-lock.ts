import { createHash } from "node:crypto";
import type { DatasetProblem } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import { parseJson } from "./json-parser.ts";
import { readProblem } from "./read-chunks.ts";
import { fileAsAWhole, type RowSource } from "./row-place.ts";
import { stringifyJson } from "./stringify-json.ts";
import { TextLines } from "./text-lines.ts";
import { fs } from "../platform/native-fs.cjs";

/** Who approved a golden case, in which state and when. */
export interface GoldenEntry {
  readonly id: string;
  /** SHA-256 of the case as approved. */
  readonly digest: string;
  readonly approvedBy: string;
  /** ISO 8601. */
  readonly approvedAt: string;
}

/** A golden case that was taken out of the dataset, and who approved that. */
export type RemovedEntry = Omit<GoldenEntry, "digest">;

/** The committed record of a dataset file's approved golden cases; `<file>.lock.json` beside it. */
export interface GoldenLock {
  readonly golden: ReadonlyMap<string, GoldenEntry>;
  readonly removed: readonly RemovedEntry[];
}

export const lockSuffix = ".lock.json";
const schema = "assay.dataset-lock/1";

/** The digest of everything that a golden case says, whatever its layout in the file. */
export function goldenDigest(evalCase: EvalCase): string {
  const { location: _location, ...content } = evalCase;
  return `sha256:${createHash("sha256")
    .update(stringifyJson(content, { sortKeys: true }))
    .digest("hex")}`;
}

/** The lock of the dataset in `file`; an empty one when there is no lock file. */
export function readGoldenLock(file: RowSource & { readonly file: string }): GoldenLock | DatasetProblem {
  const source = { file: `${file.file}${lockSuffix}`, label: `${file.label}${lockSuffix}` };
  let text: string;
  try {
    text = fs.readFileSync(source.file, "utf8");
  } catch (error) {
    const problem = readProblem(source, error);
    return problem.code === "DATASET_NOT_FOUND" ? { golden: new Map(), removed: [] } : problem;
  }
  const parsed = parseJson(text);
  if ("problem" in parsed) {
    const place = { source, ...new TextLines(text).at(parsed.problem.offset) };
    return {
      code: "DATASET_SYNTAX",
      place,
      what: parsed.problem.what,
      remedy: "Restore the lock file from version control",
    };
  }
  return toLock(parsed.value) ?? brokenLock(source);
}

/** The lock as text: one entry per line, in order of id, so that a diff shows what was approved. */
export function formatGoldenLock(lock: GoldenLock): string {
  const golden = [...lock.golden.values()].sort(byId).map((entry) => `    ${stringifyJson(entry)}`);
  const removed = [...lock.removed].sort(byId).map((entry) => `    ${stringifyJson(entry)}`);
  return `{\n  "schema": ${JSON.stringify(schema)},\n  "golden": ${list(golden)},\n  "removed": ${list(removed)}\n}\n`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
}

function byId(left: RemovedEntry, right: RemovedEntry): number {
  return left.id < right.id ? -1 : 1;
}

function brokenLock(source: RowSource): DatasetProblem {
  return {
    code: "DATASET_SYNTAX",
    place: fileAsAWhole(source),
    what: `the lock file is not one of ${schema}`,
    remedy: "Restore it from version control",
  };
}

function toLock(value: unknown): GoldenLock | undefined {
  if (!isObject(value) || value["schema"] !== schema) return undefined;
  const { golden, removed } = value;
  if (!Array.isArray(golden) || !Array.isArray(removed)) return undefined;
  if (!golden.every(isGoldenEntry) || !removed.every(isRemovedEntry)) return undefined;
  const entries = new Map(golden.map((entry) => [entry.id, entry] as const));
  return entries.size === golden.length ? { golden: entries, removed } : undefined;
}

function isGoldenEntry(value: unknown): value is GoldenEntry {
  return isRemovedEntry(value) && "digest" in value && /^sha256:[0-9a-f]{64}$/.test(String(value.digest));
}

function isRemovedEntry(value: unknown): value is RemovedEntry {
  return (
    isObject(value) && ["id", "approvedBy", "approvedAt"].every((field) => typeof value[field] === "string")
  );
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
