import { createRequire } from "node:module";
import { join } from "node:path";
import type { JestContext, JestGlobalConfig, JestTest } from "./jest-results.ts";

/** Of `@jest/core`, in 29 and 30. */
export interface JestCore {
  readonly SearchSource: new (context: JestContext) => SearchSource;
}

interface SearchSource {
  isTestFilePath(path: string): boolean;
  /** Jest 29 has no second parameter of this kind: it takes changed files there, which it reads with `onlyChanged` only. */
  getTestPaths(
    globalConfig: JestGlobalConfig,
    projectConfig: JestContext["config"],
  ): Promise<{ readonly tests: readonly JestTest[] }>;
}

/** The Jest of the project in `root`; nothing where it does not look as we know it. */
export function jestCore(root: string): JestCore | undefined {
  const require = createRequire(join(root, "package.json"));
  for (const name of ["@jest/core", "jest"]) {
    try {
      const core = require(name) as Partial<JestCore>;
      if (typeof core.SearchSource === "function") return core as JestCore;
    } catch {
      continue;
    }
  }
  return undefined;
}
