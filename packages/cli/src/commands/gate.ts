import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Summary } from "@assay/core/run";
import type { Command } from "commander";
import type { CommandIo } from "../io.ts";

export interface GateOptions {
  /** Judge what ran, where a filter or a shard left cases out. */
  readonly allowPartial?: boolean;
  /** Print the summary as JSON. */
  readonly json?: boolean;
  /** The directory that holds the configuration and the output directory; default: the working directory. */
  readonly root?: string;
}

/** Prints the summary of a run and returns 0 pass, 1 quality failure or 2 inconclusive or incomplete. */
export async function gate(run: string | undefined, options: GateOptions, io: CommandIo): Promise<number> {
  const { exitCodeOf, findRun, judgeCheckNote, judgePartial, loadConfig, summarizeRun } =
    await import("@assay/core/run");
  const root = resolve(io.cwd, options.root ?? ".");
  const { config, settings } = await loadConfig(root);
  const directory = findRun(root, settings.outputDir, run);
  const allowPartial = options.allowPartial ?? false;
  const whole = summarizeRun(directory, { root });
  const summary = allowPartial ? judgePartial(whole) : whole;
  const exitCode = exitCodeOf(whole, { allowPartial });
  // Not where the part would not pass either: nothing that is left out could mend it.
  const hint = exitCode === 2 && !allowPartial && exitCodeOf(whole, { allowPartial: true }) === 0;
  io.out(
    options.json === true
      ? `${JSON.stringify(summary, null, 2)}\n`
      : await render(summary, directory, io, hint ? [partialHint] : []),
  );
  const note = judgeCheckNote(config.judge, resolve(root, settings.outputDir));
  if (note !== undefined) await printNote(note, options, io);
  // The latest run is an old one where the last attempt could not even start.
  if (options.json !== true) await printRun(directory, io);
  return exitCode;
}

const partialHint =
  "what was left out keeps the gate undecided: run the whole suite (assay merge joins shards), or judge what ran with assay gate --allow-partial";

async function printNote(note: string, { json }: GateOptions, io: CommandIo): Promise<void> {
  const { encodeTerminalLine } = await import("@assay/core/report");
  const line = `  note  ${encodeTerminalLine(note)}\n`;
  if (json === true) io.err(line);
  else io.out(`\n${line}`);
}

async function printRun(directory: string, io: CommandIo): Promise<void> {
  const { encodeTerminalLine } = await import("@assay/core/report");
  io.out(`\nJudged ${encodeTerminalLine(relative(io.cwd, directory) || ".")}\n`);
}

async function render(
  summary: Summary,
  directory: string,
  io: CommandIo,
  notes: readonly string[],
): Promise<string> {
  const { renderTerminal } = await import("@assay/core/report");
  const { isUnicodeTerminal, readHistory } = await import("@assay/core/run");
  const file = join(directory, "summary.json");
  return renderTerminal(summary, {
    color: io.color,
    width: io.width,
    misses: 30,
    notes,
    history: readHistory(directory),
    unicode: isUnicodeTerminal(io.environment),
    ...(existsSync(file) && { summaryFile: relative(io.cwd, file) }),
  });
}

const examples = `
Exit code: 0 pass, 1 quality failure, 2 inconclusive or incomplete, 3 bad config or data.

Examples:
  $ assay gate                          judge the latest run
  $ assay gate 20261121T024612123Z      judge one run; the beginning of its id is enough
  $ assay gate --allow-partial          after vitest -t pricing: judge the tests that ran
  $ assay gate --json > gate.json       the summary, for other programs
`;

/** Adds `assay gate` to `program`; `done` receives the exit code. */
export function registerGate(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("gate")
    .description("judge a run: print its summary, and exit by its verdict")
    .argument("[run]", "id, beginning of an id, or directory of a run (default: the latest)")
    .option("--allow-partial", "judge what ran, where a filter or a shard left cases out")
    .option("--json", "print the summary as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (run: string | undefined, options: GateOptions) => done(await gate(run, options, io)));
}
