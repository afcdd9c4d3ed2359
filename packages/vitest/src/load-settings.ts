import { defaultSettings, type RunSettings } from "@assay/core/run";

export interface LoadedSettings {
  readonly settings: RunSettings;
  readonly file?: string;
}

export async function loadSettings(root: string): Promise<LoadedSettings> {
  void root;
  return { settings: defaultSettings };
}
