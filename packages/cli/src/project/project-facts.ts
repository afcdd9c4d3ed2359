import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EvalError } from "@assay/core";
import { installedPackage } from "./installed-package.ts";

export type RunnerName = "vitest" | "jest";
export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** What a project's own files say about it; nothing of it is run. */
export interface ProjectFacts {
  readonly root: string;
  /** Of package.json: all that it depends on, in whatever way. */
  readonly dependencies: ReadonlySet<string>;
  readonly runners: readonly RunnerName[];
  readonly typescript: boolean;
  /** `"type": "module"` in package.json. */
  readonly esm: boolean;
  readonly packageManager: PackageManager;
  /** File names of the runners' configurations, relative to the root; `package.json` where it holds Jest's. */
  readonly configs: { readonly [Runner in RunnerName]?: string };
  readonly hasBabelConfig: boolean;
}

interface PackageJson {
  readonly type?: unknown;
  readonly jest?: unknown;
  readonly packageManager?: unknown;
  readonly [field: string]: unknown;
}

/**
 * Reads what is in `root`.
 *
 * @throws EvalError `CONFIG_UNREADABLE` when there is no package.json, or one that is no JSON.
 */
export function projectFacts(root: string): ProjectFacts {
  const names = new Set(existsSync(root) ? readdirSync(root) : []);
  const manifest = readPackageJson(root);
  const dependencies = new Set(
    ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].flatMap((field) =>
      Object.keys((manifest[field] as object | undefined) ?? {}),
    ),
  );
  const vitest = configName(names, ["vitest.config", "vite.config"]);
  const jest =
    configName(names, ["jest.config"]) ?? (manifest.jest === undefined ? undefined : "package.json");
  return {
    root,
    dependencies,
    runners: runnersOf(root, dependencies, { vitest, jest }),
    typescript: names.has("tsconfig.json") || dependencies.has("typescript"),
    esm: manifest.type === "module",
    packageManager: packageManagerOf(root, manifest),
    configs: { ...(vitest !== undefined && { vitest }), ...(jest !== undefined && { jest }) },
    hasBabelConfig: [...names].some((name) => /^(babel\.config\.|\.babelrc)/.test(name)),
  };
}

/** Those that package.json names; in a member of a workspace that names none, those of the workspace that it is set up for. */
function runnersOf(
  root: string,
  dependencies: ReadonlySet<string>,
  configs: { readonly [Runner in RunnerName]: string | undefined },
): readonly RunnerName[] {
  const all = ["vitest", "jest"] as const;
  const named = all.filter((runner) => dependencies.has(runner));
  if (named.length > 0) return named;
  return all.filter(
    (runner) =>
      installedPackage(runner, root) !== undefined &&
      (dependencies.has(`@assay/${runner}`) || configs[runner] !== undefined),
  );
}

function readPackageJson(root: string): PackageJson {
  const file = join(root, "package.json");
  const failed = (what: string, remedy: string, cause?: unknown): EvalError =>
    new EvalError(`Failed to read "${file}": ${what}. ${remedy}.`, {
      code: "CONFIG_UNREADABLE",
      location: { file },
      cause,
    });
  if (!existsSync(file))
    throw failed("there is no such file", "Go to the project's directory, or run: npm init");
  try {
    const value = JSON.parse(readFileSync(file, "utf8").replace(/^\ufeff/, "")) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as PackageJson;
  } catch (error) {
    throw failed((error as Error).message, "Correct it", error);
  }
  throw failed("it holds no object", "Correct it");
}

function configName(names: ReadonlySet<string>, stems: readonly string[]): string | undefined {
  const extensions = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"];
  return stems
    .flatMap((stem) => extensions.map((extension) => `${stem}.${extension}`))
    .find((name) => names.has(name));
}

const lockFiles: readonly [string, PackageManager][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/** Of a workspace, the lock file lies further up. */
function packageManagerOf(root: string, manifest: PackageJson): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(String(manifest.packageManager ?? ""))?.[1];
  if (named !== undefined) return named as PackageManager;
  for (let folder = root; ; folder = dirname(folder)) {
    const found = lockFiles.find(([name]) => existsSync(join(folder, name)));
    if (found !== undefined) return found[1];
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return "npm";
  }
}
