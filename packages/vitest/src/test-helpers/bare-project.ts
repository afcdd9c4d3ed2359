import {
  runProject,
  type FinishedProject,
  type RunProjectOptions,
} from "../../../../fixtures/run-project.ts";

/** An eval file with one case that passes. */
export const passing: string = `import { evalTest } from "@assay/vitest";
import { expect } from "vitest";

evalTest("passes", { partition: "golden" }, () => {
  expect("yes").toMatchTokens("yes");
});
`;

/** A test file without an eval. */
export const unrelated: string = `import { expect, test } from "vitest";

test("adds", () => {
  expect(1 + 1).toBe(2);
});
`;

/** Runs Vitest 4 over these files and a config with the plugin. */
export function runFiles(
  files: Record<string, string>,
  options: Partial<RunProjectOptions> = {},
): Promise<FinishedProject> {
  const args =
    options.args?.[0] === "list" || options.args?.[0] === "bench"
      ? options.args
      : ["run", ...(options.args ?? [])];
  return runProject({ peer: "vitest-4", project: "vitest-bare", ...options, files, args });
}

/** A Vitest config with these test options. */
export function config(test: string, plugins = "[assay()]"): string {
  return `import { assay } from "@assay/vitest/plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: ${plugins}, test: ${test} });
`;
}
