import { createRequire } from "node:module";
import { join } from "node:path";

/** The version of the Jest installed for the project in `root`; Jest tells a reporter everything but that. */
export function jestVersion(root: string): string {
  const require = createRequire(join(root, "package.json"));
  for (const name of ["jest/package.json", "@jest/core/package.json"]) {
    try {
      return (require(name) as { readonly version: string }).version;
    } catch {
      continue;
    }
  }
  return "unknown";
}
