import { isEvalFile, plainTestPartition, type DeclareEvent, type RunManifest } from "@assay/core/run";
import type { TestCase, TestModule, TestSuite } from "vitest/node";
import { plainKeys } from "./plain-keys.ts";
import { posixPath } from "./posix-path.ts";

/**
 * The plain tests of eval files that did not run, as declarations: a worker declares a plain test when it starts, so a
 * filtered, skipped or lost one would be missing from the denominator.
 */
export function unrunTests(manifest: RunManifest, modules: readonly TestModule[]): DeclareEvent[] {
  return modules.flatMap((module) => {
    const file = posixPath(manifest.root, module.moduleId);
    return isEvalFile(manifest.settings, file) ? unrunTestsOf(manifest, module, file) : [];
  });
}

function unrunTestsOf(manifest: RunManifest, module: TestModule, file: string): DeclareEvent[] {
  const tests = [...module.children.allTests()];
  const named = tests.map((test) => ({ id: test.id, names: namesOf(test) }));
  const keys = plainKeys({ project: module.project.name, file }, named);
  return tests.flatMap((test): DeclareEvent[] => {
    const { state } = test.result();
    const key = keys.get(test.id);
    if (key === undefined || test.meta().assay !== undefined || state === "passed" || state === "failed")
      return [];
    const tags = test.tags ?? [];
    return [
      {
        kind: "declare",
        ...key,
        partition: plainTestPartition(manifest.settings, file, tags),
        dimensions: {},
        tags,
        fingerprint: "",
        ...(state === "skipped" && { excluded: exclusion(test, manifest) }),
      },
    ];
  });
}

function exclusion(test: TestCase, { filter }: RunManifest): string {
  if (test.options.mode === "todo") return "still to be written";
  if (test.options.mode !== "skip") return "skipped while it ran, or because a hook before it failed";
  return filter.testNamePattern === undefined
    ? "skipped, or beside a .only"
    : `does not match ${filter.testNamePattern}`;
}

/** The names of the suites around a test and its own, outermost first. */
export function namesOf(test: TestCase): string[] {
  const names = [test.name];
  for (let parent: TestSuite | TestModule = test.parent; parent.type === "suite"; parent = parent.parent) {
    names.unshift(parent.name);
  }
  return names;
}
