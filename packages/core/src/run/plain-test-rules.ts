import { unpartitioned, type PartitionName } from "../dataset/partition.ts";
import { matchesGlob } from "../platform/glob-pattern.ts";
import type { RunSettings } from "./run-settings.ts";

/** Whether every plain test of `file` (relative to the root, forward slashes) is a case, with or without a matcher of ours. */
export function isEvalFile(settings: RunSettings, file: string): boolean {
  return settings.evalFiles.some((glob) => matchesGlob(glob, file));
}

/**
 * The partition of a plain test: the first of its tags that names a configured partition, else the first glob of
 * `filePartitions` that matches its file, else `unpartitioned`.
 */
export function plainTestPartition(
  settings: RunSettings,
  file: string,
  tags: readonly string[] = [],
): PartitionName {
  const tag = tags.find((name) => Object.hasOwn(settings.partitions, name));
  if (tag !== undefined) return tag;
  const rule = Object.entries(settings.filePartitions).find(([glob]) => matchesGlob(glob, file));
  return rule?.[1] ?? unpartitioned;
}
