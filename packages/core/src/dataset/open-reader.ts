import { CsvReader } from "./csv-reader.ts";
import type { DatasetBuilder } from "./dataset-builder.ts";
import type { DatasetFile, FileReader } from "./file-reader.ts";
import type { GoldenCheck } from "./golden-check.ts";
import { JsonReader } from "./json-reader.ts";
import { JsonlReader } from "./jsonl-reader.ts";

export type DatasetFormat = "jsonl" | "json" | "csv";

/** How a dataset file of this name is written; `undefined` when it is none. */
export function formatOf(file: string): DatasetFormat | undefined {
  const [, suffix = ""] = /\.(jsonl|ndjson|json|csv)$/i.exec(file) ?? [];
  const format = suffix.toLowerCase();
  if (format === "") return undefined;
  return format === "json" || format === "csv" ? format : "jsonl";
}

/** The reader for the format that the file's name tells. */
export function openReader(
  file: DatasetFile,
  builder: DatasetBuilder,
  golden: GoldenCheck | undefined,
): FileReader {
  const format = formatOf(file.file);
  const Reader = format === "csv" ? CsvReader : format === "json" ? JsonReader : JsonlReader;
  return new Reader(file, builder, golden);
}
