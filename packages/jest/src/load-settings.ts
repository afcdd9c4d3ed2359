import { defaultSettings, type RunSettings } from "@assay/core/run";

export async function loadConfig(_root: string): Promise<{ settings: RunSettings; file?: string }> {
  return { settings: defaultSettings };
}
