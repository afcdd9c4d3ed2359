// The packages that go to the registry, and the pnpm that runs them.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Every package under packages/ that is not private, with its manifest. */
export function publishedPackages() {
  return readdirSync(join(root, "packages"))
    .toSorted()
    .map((name) => ({ name, directory: join(root, "packages", name) }))
    .map((entry) => ({ ...entry, manifest: readJson(join(entry.directory, "package.json")) }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** The package's entries that have types: `[".", "./dist/index.d.ts"]`. */
export function typedEntries(manifest) {
  return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const types = target.import?.types ?? target.types;
    return types === undefined ? [] : [[entry, types]];
  });
}

/** Runs the pnpm of this workspace, whether or not a pnpm script started us. */
export function pnpm(args, options) {
  const own = process.env.npm_execpath ?? "";
  if (own.includes("pnpm")) return execFileSync(process.execPath, [own, ...args], options);
  const { packageManager } = readJson(join(root, "package.json"));
  return execFileSync("npx", ["-y", packageManager, ...args], options);
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
