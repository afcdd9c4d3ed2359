import { isEvalError, loadConfig, type LoadedConfig } from "@assay/core/run";
import { fileURLToPath } from "node:url";
import type {} from "vitest/config";
import type { Vite, Vitest } from "vitest/node";
import { AssayReporter } from "./reporter.ts";

/**
 * A module of the plugin's own and not a file of the package: Vitest evaluates what it transforms anew for each test
 * file, and a package's files only once per worker. Without isolation, the second file would have no set-up.
 */
const setupModule = "virtual:assay/setup";

/** From source (in this repository's tests) it is TypeScript. */
const installSetup: string = fileURLToPath(
  new URL(`./install-setup.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url),
);

const loading = new WeakMap<Vitest, Promise<LoadedConfig>>();

/**
 * The Vitest plugin: registers Assay's set-up file and reporter, and lets as many cases run at once as the
 * configuration says. With several projects, list it in each of them (Vitest 4: or set `extends: true`).
 *
 * @throws EvalError `CONFIG_INVALID` when assay.config.* has a mistake: the run does not start.
 * @example
 * ```ts
 * // vitest.config.ts
 * import { assay } from "@assay/vitest/plugin";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({ plugins: [assay()] });
 * ```
 */
export function assay(): Vite.Plugin {
  return {
    name: "assay",
    // The id stays as it is (without a null byte in front): Vitest 4 finds the module to evaluate anew by the name in setupFiles.
    resolveId: (id) => (id === setupModule ? setupModule : undefined),
    load: (id) => (id === setupModule ? setupCode() : undefined),
    async configureVitest({ project, vitest }) {
      if (vitest.mode === "benchmark") return;
      let loaded = loading.get(vitest);
      if (loaded === undefined) {
        loaded = load(vitest);
        loading.set(vitest, loaded);
      }
      const { settings } = await loaded;
      const { config } = project;
      // First, so that our clock, timers and fetch are the real ones whatever other set-up files do to them.
      if (!config.setupFiles.includes(setupModule)) config.setupFiles.unshift(setupModule);
      config.maxConcurrency = Math.max(config.maxConcurrency, settings.concurrency);
    },
  };
}

function setupCode(): string {
  return `import { installSetup } from ${JSON.stringify(installSetup)};\ninstallSetup();\n`;
}

/** Twice, it would record a second run, of no case. */
function isOurs(listed: unknown): boolean {
  const one: unknown = Array.isArray(listed) ? listed[0] : listed;
  return one instanceof AssayReporter || one === "@assay/vitest/reporter";
}

async function load(vitest: Vitest): Promise<LoadedConfig> {
  try {
    const loaded = await loadConfig(vitest.config.root);
    const { reporters } = vitest.config;
    if (!reporters.some(isOurs)) reporters.push(new AssayReporter());
    return loaded;
  } catch (error) {
    // Vitest inspects what stops its start, with stack and properties; the message says it all.
    if (isEvalError(error)) {
      error.stack = `${error.name}: ${error.message}`;
      for (const key of Object.keys(error)) Object.defineProperty(error, key, { enumerable: false });
    }
    throw error;
  }
}
