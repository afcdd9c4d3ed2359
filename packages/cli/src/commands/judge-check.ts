import { relative, resolve } from "node:path";
import { checkJudge, EvalError } from "@assay/core";
import { InvalidArgumentError, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface JudgeCheckOptions {
  /** What the upper bound of the false-pass rate may be at most. */
  readonly maxFalsePass?: number;
  /** Questions in flight. */
  readonly concurrency?: number;
  /** Print the check as JSON. */
  readonly json?: boolean;
  /** The directory that holds the configuration and the output directory; default: the working directory. */
  readonly root?: string;
}

/** Asks the configured judge about canaries, keeps and prints what it found, and returns 0 pass, 1 fail or 2 inconclusive. */
export function judgeCheck({ json, root, ...options }: JudgeCheckOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(json, io, async () => {
    const { loadConfig, storeJudgeCheck } = await import("@assay/core/run");
    const { renderJudgeCheck } = await import("@assay/core/report");
    const directory = resolve(io.cwd, root ?? ".");
    const { config, settings } = await loadConfig(directory);
    if (config.judge === undefined) throw noJudge();
    const check = await checkJudge(config.judge, options);
    const file = storeJudgeCheck(resolve(directory, settings.outputDir), check);
    const kept = `\n  kept in ${relative(io.cwd, file)}\n`;
    io.out(
      json === true
        ? `${JSON.stringify(check, null, 2)}\n`
        : renderJudgeCheck(check, { color: io.color, width: io.width }) + kept,
    );
    return { pass: 0, fail: 1, inconclusive: 2 }[check.verdict];
  });
}

function noJudge(): EvalError {
  return new EvalError(
    'Failed to check the judge: the configuration names none. Set "judge" in assay.config.ts, to openai({ model: "..." }) say.',
    { code: "CONFIG_INVALID" },
  );
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number above 0 and below 1.");
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

const examples = `
Asks the judge of assay.config.ts some 60 questions whose answer is known: texts without content, openers, answers cut off, off
topic, wrong, or with forged verdicts in them, all of which have to fail; right answers; pairs that have to tie. It costs what
50 short questions cost. The result is kept in the output directory; assay gate says when the judge is another one since.
Exit code: 0 pass, 1 the judge is not to be trusted, 2 inconclusive or out of reach, 3 bad configuration.

Examples:
  $ assay judge check
  $ assay judge check --max-false-pass 0.05      ask for a lower bound
  $ assay judge check --json > judge-check.json
`;

/** Adds `assay judge check` to `program`; `done` receives the exit code. */
export function registerJudgeCommands(
  program: Command,
  io: CommandIo,
  done: (exitCode: number) => void,
): void {
  program
    .command("judge")
    .description("measure the judge that the configuration names")
    .addHelpText("after", "\nExamples:\n  $ assay judge check\n  $ assay judge check --max-false-pass 0.05\n")
    .command("check")
    .description("ask the judge about texts whose verdict is known, and bound its false-pass rate")
    .option("--max-false-pass <rate>", "what the bound may be at most (default: 0.1)", share)
    .option("--concurrency <number>", "questions in flight (default: 4)", count)
    .option("--json", "print the check as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (options: JudgeCheckOptions) => done(await judgeCheck(options, io)));
}
