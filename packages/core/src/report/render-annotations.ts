import { explainMiss } from "../run/explain-miss.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { missPlace } from "./case-place.ts";
import { cutLine } from "./cut-line.ts";
import { encodeWorkflowMessage, encodeWorkflowProperty } from "./encode-workflow-command.ts";
import { formatCount } from "./format-numbers.ts";
import { listMisses } from "./list-misses.ts";

export interface RenderAnnotationsOptions {
  /** Where the run's root lies in the repository, as `packages/app`. Default: it is the repository's root. */
  readonly directory?: string;
  /** Default 50, which is what GitHub shows of a job. */
  readonly limit?: number;
  /** Whether somebody else annotates the test, or the file that failed: the runner's own reporter does, where it runs. */
  readonly isAnnotated?: (place: AnnotatedPlace) => boolean;
}

/** A test, or a file as a whole. */
export interface AnnotatedPlace extends Pick<SummaryCase, "file" | "project"> {
  readonly test?: string;
}

interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/**
 * The misses of a run as workflow commands of GitHub Actions, at the lines that missed, worst first: errors where they
 * count against a gate, warnings where it tolerates them. What is over the limit is counted by the last one.
 *
 * @example
 * ```ts
 * if (process.env.GITHUB_ACTIONS === "true") process.stdout.write(renderAnnotations(summary));
 * ```
 */
export function renderAnnotations(
  summary: Summary,
  { directory = "", limit = 50, isAnnotated = () => false }: RenderAnnotationsOptions = {},
): string {
  const files = summary.failedFiles.filter(({ file }) => !isAnnotated({ file }));
  const misses = listMisses(summary).filter((miss) => !isAnnotated(miss));
  const all = [...files.map(fileAnnotation), ...caseAnnotations(summary, misses)];
  const shown = all.length <= limit ? all : all.slice(0, limit - 1);
  const rest = all.length - shown.length;
  const more: Annotation = { level: "notice", title: "Assay", message: `${formatCount(rest, "more miss")}` };
  return [...shown, ...(rest > 0 ? [more] : [])].map((one) => `${command(one, directory)}\n`).join("");
}

function fileAnnotation({ file, reason }: Summary["failedFiles"][number]): Annotation {
  return { level: "error", file, title: "Assay: the file failed", message: cutLine(reason, 1_000) };
}

function caseAnnotations(summary: Summary, misses: readonly SummaryCase[]): Annotation[] {
  const annotations = misses.map((miss) => caseAnnotation(summary, miss));
  return annotations.toSorted((a, b) => Number(a.level === "warning") - Number(b.level === "warning"));
}

function caseAnnotation({ partitions }: Summary, miss: SummaryCase): Annotation {
  const { partition, id, status } = miss;
  const row = Object.hasOwn(partitions, partition) ? partitions[partition] : undefined;
  const tolerated = row !== undefined && (row.verdict === "pass" || row.advisory === true);
  return {
    level: tolerated ? "warning" : "error",
    ...missPlace(miss),
    title: `${cutLine(partition, 100)} / ${cutLine(id, 200)}: ${status}`,
    message: cutLine(explainMiss(miss), 1_000),
  };
}

function command({ level, file, line, column, title, message }: Annotation, directory: string): string {
  const path = file === undefined || directory === "" ? file : `${directory.replace(/\/$/, "")}/${file}`;
  const properties = [
    ...(path === undefined ? [] : [`file=${encodeWorkflowProperty(path)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${encodeWorkflowProperty(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${encodeWorkflowMessage(message)}`;
}
