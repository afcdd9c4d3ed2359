import { jestCore } from "./jest-core.ts";
import type { JestContext, JestGlobalConfig, JestTest } from "./jest-results.ts";

/**
 * The `count` tests that Jest set out to run. It tells a reporter how many there are, and not which: they are looked for as it
 * does. Nothing where that gives other ones, as with `--shard`, `--onlyChanged` and `--onlyFailures`.
 */
export async function plannedTests(
  config: JestGlobalConfig,
  contexts: Iterable<JestContext>,
  count: number,
): Promise<readonly JestTest[]> {
  const core = jestCore(config.rootDir);
  if (core === undefined || config.shard !== undefined || config.onlyChanged === true) return [];
  try {
    const found = await Promise.all(
      [...contexts].map((context) => new core.SearchSource(context).getTestPaths(config, context.config)),
    );
    const tests = found.flatMap((one) => one.tests);
    return tests.length === count ? tests : [];
  } catch {
    return [];
  }
}
