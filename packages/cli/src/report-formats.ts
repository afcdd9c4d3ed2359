import type { Comparison, Summary } from "@assay/core/run";
import type { CommandIo } from "./io.ts";
import { placeInRepository } from "./place-in-repository.ts";

/** What a report is made from. */
export interface ReportInput {
  /** Of the run. */
  readonly directory: string;
  readonly summary: Summary;
  readonly comparison?: Comparison;
  /** Runs before this one, oldest first. */
  readonly earlier: readonly Summary[];
  /** Whether a person reads it as it is printed. */
  readonly toScreen: boolean;
  /** Absolute: the directory of the project. */
  readonly root: string;
}

export const reportFormats = [
  "html",
  "terminal",
  "markdown",
  "comment",
  "junit",
  "json",
  "csv",
  "annotations",
  "code-quality",
  "metrics",
] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The text of a report, in one piece or several; every format shows the comparison that can. */
export async function renderFormat(
  format: ReportFormat,
  input: ReportInput,
  io: CommandIo,
): Promise<Iterable<string>> {
  const { renderCsvPieces, renderJunitPieces, renderVitestJsonPieces } = await import("@assay/core/report");
  const { summary, root } = input;
  switch (format) {
    case "html":
      return renderPage(input);
    case "junit":
      return renderJunitPieces(summary);
    case "json":
      return renderVitestJsonPieces(summary, { root });
    case "csv":
      return renderCsvPieces(summary);
    default:
      return [await renderShort(format, input, io)];
  }
}

/** Those whose length does not grow with the cases that passed. */
async function renderShort(
  format: Exclude<ReportFormat, "html" | "junit" | "json" | "csv">,
  input: ReportInput,
  io: CommandIo,
): Promise<string> {
  const report = await import("@assay/core/report");
  const { summary, comparison, root } = input;
  const directory = placeInRepository(root, io.environment);
  switch (format) {
    case "terminal":
      return renderText(input, io);
    case "markdown":
      return report.renderMarkdown(summary);
    case "comment":
      return report.renderComment(summary, comparison, { directory });
    case "annotations":
      return report.renderAnnotations(summary, { directory });
    case "code-quality":
      return report.renderCodeQuality(summary, { directory });
    case "metrics":
      return report.renderMetrics(summary);
    default:
      return format satisfies never;
  }
}

async function renderPage({
  directory,
  summary,
  comparison,
  earlier,
}: ReportInput): Promise<Iterable<string>> {
  const { historyPoint, renderHtmlPieces } = await import("@assay/core/report");
  const { openCaseDetails } = await import("@assay/core/run");
  return renderHtmlPieces(summary, {
    details: openCaseDetails(directory, summary.cases),
    ...(comparison !== undefined && { comparison }),
    history: [...earlier, summary].map(historyPoint),
  });
}

async function renderText(
  { directory, summary, comparison, toScreen }: ReportInput,
  io: CommandIo,
): Promise<string> {
  const { renderComparison, renderTerminal } = await import("@assay/core/report");
  const { join } = await import("node:path");
  const look = { color: toScreen && io.color, width: io.width };
  const text = renderTerminal(summary, { ...look, misses: 30, summaryFile: join(directory, "summary.json") });
  return comparison === undefined ? text : `${text}\n${renderComparison(comparison, look)}`;
}
