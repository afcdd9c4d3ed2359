import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EvalError } from "@assay/core";
import { projectFacts, type ProjectFacts, type RunnerName } from "../../project/project-facts.ts";
import { ciJob, findCi, type CiName } from "./ci-job.ts";
import { runnerConfig, type RunnerConfig } from "./runner-config.ts";
import { configFile, exampleFiles, testDialect, type StarterFile } from "./starter-files.ts";

export interface PlanInitOptions {
  readonly runner?: RunnerName;
  readonly ci?: CiName;
}

/** What `assay init` is about to write, and what it leaves to a person. */
export interface InitPlan {
  readonly runner: RunnerName;
  readonly files: readonly StarterFile[];
  /** Files that are there and are never replaced. */
  readonly kept: readonly string[];
  /** Lines for a file that is there, each line on its own. */
  readonly append?: StarterFile;
  /** For a person, in this order. */
  readonly steps: readonly string[];
}

/**
 * Plans the set-up of the project in `root`.
 *
 * @throws EvalError `CONFIG_INVALID` when the runner cannot be told, and what reading package.json throws.
 */
export function planInit(root: string, options: PlanInitOptions): InitPlan {
  const facts = projectFacts(root);
  const runner = options.runner ?? onlyRunner(facts);
  const dialect = testDialect(facts, runner);
  const test = testCommand(facts, runner, dialect.esm);
  const config = runnerConfig(facts, runner);
  const assayConfig = configFile(facts, runner);
  const job = ciJob(options.ci ?? findCi(root), facts, runner, test);
  const ownConfig = otherConfig(root, assayConfig.path);
  const files = [
    ...(ownConfig === undefined ? [assayConfig] : []),
    ...(config.kind === "write" ? [config.file] : []),
    ...exampleFiles(runner, dialect),
    ...(job === undefined ? [] : [job.file]),
  ];
  const ignore = ignoredLine(root);
  return {
    runner,
    files,
    kept: [
      ...(ownConfig === undefined ? [] : [ownConfig]),
      ...(config.kind === "write" ? [] : [config.path]),
      ...(ignore === undefined ? [".gitignore"] : []),
    ],
    ...(ignore !== undefined && { append: ignore }),
    steps: steps(facts, runner, { config, include: job?.include, test, esm: dialect.esm }),
  };
}

function onlyRunner({ runners, root }: ProjectFacts): RunnerName {
  const [runner, second] = runners;
  if (runner !== undefined && second === undefined) return runner;
  const what =
    runner === undefined
      ? "its package.json names neither vitest nor jest"
      : "its package.json names both vitest and jest";
  throw new EvalError(
    `Failed to set up "${root}": ${what}. Say which one runs the evals: --runner vitest or --runner jest.`,
    { code: "CONFIG_INVALID" },
  );
}

/** Two configurations side by side are an error. */
function otherConfig(root: string, path: string): string | undefined {
  return ["ts", "mts", "js", "mjs", "cjs", "json"]
    .map((end) => `assay.config.${end}`)
    .find((name) => name !== path && existsSync(join(root, name)));
}

function ignoredLine(root: string): StarterFile | undefined {
  const file = join(root, ".gitignore");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (/^\/?\.assay\/?\s*$/m.test(text)) return undefined;
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  return { path: ".gitignore", text: `${start}.assay/\n` };
}

/** Jest runs ES modules that nothing translates with a flag of Node only. */
function testCommand(facts: ProjectFacts, runner: RunnerName, esm: boolean): string {
  const run = { npm: "npx", pnpm: "pnpm exec", yarn: "yarn exec", bun: "bun x" }[facts.packageManager];
  if (runner === "vitest") return `${run} vitest run`;
  const { dependencies, hasBabelConfig } = facts;
  const translated = hasBabelConfig || dependencies.has("ts-jest") || dependencies.has("@swc/jest");
  return esm && !translated ? "node --experimental-vm-modules node_modules/jest/bin/jest.js" : `${run} jest`;
}

interface StepFacts {
  readonly config: RunnerConfig;
  readonly include: string | undefined;
  readonly test: string;
  readonly esm: boolean;
}

const adders = {
  npm: "npm install --save-dev",
  pnpm: "pnpm add --save-dev",
  yarn: "yarn add --dev",
  bun: "bun add --dev",
};

function steps(facts: ProjectFacts, runner: RunnerName, { config, include, test, esm }: StepFacts): string[] {
  const needed = [
    runner,
    `@assay/${runner}`,
    "@assay/cli",
    ...(runner === "jest" && esm ? ["@jest/globals"] : []),
  ];
  const missing = needed.filter((name) => !facts.dependencies.has(name));
  return [
    ...(missing.length > 0 ? [`Install: ${adders[facts.packageManager]} ${missing.join(" ")}`] : []),
    ...(config.kind === "add" ? [`Add to ${config.path}:\n${indent(config.lines)}`] : []),
    ...(include === undefined ? [] : [`Add to .gitlab-ci.yml:\n${indent(include)}`]),
    `Run the evals: ${test}`,
    "Put your application in the place of answer() in evals/, and its questions into evals/example.cases.jsonl",
    "See what is missing: npx assay doctor",
  ];
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
