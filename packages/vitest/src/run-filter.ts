import type { RunManifest } from "@assay/core/run";
import { relative, sep } from "node:path";
import type { TestSpecification, Vitest } from "vitest/node";

type RunFilter = RunManifest["filter"];

/** What narrows the run to a part of the suite: by name, tag, project, path, line or change. */
export async function runFilter(
  vitest: Vitest,
  specifications: readonly TestSpecification[],
  rerun: boolean,
): Promise<RunFilter> {
  const { config } = vitest;
  const pattern = vitest.getGlobalTestNamePattern()?.source ?? tagsPattern(config.tagsFilter);
  const all = await vitest.globTestSpecifications();
  const partial =
    specifications.length < shareOf(all.length, config.shard) ||
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
function shareOf(files: number, shard: Vitest["config"]["shard"]): number {
  if (shard === undefined) return files;
  return Math.floor(files / shard.count) + (shard.index <= files % shard.count ? 1 : 0);
}

function shortened(paths: readonly string[]): readonly string[] {
  return paths.length <= 20 ? paths : [...paths.slice(0, 20), `${paths.length - 20} more`];
}

export function posixPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function tagsPattern(tags: readonly string[] | undefined): string | undefined {
  return tags === undefined || tags.length === 0 ? undefined : `tags: ${tags.join(", ")}`;
}
