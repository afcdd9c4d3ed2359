import type { RunSettings } from "@assay/core/run";
import { join } from "node:path";
import { loadConfigEarly } from "./early-config.ts";

/** What `preset: "@assay/jest"` adds to a Jest configuration. */
export interface Preset {
  readonly setupFilesAfterEnv: readonly string[];
  readonly reporters: readonly string[];
  readonly maxConcurrency: number;
  readonly testSequencer?: string;
  readonly watchPathIgnorePatterns: readonly string[];
}

/**
 * The preset, with absolute paths: package managers that do not hoist hide our files from the project's own resolver.
 * Jest awaits what a preset exports, so `maxConcurrency` (5 by default) can follow the configuration. Where Jest's root
 * is not the working directory the default of 50 stands; fewer cases in flight are a matter of our own limiter.
 */
export async function createPreset(directory: string, root: string): Promise<Preset> {
  const { concurrency, outputDir, shardBy } = await configuredSettings(root);
  return {
    setupFilesAfterEnv: [join(directory, "setup.js")],
    reporters: ["default", join(directory, "reporter.js")],
    maxConcurrency: concurrency,
    ...(shardBy === "case" && { testSequencer: join(directory, "sequencer.js") }),
    // What a run writes must not start the next one.
    watchPathIgnorePatterns: [`[/\\\\]${outputDir.replaceAll(/[^\w/]/g, "\\$&")}[/\\\\]`],
  };
}

async function configuredSettings(
  root: string,
): Promise<Pick<RunSettings, "concurrency" | "outputDir" | "shardBy">> {
  try {
    return (await loadConfigEarly(root)).settings;
  } catch {
    // The reporter tells about a broken configuration.
    return { concurrency: 50, outputDir: ".assay" };
  }
}
