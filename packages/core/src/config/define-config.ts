import type { AssayConfig } from "./assay-config.ts";

/**
 * Returns `config` as it is; gives an editor its type. Mistakes are reported when the configuration is loaded.
 *
 * @example
 * ```ts
 * // assay.config.ts
 * export default defineConfig({ judge: lexical(), partitions: { distribution: { passRate: 0.9 } } });
 * ```
 */
export function defineConfig(config: AssayConfig): AssayConfig {
  return config;
}
