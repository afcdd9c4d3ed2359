import type { GithubOptions } from "@assay/core/report";
import { existsSync } from "node:fs";
import type { TestModule, TestProject, Vitest } from "vitest/node";
import { posixPath } from "./posix-path.ts";
import { namesOf } from "./unrun-tests.ts";

/**
 * What Vitest's own reporter for GitHub Actions annotates already: of red tests and of files that failed, those with an error
 * in a file of the project. Any other it leaves out.
 */
export function annotatedByVitest(
  vitest: Vitest,
  modules: readonly TestModule[],
): NonNullable<GithubOptions["isAnnotated"]> {
  if (!hasGithubReporter(vitest)) return () => false;
  const { root } = vitest.config;
  const keys = new Set(modules.flatMap((module) => annotatedIn(module, posixPath(root, module.moduleId))));
  return ({ project = "", file, test }) =>
    keys.has(test === undefined ? keyOf(file) : keyOf(file, project, test));
}

function hasGithubReporter({ config }: Vitest): boolean {
  return config.reporters.some((listed) => {
    const one: unknown = Array.isArray(listed) ? listed[0] : listed;
    const name: unknown = typeof one === "object" ? one?.constructor.name : one;
    return name === "github-actions" || name === "GithubActionsReporter";
  });
}

function annotatedIn(module: TestModule, file: string): string[] {
  const { project } = module;
  const tests = [...module.children.allTests("failed")].filter((test) =>
    hasPlace(project, test.result().errors),
  );
  return [
    ...(hasPlace(project, module.errors()) ? [keyOf(file)] : []),
    ...tests.map((test) => keyOf(file, project.name, namesOf(test).join(" > "))),
  ];
}

interface ShownError {
  readonly stacks?: readonly { readonly file: string }[];
}

function hasPlace(project: TestProject, errors: readonly ShownError[] = []): boolean {
  return errors.some(({ stacks = [] }) => stacks.some(({ file }) => isTransformed(project, file)));
}

/** As Vitest looks for the line that it annotates. */
function isTransformed({ vite }: TestProject, file: string): boolean {
  const graphs = Object.values(vite.environments).map(({ moduleGraph }) => moduleGraph);
  const known = graphs.some((graph) =>
    [...(graph.getModulesByFile(file) ?? [])].some(({ transformResult }) => transformResult !== null),
  );
  return known && existsSync(file);
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
