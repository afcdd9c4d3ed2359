import {
  defaultRecordingFolder,
  modeOfEnvironment,
  type RecordingOptions,
} from "../models/recordings/recording-settings.ts";
import { defaultSettings, type RecordingSettings, type RunSettings } from "../run/run-settings.ts";
import type { AssayConfig } from "./assay-config.ts";

/** The plain data of a configuration, with the defaults for what it leaves out; partitions are merged by name. */
export function resolveSettings(config: AssayConfig): RunSettings {
  const recordings = recordingSettings(config.recordings);
  return {
    concurrency: config.concurrency ?? defaultSettings.concurrency,
    timeoutMs: config.timeoutMs ?? defaultSettings.timeoutMs,
    partitions: { ...defaultSettings.partitions, ...config.partitions },
    ...(config.gate !== undefined && { gate: config.gate }),
    ...(config.prices !== undefined && { prices: config.prices }),
    ...(recordings !== undefined && { recordings }),
    evalFiles: config.evalFiles ?? defaultSettings.evalFiles,
    filePartitions: config.filePartitions ?? defaultSettings.filePartitions,
    ...(config.shardBy === "case" && { shardBy: config.shardBy }),
    outputDir: config.outputDir ?? defaultSettings.outputDir,
    keepRuns: config.keepRuns ?? defaultSettings.keepRuns,
  };
}

/** What is asked for here goes before the configuration: one run may record, or only replay. */
function recordingSettings(configured: RecordingOptions | undefined): RecordingSettings | undefined {
  const asked = modeOfEnvironment();
  if (configured === undefined && asked === undefined) return undefined;
  const { mode = "off", folder = defaultRecordingFolder } = configured ?? {};
  return { mode: asked ?? mode, folder };
}
