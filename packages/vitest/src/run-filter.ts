import type { RunManifest, RunSettings } from "@assay/core/run";
import type { TestSpecification, Vitest } from "vitest/node";
import { posixPath } from "./posix-path.ts";
import { isSplitByCase } from "./shard-by-case.ts";

type RunFilter = RunManifest["filter"];

/** What narrows the run to a part of the suite: by name, tag, project, path, line or change. */
export async function runFilter(
  vitest: Vitest,
  settings: RunSettings,
  specifications: readonly TestSpecification[],
  rerun: boolean,
): Promise<RunFilter> {
  const { config } = vitest;
  const pattern = vitest.getGlobalTestNamePattern()?.source ?? tagsPattern(config.tagsFilter);
  const all = await vitest.globTestSpecifications();
  const partial =
    specifications.length < shareOf(vitest, settings, all) ||
    specifications.some(({ testLines }) => testLines !== undefined);
  const projects = config.project.map((name) => `--project=${name}`);
  const paths = partial ? specifications.map(({ moduleId }) => posixPath(config.root, moduleId)) : [];
  const changedOnly = Boolean(config.changed) || (config.related ?? []).length > 0 || (rerun && partial);
  return {
    ...(pattern !== undefined && { testNamePattern: pattern }),
    ...(changedOnly && { changedOnly }),
    ...(paths.length + projects.length > 0 && { paths: shortened([...projects, ...paths]) }),
  };
}

/** Vitest 5 tells a reporter of its shard's files only: that they are not all is no path filter. */
function shareOf(vitest: Vitest, settings: RunSettings, all: readonly TestSpecification[]): number {
  const { shard } = vitest.config;
  if (shard === undefined) return all.length;
  const whole = all.filter((file) => isSplitByCase(vitest, settings, file)).length;
  const split = all.length - whole;
  return whole + Math.floor(split / shard.count) + (shard.index <= split % shard.count ? 1 : 0);
}

function shortened(paths: readonly string[]): readonly string[] {
  return paths.length <= 20 ? paths : [...paths.slice(0, 20), `${paths.length - 20} more`];
}

function tagsPattern(tags: readonly string[] | undefined): string | undefined {
  return tags === undefined || tags.length === 0 ? undefined : `tags: ${tags.join(", ")}`;
}
