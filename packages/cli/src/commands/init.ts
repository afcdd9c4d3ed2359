import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { encodeTerminal } from "@assay/core/report";
import { Option, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { planInit, type InitPlan, type PlanInitOptions } from "./init/plan-init.ts";

export interface InitOptions extends PlanInitOptions {
  readonly root?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface WrittenFile {
  readonly path: string;
  readonly done: "written" | "kept" | "appended";
  /** Also with `--force`. */
  readonly own?: boolean;
}

/** Writes configuration, example and CI job of the runner that the project has; a file that is there is kept. */
export function init(options: InitOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const root = resolve(io.cwd, options.root ?? ".");
    const plan = planInit(root, options);
    const files = apply(root, plan, options);
    if (options.json === true) {
      const result = {
        ok: true,
        runner: plan.runner,
        dryRun: options.dryRun === true,
        files: files.map(({ path, done }) => ({ path, done })),
        steps: plan.steps,
      };
      io.out(`${JSON.stringify(result, null, 2)}\n`);
    } else io.out(encodeTerminal(describe(plan, files, options)));
    return 0;
  });
}

function apply(root: string, plan: InitPlan, { force, dryRun }: InitOptions): WrittenFile[] {
  const files = plan.files.map(({ path, text }): WrittenFile => {
    const file = join(root, path);
    if (existsSync(file) && force !== true) return { path, done: "kept" };
    if (dryRun !== true) {
      mkdirSync(dirname(file), { recursive: true });
      // "wx" once more: a file that came in between is not ours to replace.
      writeFileSync(file, text, { flag: force === true ? "w" : "wx" });
    }
    return { path, done: "written" };
  });
  files.push(...plan.kept.map((path) => ({ path, done: "kept" as const, own: true })));
  const { append } = plan;
  if (append === undefined) return files;
  if (dryRun !== true) appendFileSync(join(root, append.path), append.text);
  return [...files, { path: append.path, done: "appended" }];
}

function describe(
  { runner, steps }: InitPlan,
  files: readonly WrittenFile[],
  { dryRun }: InitOptions,
): string {
  const words = {
    written: dryRun === true ? "would write" : "wrote",
    kept: "kept",
    appended: dryRun === true ? "would add to" : "added to",
  };
  const lines = files.map(({ path, done, own = false }) => {
    const note = done === "kept" ? ` (it is there already${own ? "" : "; --force replaces it"})` : "";
    return `  ${words[done].padEnd(dryRun === true ? 12 : 8)}  ${path}${note}`;
  });
  const next = steps.map((step, index) => `  ${index + 1}. ${step.replaceAll("\n", "\n     ")}`);
  return `Assay for ${runner}\n${lines.join("\n")}\n\nNext\n${next.join("\n")}\n`;
}

const examples = `
Writes assay.config, the runner's configuration where there is none, evals/ with an example and its dataset, a CI job, and a
line in .gitignore. A configuration that is there is never changed: the lines to add are printed.
Exit code: 0 done, 3 there is no package.json, or the runner cannot be told.

Examples:
  $ assay init
  $ assay init --runner jest --ci gitlab
  $ assay init --dry-run                list what would be written
  $ assay init --json
`;

/** Adds `assay init` to `program`; `done` receives the exit code. */
export function registerInit(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("init")
    .description("set up evals in a project: configuration, example, CI job")
    .addOption(
      new Option("--runner <name>", "where the project has both or none").choices(["vitest", "jest"]),
    )
    .addOption(
      new Option("--ci <name>", "whose job to write (default: by what is there)").choices([
        "github",
        "gitlab",
        "none",
      ]),
    )
    .option("--force", "replace files of an earlier init; never a configuration of the runner")
    .option("--dry-run", "write nothing, list what would be written")
    .option("--json", "print what was done as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (options: InitOptions) => done(await init(options, io)));
}
