import { isAbsolute, relative, sep } from "node:path";
import type { Comparison, Summary } from "@assay/core/run";
import type { CommandIo } from "./io.ts";

/** What `assay report` can write beside the terminal's block and the page. */
export const textFormats = [
  "markdown",
  "junit",
  "json",
  "comment",
  "annotations",
  "code-quality",
  "metrics",
  "csv",
] as const;
export type TextFormat = (typeof textFormats)[number];

export interface RenderTextOptions {
  /** Absolute: the directory of the project. */
  readonly root: string;
  readonly environment: CommandIo["environment"];
  /** For the comment. */
  readonly comparison?: Comparison | undefined;
}

/** Renders a run in one of the formats that are text and nothing else. */
export async function renderText(
  format: TextFormat,
  summary: Summary,
  { root, environment, comparison }: RenderTextOptions,
): Promise<string> {
  const report = await import("@assay/core/report");
  const directory = directoryOf(root, environment);
  switch (format) {
    case "markdown":
      return report.renderMarkdown(summary);
    case "junit":
      return report.renderJunit(summary);
    case "json":
      return report.renderVitestJson(summary, { root });
    case "comment":
      return report.renderComment(summary, comparison);
    case "annotations":
      return report.renderAnnotations(summary, { directory });
    case "code-quality":
      return report.renderCodeQuality(summary, { directory });
    case "metrics":
      return report.renderMetrics(summary);
    case "csv":
      return report.renderCsv(summary);
  }
}

/** Where the project lies in the repository: both platforms name files from there. */
function directoryOf(root: string, environment: CommandIo["environment"]): string {
  const repository = environment["GITHUB_WORKSPACE"] ?? environment["CI_PROJECT_DIR"] ?? "";
  const directory = repository === "" ? "" : relative(repository, root).split(sep).join("/");
  return directory.startsWith("..") || isAbsolute(directory) ? "" : directory;
}
