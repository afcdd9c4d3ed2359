import { showName, showValue } from "../../errors/show-value.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import type { RunManifest } from "../run-manifest.ts";
import type { MergeInput, MergeLeaf } from "./merge-input.ts";
import { refuseMerge } from "./refuse-merge.ts";

/**
 * Refuses runs that are not parts of one whole.
 *
 * @throws EvalError `MERGE_REFUSED` that names two of the runs.
 */
export function checkInputs(inputs: readonly MergeInput[], leaves: readonly MergeLeaf[]): void {
  const [first, ...others] = inputs as readonly [MergeInput, ...MergeInput[]];
  for (const other of others) {
    sameSettings(first, other);
    sameFilter(first, other);
  }
  sameDatasets(inputs);
  oneRunPerKey(leaves);
  sameRunners(leaves);
  oneRunPerShard(leaves);
  oneRunPerCase(leaves);
}

function between(a: string, b: string, problem: string): Error {
  return refuseMerge(a, `${problem} in run ${showName(b)}`);
}

function sameSettings({ manifest: a }: MergeInput, { manifest: b }: MergeInput): void {
  if (canonicalJson(a.settings) === canonicalJson(b.settings)) return;
  const [name, one, other] = firstDifference(a.settings, b.settings);
  throw between(
    a.runId,
    b.runId,
    `run ${showName(a.runId)} was made with other settings: ${name} is ${one} there, and ${other}`,
  );
}

/** The first setting that differs, as a path, and both values. */
function firstDifference(a: unknown, b: unknown, path = ""): readonly [string, string, string] {
  if (isObject(a) && isObject(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    const name = names.find((one) => canonicalJson(a[one]) !== canonicalJson(b[one]));
    if (name !== undefined)
      return firstDifference(a[name], b[name], path === "" ? showName(name) : `${path}.${showName(name)}`);
  }
  return [path, showValue(a), showValue(b)];
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameFilter({ manifest: a }: MergeInput, { manifest: b }: MergeInput): void {
  // Vitest 5 knows the files of its own shard only: paths that were asked for differ from shard to shard.
  if (canonicalJson({ ...a.filter, paths: [] }) === canonicalJson({ ...b.filter, paths: [] })) return;
  throw between(a.runId, b.runId, `the filter of run ${showName(a.runId)} is not the one`);
}

function sameDatasets(inputs: readonly MergeInput[]): void {
  const known = new Map<string, { readonly digest: string; readonly manifest: RunManifest }>();
  for (const { manifest, pins } of inputs) {
    for (const { file, digest } of pins) {
      const before = known.get(file);
      if (before === undefined) known.set(file, { digest, manifest });
      else if (before.digest !== digest)
        throw refuseMerge(
          before.manifest.runId,
          `dataset ${showName(file)} was ${before.digest.slice(0, 19)} in run ${showName(before.manifest.runId)} and ${digest.slice(0, 19)} in run ${showName(manifest.runId)}. Run all shards on the same commit`,
        );
    }
  }
}

function oneRunPerKey(leaves: readonly MergeLeaf[]): void {
  const keys = new Map<string, string>();
  for (const { run } of leaves) {
    if ((keys.get(run.runId) ?? run.key) !== run.key)
      throw refuseMerge(
        run.runId,
        "it was given twice, with different journals. Leave out the one that is not as its runner left it",
      );
    keys.set(run.runId, run.key);
  }
}

function sameRunners(leaves: readonly MergeLeaf[]): void {
  pairs(leaves, ({ run: a }, { run: b }) => {
    if (a.runner.name !== b.runner.name) return;
    if (a.runner.version !== b.runner.version)
      throw refuseMerge(
        a.runId,
        `it ran on ${showName(`${a.runner.name} ${a.runner.version}`)}, and run ${showName(b.runId)} on ${showName(b.runner.version)}. Run all shards with the same runner`,
      );
    if (a.shard?.count !== b.shard?.count)
      throw refuseMerge(
        a.runId,
        `it is ${shardText(a.shard)}, and run ${showName(b.runId)} is ${shardText(b.shard)}. Merge the shards of one split`,
      );
  });
}

function oneRunPerShard(leaves: readonly MergeLeaf[]): void {
  pairs(leaves, ({ run: a }, { run: b }) => {
    if (a.runner.name !== b.runner.name || a.shard === undefined || a.shard.index !== b.shard?.index) return;
    throw refuseMerge(
      a.runId,
      `it and run ${showName(b.runId)} are both ${shardText(a.shard)}. Leave out the one that does not count`,
    );
  });
}

function oneRunPerCase(leaves: readonly MergeLeaf[]): void {
  const known = new Map<string, string>();
  for (const { run, executed } of leaves) {
    for (const text of executed) {
      const before = known.get(text);
      if (before !== undefined)
        throw refuseMerge(
          before,
          `case ${showName((JSON.parse(text) as string[]).slice(1, 3).join(" > "))} ran there and in run ${showName(run.runId)}, and only one of them can count. Leave out one of the runs`,
        );
      known.set(text, run.runId);
    }
  }
}

function shardText(shard: MergeLeaf["run"]["shard"]): string {
  return shard === undefined ? "no shard" : `shard ${shard.index} of ${shard.count}`;
}

/** Calls `check` for every two runs. */
function pairs(leaves: readonly MergeLeaf[], check: (a: MergeLeaf, b: MergeLeaf) => void): void {
  for (const [index, a] of leaves.entries()) for (const b of leaves.slice(index + 1)) check(a, b);
}
