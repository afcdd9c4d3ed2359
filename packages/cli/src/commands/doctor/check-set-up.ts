import type { ProjectFacts, RunnerName } from "../../project/project-facts.ts";
import { askRunner, type RunnerSetup } from "./ask-runner.ts";
import { note, ok, problem, type Finding } from "./finding.ts";
import { installedPackage } from "../../project/installed-package.ts";

/** Whether each runner that has its package loads Assay's parts, as the runner itself sees its configuration. */
export async function checkSetUp({ runners, root, configs }: ProjectFacts): Promise<Finding[]> {
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
        return runner === "vitest" ? checkVitest(setup, configs.vitest) : checkJest(setup);
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
  { plugins, reporters, setupFiles, projects }: RunnerSetup,
  config = "vitest.config.ts",
): Finding[] {
  if (plugins.includes("assay")) return [ok("set-up", "Vitest loads the plugin")];
  const parts = reporters.some(isReporter) && setupFiles.some(isSetup);
  if (parts) return [ok("set-up", "Vitest loads set-up file and reporter")];
  if (projects > 0) {
    return [
      note(
        "set-up",
        `${config} has projects and no plugin at its top`,
        "Each project needs the plugin; without it, its evals have no matchers and no gate",
        `In the projects that hold evals: ${plugin} (or extends: true, with the plugin at the top)`,
      ),
    ];
  }
  return [
    problem(
      "set-up",
      "Vitest does not load the plugin",
      "There are no matchers, nothing is recorded and no gate is evaluated",
      `In ${config}: ${plugin}`,
    ),
  ];
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

function isReporter(name: string): boolean {
  return (
    name === "AssayReporter" ||
    /@assay[\\/+](vitest|jest).*[\\/]reporter|packages[\\/](vitest|jest)[\\/].*reporter/.test(name)
  );
}

function isSetup(name: string): boolean {
  return (
    name === "virtual:assay/setup" ||
    /@assay[\\/+](vitest|jest).*[\\/]setup|packages[\\/](vitest|jest)[\\/].*setup/.test(name)
  );
}
