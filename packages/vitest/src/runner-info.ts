import { namedConfig, type RunnerInfo } from "@assay/core/run";
import type { Vitest } from "vitest/node";

/** Vitest, and the configuration that it was given: evals often have one of their own. */
export function runnerInfo({ version, config, vite }: Vitest): RunnerInfo {
  const file = vite.config.configFile;
  const name = file === undefined ? undefined : namedConfig(config.root, file, foundByItself);
  return { name: "vitest", version, ...(name !== undefined && { config: name }) };
}

const foundByItself = /^vite(?:st)?\.config\.(?:[cm]?[jt]s)$/;
