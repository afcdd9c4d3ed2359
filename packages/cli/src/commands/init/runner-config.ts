import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProjectFacts, RunnerName } from "../../project/project-facts.ts";
import { jestTransform, type StarterFile } from "./starter-files.ts";

/** A configuration to write, or lines to add to the one that is there: another's file is never rewritten. */
export type RunnerConfig =
  | { readonly kind: "write"; readonly file: StarterFile }
  | { readonly kind: "add"; readonly path: string; readonly lines: string }
  | { readonly kind: "ready"; readonly path: string };

export function runnerConfig(facts: ProjectFacts, runner: RunnerName): RunnerConfig {
  const path = facts.configs[runner];
  if (path === undefined) {
    return { kind: "write", file: runner === "vitest" ? newVitestConfig(facts) : newJestConfig(facts) };
  }
  const text = readFileSync(join(facts.root, path), "utf8");
  // A guess is enough: when it is wrong, the lines are not printed, and "assay doctor" asks the runner itself.
  if (text.includes(`@assay/${runner}`)) return { kind: "ready", path };
  return { kind: "add", path, lines: runner === "vitest" ? vitestLines : jestLines(text, path) };
}

const vitestLines = `import { assay } from "@assay/vitest/plugin";
plugins: [assay()],        // in defineConfig({ ... }), beside "test"`;

function newVitestConfig({ typescript, esm }: ProjectFacts): StarterFile {
  // Vite reads .ts and .js as CommonJS where the package is, and Vitest is an ES module.
  const extension = typescript ? (esm ? "ts" : "mts") : esm ? "js" : "mjs";
  return {
    path: `vitest.config.${extension}`,
    text: `import { assay } from "@assay/vitest/plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [assay()] });
`,
  };
}

function newJestConfig(facts: ProjectFacts): StarterFile {
  const transform = jestTransform(facts);
  const own =
    transform === undefined
      ? []
      : [`  transform: { "^.+\\\\.[cm]?[jt]sx?$": ${JSON.stringify(transform)} },`];
  const lines = [`module.exports = {`, `  preset: "@assay/jest",`, ...own, `};`];
  return { path: facts.esm ? "jest.config.cjs" : "jest.config.js", text: `${lines.join("\n")}\n` };
}

/** The preset's reporter is gone where a configuration names a preset, reporters or projects of its own. */
function jestLines(text: string, path: string): string {
  const parts = /\b(preset|reporters|projects)\b/.test(text);
  const quoted = path.endsWith(".json");
  const key = (name: string): string => (quoted ? JSON.stringify(name) : name);
  if (!parts) return `${key("preset")}: "@assay/jest",`;
  return `${key("setupFilesAfterEnv")}: ["@assay/jest/setup"],
${key("reporters")}: ["default", "@assay/jest/reporter"],
${key("maxConcurrency")}: 50,`;
}
