import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isEvalError } from "@assay/core";
import type { CompareOptions } from "@assay/core/run";
import { InvalidArgumentError, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import { loadSide } from "../load-side.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { reportError } from "../report-error.ts";

export interface CompareCommandOptions extends CompareOptions {
  /** Print the comparison as JSON. */
  readonly json?: boolean;
  /** What to compare, for a base that is not named. */
  readonly head?: string;
  /** Without a named base, no baseline is no error. */
  readonly optional?: boolean;
  /** The directory that holds the configuration and the output directory; default: the working directory. */
  readonly root?: string;
}

export interface ComparedNames {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Prints what changed and returns 0 no regression, 1 regression, 2 inconclusive, 3 what cannot be compared at all. */
export async function compare(
  { base, head }: ComparedNames,
  { json, root, head: headOption, optional, ...options }: CompareCommandOptions,
  io: CommandIo,
): Promise<number> {
  try {
    return await withJsonErrors(
      json,
      io,
      async () => {
        const { compareRuns, loadConfig } = await import("@assay/core/run");
        const { renderComparison } = await import("@assay/core/report");
        const directory = resolve(io.cwd, root ?? ".");
        const { settings } = await loadConfig(directory);
        const place = { root: directory, outputDir: settings.outputDir };
        const name = base ?? settings.gate?.baseline ?? "assay.baseline.json";
        if (optional === true && base === undefined && !existsSync(resolve(directory, name))) {
          io.out(
            json === true
              ? '{\n  "ok": true,\n  "base": null\n}\n'
              : "No baseline: nothing to compare with.\n",
          );
          return 0;
        }
        const before = await loadSide(name, place);
        const comparison = compareRuns(before, await loadSide(head ?? headOption, place), options);
        io.out(
          json === true
            ? `${JSON.stringify(comparison, null, 2)}\n`
            : renderComparison(comparison, { color: io.color, width: io.width }),
        );
        return { pass: 0, fail: 1, inconclusive: 2 }[comparison.decision];
      },
      badInput,
    );
  } catch (error) {
    if (!isEvalError(error)) throw error;
    reportError(error, io);
    return badInput;
  }
}

/** What cannot be compared is bad input, also where it is a run that is not there. */
const badInput = 3;

function margin(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError("Expected a number above 0 and at most 1.");
}

const examples = `
BASE and HEAD are a baseline file, or a run by its id, the beginning of its id, or its directory.
A regression is a golden or regression case that newly fails, or a partition or score that provably got worse.
Exit code: 0 no regression, 1 regression, 2 inconclusive or not comparable where it matters, 3 bad input.

Examples:
  $ assay compare                                  the latest run with assay.baseline.json
  $ assay compare main.baseline.json               the latest run with another baseline
  $ assay compare 20261121T0246 20261121T0312      two runs
  $ assay compare --unpaired old.json              cases whose ids do not pair: Welch, Newcombe, Fisher
  $ assay compare --optional --head merged         in CI: another head, and no error before there is a baseline
  $ assay compare --score-margin 0.05 --json
`;

/** Adds `assay compare` to `program`; `done` receives the exit code. */
export function registerCompare(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("compare")
    .description("say what changed from one run to another, case by case and in sum")
    .argument("[base]", "what to compare with (default: the configured baseline, assay.baseline.json)")
    .argument("[head]", "what to compare (default: the latest run)")
    .option("--head <run>", "what to compare, with the default of BASE")
    .option("--optional", "no error where BASE is not named and there is no baseline")
    .option("--unpaired", "compare both sides as independent samples, where ids do not pair")
    .option(
      "--rate-margin <share>",
      "the smallest change of a pass rate that matters (default: 0.02)",
      margin,
    )
    .option(
      "--score-margin <points>",
      "the smallest change of a score from 0 to 1 that matters (default: 0.075)",
      margin,
    )
    .option("--json", "print the comparison as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (base: string | undefined, head: string | undefined, options: CompareCommandOptions) =>
      done(await compare({ base, head }, options, io)),
    );
}
