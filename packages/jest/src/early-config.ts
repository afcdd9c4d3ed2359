import { loadConfig, type LoadedConfig } from "@assay/core/run";

interface EarlyConfig {
  readonly root: string;
  readonly loaded: Promise<LoadedConfig>;
}

const earlySymbol = Symbol.for("assay.jest.config.1");
const holder = globalThis as { [earlySymbol]?: EarlyConfig };

/** The configuration for those who need it before the reporter: the preset, and a sequencer. */
export async function loadConfigEarly(root: string): Promise<LoadedConfig> {
  const early = holder[earlySymbol];
  if (early?.root === root) return early.loaded;
  const loaded = loadConfig(root);
  holder[earlySymbol] = { root, loaded };
  return loaded;
}

/** The configuration, without running its file a second time; a later run in watch mode reads it afresh. */
export async function loadConfigOnce(root: string): Promise<LoadedConfig> {
  const early = holder[earlySymbol];
  delete holder[earlySymbol];
  return early?.root === root ? early.loaded : loadConfig(root);
}
