import { workerState } from "../run/worker-state.ts";
import type { AssayConfig } from "./assay-config.ts";

const configSymbol = Symbol.for("assay.worker-config.1");
const holder = globalThis as {
  [configSymbol]?: { readonly root: string; readonly config: Promise<AssayConfig> };
};

/** The project's configuration, models included: loaded once per worker (in Jest: once per test file), when first asked for. */
export function workerConfig(): Promise<AssayConfig> {
  const { root } = workerState();
  if (holder[configSymbol]?.root !== root) holder[configSymbol] = { root, config: load(root) };
  return holder[configSymbol].config;
}

async function load(root: string): Promise<AssayConfig> {
  const { loadConfig } = await import("./load-config.ts");
  return (await loadConfig(root)).config;
}
