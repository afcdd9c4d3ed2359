import { defaultSettings, type RunSettings } from "../run/run-settings.ts";
import type { AssayConfig } from "./assay-config.ts";

/** The plain data of a configuration, with the defaults for what it leaves out; partitions are merged by name. */
export function resolveSettings(config: AssayConfig): RunSettings {
  return {
    concurrency: config.concurrency ?? defaultSettings.concurrency,
    timeoutMs: config.timeoutMs ?? defaultSettings.timeoutMs,
    partitions: { ...defaultSettings.partitions, ...config.partitions },
    ...(config.gate !== undefined && { gate: config.gate }),
    ...(config.prices !== undefined && { prices: config.prices }),
    evalFiles: config.evalFiles ?? defaultSettings.evalFiles,
    filePartitions: config.filePartitions ?? defaultSettings.filePartitions,
    outputDir: config.outputDir ?? defaultSettings.outputDir,
    keepRuns: config.keepRuns ?? defaultSettings.keepRuns,
  };
}
