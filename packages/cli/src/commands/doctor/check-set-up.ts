import type { RunSettings } from "@assay/core/run";
import type { ProjectFacts, RunnerName } from "../../project/project-facts.ts";
import { askRunner, type RunnerSetup } from "./ask-runner.ts";
import { ok, problem, type Finding } from "./finding.ts";
import { installedPackage } from "../../project/installed-package.ts";

/** Whether each runner that has its package loads Assay's parts, as the runner itself sees its configuration. */
export async function checkSetUp(
  { runners, root, configs }: ProjectFacts,
  settings: Pick<RunSettings, "shardBy"> = {},
): Promise<Finding[]> {
  const used = runners.filter(
    (runner) =>
      installedPackage(runner, root) !== undefined &&
      installedPackage(`@assay/${runner}`, root) !== undefined,
  );
  return (
    await Promise.all(
      used.map(async (runner) => {
        const setup = await askRunner(runner, root);
        if ("failure" in setup) return [unanswered(runner, setup.failure)];
        if (runner === "vitest") return checkVitest(setup, configs.vitest);
        return [...checkJest(setup), ...checkSequencer(setup, settings)];
      }),
    )
  ).flat();
}

function unanswered(runner: RunnerName, failure: string): Finding {
  return problem(
    "set-up",
    `${runner} does not read its configuration: ${failure}`,
    "No test runs before it does",
    `Correct ${runner}'s configuration`,
  );
}

const plugin = 'import { assay } from "@assay/vitest/plugin" and add plugins: [assay()]';

function checkVitest(
  { plugins, reporters, setupFiles, projects, bare }: RunnerSetup,
  config = "vitest.config.ts",
): Finding[] {
  if (bare.length > 0) return [bareProjects(bare)];
  if (plugins.includes("assay")) return [ok("set-up", "Vitest loads the plugin")];
  const parts = reporters.some(isReporter) && setupFiles.some(isSetup);
  if (parts) return [ok("set-up", "Vitest loads set-up file and reporter")];
  if (projects > 0) return [ok("set-up", "Vitest loads the plugin in each project that has evals")];
  return [
    problem(
      "set-up",
      "Vitest does not load the plugin",
      "There are no matchers, nothing is recorded and no gate is evaluated",
      `In ${config}: ${plugin}`,
    ),
  ];
}

function bareProjects(names: readonly string[]): Finding {
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  return problem(
    "set-up",
    `Vitest does not load the plugin in ${names.length === 1 ? "project" : "projects"} ${list}`,
    "Their evals have no matchers, and their files do not load",
    `In the configuration of each: ${plugin} (or extends: true)`,
  );
}

function checkJest({ reporters, setupFiles, projects }: RunnerSetup): Finding[] {
  const [reporter, setup] = [reporters.some(isReporter), setupFiles.some(isSetup)];
  if (reporter && setup) return [ok("set-up", "Jest loads set-up file and reporter")];
  if (!reporter && !setup) {
    return [
      problem(
        "set-up",
        "Jest loads neither set-up file nor reporter",
        "There are no matchers, nothing is recorded and no gate is evaluated",
        'Set preset: "@assay/jest" in its configuration',
      ),
    ];
  }
  if (!reporter) {
    return [
      problem(
        "set-up",
        "Jest does not load the reporter: its configuration sets reporters or projects, which drops that of the preset",
        "Nothing is recorded, no gate is evaluated, and every miss is a red test",
        'Set reporters: ["default", "@assay/jest/reporter"] at the top of its configuration',
      ),
    ];
  }
  return [
    problem(
      "set-up",
      `Jest does not load the set-up file${projects > 1 ? " in each of its projects" : ""}`,
      "There are no matchers",
      'Set setupFilesAfterEnv: ["@assay/jest/setup"], with projects in each of them',
    ),
  ];
}

function checkSequencer(
  { testSequencer = "" }: RunnerSetup,
  { shardBy }: Pick<RunSettings, "shardBy">,
): Finding[] {
  if (shardBy !== "case" || isOurs("sequencer", testSequencer)) return [];
  return [
    problem(
      "set-up",
      'shardBy is "case", and Jest\'s testSequencer hands each test file to one shard',
      "Every run with --shard is refused, because cases would run in no shard",
      'Set testSequencer: "@assay/jest/sequencer" at the top of its configuration',
    ),
  ];
}

function isReporter(name: string): boolean {
  return name === "AssayReporter" || isOurs("reporter", name);
}

function isSetup(name: string): boolean {
  return name === "virtual:assay/setup" || isOurs("setup", name);
}

/** Whether a path is that of a module of the runner's package, installed or linked. */
function isOurs(module: "reporter" | "setup" | "sequencer", path: string): boolean {
  return new RegExp(
    String.raw`@assay[\\/+](vitest|jest).*[\\/]${module}|packages[\\/](vitest|jest)[\\/].*${module}`,
  ).test(path);
}
