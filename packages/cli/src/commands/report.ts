import { join, resolve } from "node:path";
import type { Summary } from "@assay/core/run";
import { Option, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import { loadSide } from "../load-side.ts";
import { outputDirectory } from "../output-directory.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { renderText, textFormats } from "../render-text.ts";
import { writeReport, type WrittenReport } from "../write-report.ts";

export interface ReportOptions {
  readonly format: ReportFormat;
  /** A file, or `-` for standard output. */
  readonly out?: string;
  /** Print what was written as JSON. */
  readonly json?: boolean;
  readonly root?: string;
  /** A baseline file or a run that a comment compares with. */
  readonly baseline?: string;
}

const formats = ["terminal", ...textFormats] as const;
export type ReportFormat = (typeof formats)[number];

/** Renders a run in one format, to a file or to standard output, and returns 0 whatever the run's verdict is. */
export function report(run: string | undefined, options: ReportOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { compareRuns, findRun, summarizeRun } = await import("@assay/core/run");
    const root = resolve(io.cwd, options.root ?? ".");
    const outputDir = await outputDirectory(root);
    const directory = findRun(root, outputDir, run);
    const summary = summarizeRun(directory);
    const base =
      options.baseline === undefined ? undefined : await loadSide(options.baseline, { root, outputDir });
    const comparison = base === undefined ? undefined : compareRuns(base, summary);
    const { format } = options;
    const text =
      format === "terminal"
        ? await render(summary, directory, options, io)
        : await renderText(format, summary, { root, environment: io.environment, comparison });
    const written = writeReport(text, options.out, io);
    if (options.json === true) io.out(`${JSON.stringify(describe(summary, options, written), null, 2)}\n`);
    return 0;
  });
}

async function render(
  summary: Summary,
  directory: string,
  { out }: ReportOptions,
  io: CommandIo,
): Promise<string> {
  const { renderTerminal } = await import("@assay/core/report");
  const toScreen = out === undefined || out === "-";
  return renderTerminal(summary, {
    color: toScreen && io.color,
    width: io.width,
    misses: 30,
    summaryFile: join(directory, "summary.json"),
  });
}

function describe({ runId, gate }: Summary, { format }: ReportOptions, written: WrittenReport): object {
  return { ok: true, runId, verdict: gate.verdict, format, ...written };
}

const examples = `
Exit code: 0 the report is written (assay gate judges the run), 2 there is no such run, 3 bad config or usage.

Examples:
  $ assay report --format terminal               the latest run, as the reporters print it
  $ assay report --format markdown --out report.md
  $ assay report --format junit --out junit.xml
  $ assay report --format code-quality --out gl-code-quality-report.json
  $ assay report --format comment --baseline assay.baseline.json
`;

/** Adds `assay report` to `program`; `done` receives the exit code. */
export function registerReport(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("report")
    .description("render a run")
    .argument("[run]", "id, beginning of an id, or directory of a run (default: the latest)")
    .addOption(new Option("-f, --format <format>", "what to write").choices(formats).default("terminal"))
    .option("--baseline <file>", "a baseline or run that a comment compares with")
    .option("-o, --out <file>", "write to a file; - is standard output")
    .option("--json", "print what was written as JSON; needs --out")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (run: string | undefined, options: ReportOptions) => done(await report(run, options, io)));
}
