/**
 * Where the runs of the project in `root` are, relative to it.
 *
 * @throws EvalError `CONFIG_INVALID` or `CONFIG_UNREADABLE`.
 */
export async function outputDirectory(root: string): Promise<string> {
  const { loadConfig } = await import("@assay/core/run");
  const { settings } = await loadConfig(root);
  return settings.outputDir;
}
