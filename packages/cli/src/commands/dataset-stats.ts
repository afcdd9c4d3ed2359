import { partitionCounts, type EvalCase } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { CommandIo } from "../io.ts";
import { countOf, loadProjectDataset, type ProjectDatasetOptions } from "../load-project-dataset.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface StatsOptions extends ProjectDatasetOptions {
  readonly json?: boolean;
}

type Counts = ReadonlyMap<string, number>;

/** Prints how many cases each partition, tag and value of a dimension has. */
export function datasetStats(
  paths: readonly string[],
  options: StatsOptions,
  io: CommandIo,
): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { cases, files } = await loadProjectDataset(paths, options, io);
    const partitions = partitionCounts(cases);
    const tags = countBy(cases.flatMap((evalCase) => evalCase.tags));
    const dimensions = dimensionCounts(cases);
    if (options.json === true) {
      const byDimension = Object.fromEntries(
        [...dimensions].map(([name, counts]) => [name, Object.fromEntries(counts)]),
      );
      const result = {
        cases: cases.length,
        partitions: Object.fromEntries(partitions),
        tags: Object.fromEntries(tags),
        dimensions: byDimension,
      };
      io.out(`${JSON.stringify(result, null, 2)}\n`);
      return 0;
    }
    const blocks = [
      `${countOf(cases.length, "case")} in ${countOf(files.length, "file")}\n`,
      block("partition", partitions),
      block("tag", tags),
      ...[...dimensions].map(([name, counts]) => block(name, counts)),
    ];
    io.out(encodeTerminal(blocks.filter((text) => text !== "").join("\n")));
    return 0;
  });
}

function dimensionCounts(cases: readonly EvalCase[]): ReadonlyMap<string, Counts> {
  const values = new Map<string, string[]>();
  for (const { metadata } of cases) {
    for (const [name, value] of Object.entries(metadata)) {
      const known = values.get(name) ?? [];
      known.push(typeof value === "string" ? value : JSON.stringify(value));
      values.set(name, known);
    }
  }
  const names = [...values.keys()].sort();
  return new Map(names.map((name) => [name, countBy(values.get(name) ?? [])]));
}

/** Most frequent first; equal ones by name. */
function countBy(values: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([left, more], [right, less]) => less - more || (left < right ? -1 : 1)));
}

const listed = 10;
const widest = 40;

function block(title: string, counts: Counts): string {
  if (counts.size === 0) return "";
  const shown = [...counts].slice(0, listed).map(([name, count]) => [oneLine(name), String(count)] as const);
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = shown.map(([name, count]) => `  ${name.padEnd(width)}  ${count}`);
  const more = counts.size > listed ? [`  and ${counts.size - listed} more`] : [];
  return `${[oneLine(title), ...lines, ...more].join("\n")}\n`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}
