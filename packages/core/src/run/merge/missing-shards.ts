import type { MergedRun } from "./merged-run.ts";

/** The shards that nobody handed in, in words: `shard 3 of 4`, with the runner's name where there are several. */
export function missingShards(runs: readonly MergedRun[]): readonly string[] {
  const runners = [...new Set(runs.map(({ runner }) => runner.name))].sort();
  return runners.flatMap((name) => {
    const shards = runs.filter(({ runner }) => runner.name === name).flatMap(({ shard }) => shard ?? []);
    const count = shards[0]?.count ?? 0;
    const given = new Set(shards.map(({ index }) => index));
    const of = runners.length > 1 ? ` of ${name}` : "";
    return Array.from({ length: count }, (_, index) => index + 1)
      .filter((index) => !given.has(index))
      .map((index) => `shard ${index} of ${count}${of}`);
  });
}
