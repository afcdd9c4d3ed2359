import { defaultSettings } from "@assay/core/run";

/** Where the runs of the project in `root` are, relative to it. */
export function outputDirectory(_root: string): Promise<string> {
  return Promise.resolve(defaultSettings.outputDir);
}
