import type { DeclareEvent } from "@assay/core/adapter";
import { readJournal, type RunHandle } from "@assay/core/run";
import type { TestCase, TestModule } from "vitest/node";
import { posixPath } from "./posix-path.ts";
import { namesOf } from "./unrun-tests.ts";

/**
 * The cases that a filter or a `.only` kept from running, declared once more with the reason: the workers that declared
 * them cannot know it yet.
 */
export function excludedCases(run: RunHandle, modules: readonly TestModule[]): DeclareEvent[] {
  const { root, filter } = run.manifest;
  const excluded = new Set(
    modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter(isExcluded)
        .map((test) =>
          keyText(module.project.name, posixPath(root, module.moduleId), namesOf(test).join(" > ")),
        ),
    ),
  );
  if (excluded.size === 0) return [];
  const reason =
    filter.testNamePattern === undefined ? "not marked .only" : `does not match ${filter.testNamePattern}`;
  const events: DeclareEvent[] = [];
  readJournal(run.directory, (line) => {
    if (line.kind !== "declare" || !excluded.has(keyText(line.project, line.file, line.test))) return;
    const { v: _v, seq: _seq, at: _at, ...declaration } = line;
    events.push({ ...declaration, excluded: reason });
  });
  return events;
}

/** Whether a case was collected to run, and then was not: Vitest itself turns such a test's mode into `skip`. */
export function isExcluded(test: TestCase): boolean {
  const { assay } = test.meta();
  return assay?.role === "case" && assay.excluded === undefined && test.options.mode === "skip";
}

function keyText(project: string, file: string, test: string): string {
  return JSON.stringify([project, file, test]);
}
