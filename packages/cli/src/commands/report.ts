import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Comparison, Summary } from "@assay/core/run";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import { loadSide } from "../load-side.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { renderFormat, reportFormats, type ReportFormat } from "../report-formats.ts";
import { writeReport, type WrittenReport } from "../write-report.ts";

export interface ReportOptions {
  readonly format: ReportFormat;
  /** A file, or `-` for standard output. */
  readonly out?: string;
  /** A baseline or a run to compare with; `false`: none. */
  readonly baseline?: string | false;
  /** How many runs before this one the history shows. */
  readonly history: number;
  /** Print what was written as JSON. */
  readonly json?: boolean;
  readonly root?: string;
}

/** Renders a run in one format, to a file or to standard output, and returns 0 whatever the run's verdict is. */
export function report(run: string | undefined, options: ReportOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { earlierRuns, findRun, loadConfig, summarizeRun } = await import("@assay/core/run");
    const root = resolve(io.cwd, options.root ?? ".");
    const { settings } = await loadConfig(root);
    const directory = findRun(root, settings.outputDir, run);
    const summary = summarizeRun(directory);
    const place = { root, outputDir: settings.outputDir };
    const comparison = await compareWith(baselineOf(options, root, settings.gate?.baseline), summary, place);
    const out =
      options.out ?? (options.format === "html" ? join(root, settings.outputDir, "report.html") : "-");
    const text = await renderFormat(
      options.format,
      {
        directory,
        summary,
        ...(comparison !== undefined && { comparison }),
        earlier: options.format === "html" ? earlierRuns(directory, options.history) : [],
        toScreen: out === "-",
        root,
      },
      io,
    );
    await tell(summary, options, await writeReport(text, out, io), io);
    return 0;
  });
}

/** What is named; else the project's own baseline, if there is one. */
function baselineOf(
  { baseline }: ReportOptions,
  root: string,
  configured: string | undefined,
): string | undefined {
  if (baseline === false) return undefined;
  if (baseline !== undefined) return baseline;
  const file = configured ?? "assay.baseline.json";
  return existsSync(resolve(root, file)) ? file : undefined;
}

async function compareWith(
  baseline: string | undefined,
  head: Summary,
  place: { readonly root: string; readonly outputDir: string },
): Promise<Comparison | undefined> {
  if (baseline === undefined) return undefined;
  const { compareRuns } = await import("@assay/core/run");
  return compareRuns(await loadSide(baseline, place), head);
}

async function tell(
  { runId, gate }: Summary,
  { format, json }: ReportOptions,
  written: WrittenReport,
  io: CommandIo,
): Promise<void> {
  const { encodeTerminalLine } = await import("@assay/core/report");
  if (json === true)
    io.out(`${JSON.stringify({ ok: true, runId, verdict: gate.verdict, format, ...written }, null, 2)}\n`);
  else if (written.out !== undefined)
    io.err(`Report: ${encodeTerminalLine(relative(io.cwd, written.out))}\n`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 1_000) return value;
  throw new InvalidArgumentError("Expected a whole number from 0 to 1000.");
}

const examples = `
The HTML report goes to report.html in the output directory, every other format to standard output, unless --out says
otherwise. What a baseline changes is in the formats html, terminal and comment.
Exit code: 0 the report is written (assay gate judges the run), 2 there is no such run or the report cannot be written,
3 bad config, data or usage.

Examples:
  $ assay report                                   the latest run as one HTML page: .assay/report.html
  $ assay report --baseline main.json --out pr.html
  $ assay report 20261121T0246 --base 20261120T18  one run against another
  $ assay report --history 30                      the chart shows 30 earlier runs, where they are kept
  $ assay report --format junit --out junit.xml
  $ assay report --format terminal                 as the reporters print it
`;

/** Adds `assay report` to `program`; `done` receives the exit code. */
export function registerReport(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("report")
    .description("render a run: as an HTML page, for CI, or for other programs")
    .argument("[run]", "id, beginning of an id, or directory of a run (default: the latest)")
    .addOption(new Option("-f, --format <format>", "what to write").choices(reportFormats).default("html"))
    .option("-o, --out <file>", "write to this file; - is standard output")
    .option("--baseline <file>", "a baseline or run to compare with (default: the project's own, if there)")
    .option("--base <run>", "the same as --baseline")
    .option("--no-baseline", "compare with nothing")
    .option("--history <count>", "how many earlier whole runs the HTML page shows", wholeNumber, 10)
    .option("--json", "print what was written as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (run: string | undefined, given: ReportFlags, command: Command) => {
      const { base, ...options } = given;
      if (options.json === true && isPrinted(options))
        command.error("error: --json takes standard output; name a file for the report with --out");
      done(await report(run, { ...options, ...(base !== undefined && { baseline: base }) }, io));
    });
}

type ReportFlags = ReportOptions & { readonly base?: string };

function isPrinted({ format, out }: ReportOptions): boolean {
  return out === "-" || (out === undefined && format !== "html");
}
