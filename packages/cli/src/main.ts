import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { registerBaseline } from "./commands/baseline.ts";
import { registerComment } from "./commands/comment.ts";
import { registerCompare } from "./commands/compare.ts";
import { registerDatasetCommands } from "./commands/dataset.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerGate } from "./commands/gate.ts";
import { registerInit } from "./commands/init.ts";
import { registerJudgeCommands } from "./commands/judge-check.ts";
import { registerMerge } from "./commands/merge.ts";
import { registerRecordingsCommands } from "./commands/recordings.ts";
import { registerReport } from "./commands/report.ts";
import type { CommandIo } from "./io.ts";
import { reportError } from "./report-error.ts";

/** Runs the command that `args` (without node and the script) names, and returns its exit code. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let exitCode = 0;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram(io);
  registerGate(program, io, done);
  registerCompare(program, io, done);
  registerComment(program, io, done);
  registerBaseline(program, io, done);
  registerMerge(program, io, done);
  registerReport(program, io, done);
  registerDatasetCommands(program, io, done);
  registerInit(program, io, done);
  registerJudgeCommands(program, io, done);
  registerRecordingsCommands(program, io, done);
  registerDoctor(program, io, done);
  pointToHelp(program, "assay");
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 3;
    return reportError(error, io);
  }
}

const examples = `
Examples:
  $ assay gate                 judge the latest run
  $ assay report               the same run as an HTML page
  $ assay help gate            what the gate decides, and how it exits
  $ assay init                 set up evals in a project
  $ assay doctor               what is missing, and how to mend it
  $ assay merge artifacts      join the runs of CI shards
  $ assay compare              what changed since assay.baseline.json
  $ assay dataset check evals/*.jsonl
`;

function createProgram(io: CommandIo): Command {
  return new Command("assay")
    .description("judge the evaluation runs of Vitest and Jest")
    .version(packageVersion(), "-V, --version", "print the version")
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    })
    .addHelpText("after", examples)
    .exitOverride();
}

/** After a mistake in the command line: the help of the command that was meant. */
function pointToHelp(command: Command, name: string): void {
  const hasCommands = command.commands.length > 0;
  command.showHelpAfterError(`(${name} --help lists the ${hasCommands ? "commands" : "options"})`);
  for (const child of command.commands) pointToHelp(child, `${name} ${child.name()}`);
}

function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
