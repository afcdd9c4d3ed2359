import { join } from "node:path";
import { loadConfigEarly } from "./early-config.ts";

/** What `preset: "@assay/jest"` adds to a Jest configuration. */
export interface Preset {
  readonly setupFilesAfterEnv: readonly string[];
  readonly reporters: readonly string[];
  readonly maxConcurrency: number;
}

/**
 * The preset, with absolute paths: package managers that do not hoist hide our files from the project's own resolver.
 * Jest awaits what a preset exports, so `maxConcurrency` (5 by default) can follow the configuration. Where Jest's root
 * is not the working directory the default of 50 stands; fewer cases in flight are a matter of our own limiter.
 */
export async function createPreset(directory: string, root: string): Promise<Preset> {
  return {
    setupFilesAfterEnv: [join(directory, "setup.js")],
    reporters: ["default", join(directory, "reporter.js")],
    maxConcurrency: await configuredConcurrency(root),
  };
}

async function configuredConcurrency(root: string): Promise<number> {
  try {
    return (await loadConfigEarly(root)).settings.concurrency;
  } catch {
    // The reporter tells about a broken configuration.
    return 50;
  }
}
