import { isEvalFile, loadConfig, type RunSettings } from "@assay/core/run";
import type { TestSequencer, TestSequencerConstructor, TestSpecification, Vitest } from "vitest/node";
import { posixPath } from "./posix-path.ts";

const restores = new WeakMap<Vitest, () => void>();

/**
 * With `shardBy: "case"`, hands every eval file to every shard; the rest is split as the configured sequencer does. A broken
 * configuration is told when the run starts.
 */
export async function shardByCase(vitest: Vitest): Promise<void> {
  if (vitest.config.shard === undefined) return;
  const loaded = await loadConfig(vitest.config.root).catch(() => undefined);
  if (loaded?.settings.shardBy !== "case") return;
  allowFewFiles(vitest);
  const { sequence } = vitest.config;
  sequence.sequencer = withWholeEvalFiles(sequence.sequencer, loaded.settings);
}

/** Whether `specification` is a file whose cases are split, and not the file. */
export function isSplitByCase(
  { config }: Vitest,
  settings: RunSettings,
  { moduleId, pool }: TestSpecification,
): boolean {
  return (
    settings.shardBy === "case" &&
    pool !== "typescript" &&
    isEvalFile(settings, posixPath(config.root, moduleId))
  );
}

/** Vitest refuses more shards than files, and one file is what is to be split; what else the option lets pass is none of ours. */
function allowFewFiles(vitest: Vitest): void {
  const { config } = vitest;
  if (config.passWithNoTests === true) return;
  const before = config.passWithNoTests;
  config.passWithNoTests = true;
  restores.set(vitest, () => void Object.assign(config, { passWithNoTests: before }));
}

/** Before anything runs: the workers and the end of the run see what the user has set. */
export function restorePassWithNoTests(vitest: Vitest): void {
  restores.get(vitest)?.();
  restores.delete(vitest);
}

function withWholeEvalFiles(Base: TestSequencerConstructor, settings: RunSettings): TestSequencerConstructor {
  return class implements TestSequencer {
    readonly #vitest: Vitest;
    readonly #base: TestSequencer;

    constructor(vitest: Vitest) {
      this.#vitest = vitest;
      this.#base = new Base(vitest);
    }

    async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
      restorePassWithNoTests(this.#vitest);
      const isSplit = (file: TestSpecification): boolean => isSplitByCase(this.#vitest, settings, file);
      const rest = await this.#base.shard(files.filter((file) => !isSplit(file)));
      return [...files.filter(isSplit), ...rest];
    }

    async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return this.#base.sort(files);
    }
  };
}
