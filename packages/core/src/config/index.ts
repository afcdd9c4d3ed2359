export type { AssayConfig } from "./assay-config.ts";
export { defineConfig } from "./define-config.ts";
export { findConfig } from "./find-config.ts";
export { loadConfig, type LoadedConfig } from "./load-config.ts";
