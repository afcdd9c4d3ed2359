import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { fs } from "../platform/native-fs.cjs";

/** File names of a configuration. */
export const configNames: readonly string[] = ["ts", "mts", "js", "mjs", "cjs", "json"].map(
  (extension) => `assay.config.${extension}`,
);

/**
 * The configuration file in `root`, absolute; `undefined` when there is none.
 *
 * @throws EvalError (CONFIG_INVALID) when there are two: which of them counts would be a guess.
 */
export function findConfig(root: string): string | undefined {
  const found = configNames.filter((name) => fs.existsSync(join(root, name)));
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second === undefined) return join(root, first);
  throw new EvalError(
    `Failed to load the configuration: ${found.join(" and ")} stand side by side. Keep one of them.`,
    { code: "CONFIG_INVALID", location: { file: join(root, second) } },
  );
}
