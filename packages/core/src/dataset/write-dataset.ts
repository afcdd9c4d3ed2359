import { resolve } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import { DatasetBuilder } from "./dataset-builder.ts";
import { shownPath } from "./dataset-files.ts";
import type { EvalCase, EvalCaseInput } from "./eval-case.ts";
import { unpartitioned } from "./partition.ts";
import { formatOf } from "./open-reader.ts";
import { readSavedRows, type SavedRows } from "./saved-rows.ts";
import type { SaveDatasetOptions } from "./save-dataset.ts";
import { stringifyJson } from "./stringify-json.ts";
import { writeFileAtomic } from "../platform/write-file-atomic.ts";

/** See `saveDataset`, which loads this file when it is first called. */
export async function writeDataset(
  path: string,
  cases: Iterable<EvalCase | EvalCaseInput>,
  options: SaveDatasetOptions,
): Promise<void> {
  const file = resolve(path);
  if (formatOf(file) === undefined) {
    throw new EvalError(
      `Failed to save dataset "${shownPath(file)}": its name ends in none of .jsonl, .json and .csv. Call it .jsonl.`,
      { code: "DATASET_UNREADABLE" },
    );
  }
  const partition = options.partition ?? unpartitioned;
  const rows = checkedRows(path, cases, partition);
  const current = await readSavedRows({ file, label: shownPath(file) });
  const saved = current.fit?.(keptRows(rows, current, partition)) ?? current;
  const texts = rowTexts(rows, saved, partition);
  if (!saved.isNew && sameTexts(texts, saved)) return;
  writeFileAtomic(file, layOut(texts, saved));
}

type Row = { readonly [field: string]: unknown };

function checkedRows(
  path: string,
  cases: Iterable<EvalCase | EvalCaseInput>,
  partition: string,
): Map<string, Row> {
  const builder = new DatasetBuilder({ partitions: "any", partition });
  const source = { label: `the cases for ${path}` };
  const rows = new Map<string, Row>();
  for (const given of cases) {
    const { location: _location, ...row } = given as EvalCase;
    const place = { source, line: builder.rows + 1, column: 1 };
    const evalCase = builder.addRow(row, place);
    if (evalCase !== undefined) rows.set(evalCase.id, row as Row);
  }
  if (builder.rows === 0) {
    const remedy = "Remove the file instead";
    builder.problems.add({
      code: "DATASET_EMPTY",
      place: undefined,
      what: "there is no case to save",
      remedy,
    });
  }
  builder.problems.throwIfAny(`save dataset "${showName(path)}"`);
  return rows;
}

/** The text of each row, in the order of the file: the rows that it has, then the new ones. */
function rowTexts(rows: ReadonlyMap<string, Row>, saved: SavedRows, partition: string): string[] {
  const texts: string[] = [];
  for (const [id, { value, text }] of saved.rows) {
    const row = rows.get(id);
    if (row === undefined) continue;
    if (sameRow(row, value, partition)) texts.push(text);
    else texts.push(saved.format(inOrderOf(value, withoutDefaults(row, value as Row, partition)), text));
  }
  for (const [id, row] of rows) {
    if (!saved.rows.has(id)) texts.push(saved.format(withoutDefaults(row, {}, partition)));
  }
  return texts;
}

/** What each row will say. */
function keptRows(rows: ReadonlyMap<string, Row>, saved: SavedRows, partition: string): Row[] {
  return [...rows].map(([id, row]) =>
    withoutDefaults(row, (saved.rows.get(id)?.value ?? {}) as Row, partition),
  );
}

function sameRow(row: Row, old: unknown, partition: string): boolean {
  const sorted = { sortKeys: true };
  return (
    stringifyJson(withoutDefaults(row, {}, partition), sorted) ===
    stringifyJson(withoutDefaults(old as Row, {}, partition), sorted)
  );
}

/** What a row need not say, unless `old` says it already: no tags, no dimensions, the default partition. */
function withoutDefaults(row: Row, old: Row, partition: string): Row {
  const kept = Object.entries(row).filter(([field, value]) => {
    if (value === undefined) return false;
    if (Object.hasOwn(old, field)) return true;
    if (field === "partition") return value !== partition;
    if (field === "tags") return (value as readonly unknown[]).length > 0;
    return field !== "metadata" || Object.keys(value as object).length > 0;
  });
  return Object.fromEntries(kept);
}

/** `value` with the keys of its objects in the order in which `model` has them; keys that are new come last. */
function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const models: readonly unknown[] = Array.isArray(model) ? model : [];
    return value.map((element, index) => inOrderOf(models[index], element));
  }
  if (typeof value !== "object" || value === null) return value;
  const old = typeof model === "object" && model !== null && !Array.isArray(model) ? (model as Row) : {};
  const current = value as Row;
  const keys = new Set([
    ...Object.keys(old).filter((key) => Object.hasOwn(current, key)),
    ...Object.keys(current),
  ]);
  return Object.fromEntries([...keys].map((key) => [key, inOrderOf(ownValue(old, key), current[key])]));
}

function ownValue(object: Row, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function sameTexts(texts: readonly string[], { rows }: SavedRows): boolean {
  if (texts.length !== rows.size) return false;
  return [...rows.values()].every(({ text }, index) => text === texts[index]);
}

const batch = 1000;

function* layOut(
  texts: readonly string[],
  { before, between, after }: SavedRows,
): Generator<string, void, undefined> {
  yield before;
  for (let start = 0; start < texts.length; start += batch) {
    yield (start === 0 ? "" : between) + texts.slice(start, start + batch).join(between);
  }
  if (texts.length > 0) yield after;
}
