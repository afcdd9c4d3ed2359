import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

export interface InstalledPackage {
  /** Real path of its folder. */
  readonly directory: string;
  readonly version: string;
}

/** The package that a module in `from` would get, as Node looks for it; packages need not export their package.json for this. */
export function installedPackage(name: string, from: string): InstalledPackage | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return read(manifest);
    if (dirname(folder) === folder) return undefined;
  }
}

function read(manifest: string): InstalledPackage | undefined {
  try {
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version?: unknown };
    return { directory: realpathSync(dirname(manifest)), version: String(version) };
  } catch {
    return undefined;
  }
}
