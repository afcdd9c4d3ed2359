import type { LoadedDataset } from "@assay/core";
import type { CommandIo } from "./io.ts";

export interface ProjectDatasetOptions {
  readonly partition?: string;
}

/** Loads `paths` as one dataset, with the partitions that the configuration of the working directory allows. */
export async function loadProjectDataset(
  paths: readonly string[],
  options: ProjectDatasetOptions,
  io: CommandIo,
): Promise<LoadedDataset> {
  const { loadDataset } = await import("@assay/core");
  const { loadConfig } = await import("@assay/core/run");
  const { settings } = await loadConfig(io.cwd);
  return loadDataset(paths, {
    from: io.cwd,
    partitions: Object.keys(settings.partitions),
    ...(options.partition !== undefined && { partition: options.partition }),
  });
}

/** `1 case`, `2 cases`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
