import { basename, dirname, relative, resolve, sep } from "node:path";

/** The runner of a run, and what it has to be given to find the same tests again. */
export interface RunnerInfo {
  readonly name: string;
  readonly version: string;
  /** Its configuration, relative to the root with forward slashes, where it does not find that by itself. */
  readonly config?: string;
  /** Options of Node without which the tests do not load, as `--experimental-vm-modules`. */
  readonly nodeOptions?: string;
}

/** One of several runners of a merged run. */
export interface RunnerOfFiles extends RunnerInfo {
  /** Relative to the root, with forward slashes; sorted. */
  readonly files: readonly string[];
}

/** What is known of a runner that wrote a run elsewhere, and nothing else. */
export function knownRunnerInfo({ name, version, config, nodeOptions }: RunnerInfo): RunnerInfo {
  return {
    name,
    version,
    ...(config !== undefined && { config }),
    ...(nodeOptions !== undefined && { nodeOptions }),
  };
}

/** The runner of several runs: what all of them say, whatever their order. */
export function mergeRunnerInfo(runners: readonly RunnerInfo[]): RunnerInfo {
  const versions = new Map(runners.map(({ name, version }) => [name, version]));
  const names = [...versions.keys()].sort();
  const config = common(runners.map((runner) => runner.config));
  const nodeOptions = common(runners.map((runner) => runner.nodeOptions));
  return knownRunnerInfo({
    name: names.join(" + "),
    version: names.map((name) => versions.get(name) ?? "").join(" + "),
    ...(config !== undefined && { config }),
    ...(nodeOptions !== undefined && { nodeOptions }),
  });
}

function common(values: readonly (string | undefined)[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/**
 * A configuration as a reader has to name it in `root`; `undefined` where the runner finds it there by itself, because it
 * lies in the root under one of the names in `found`.
 *
 * @example
 * ```ts
 * namedConfig("/app", "/app/vitest.evals.config.ts", /^vitest\.config\.ts$/); // "vitest.evals.config.ts"
 * ```
 */
export function namedConfig(root: string, file: string, found: RegExp): string | undefined {
  const path = resolve(root, file);
  if (dirname(path) === resolve(root) && found.test(basename(path))) return undefined;
  const name = relative(root, path);
  return name === "" ? undefined : name.split(sep).join("/");
}
