// Bundles the JavaScript that tsc emitted: entries with shared chunks, as ES modules or as CommonJS.
import { dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { chunksOf } from "./chunks.mjs";
import { loadLazily } from "./load-lazily.mjs";

/** Bundles the ES modules in the folder `from` into the folder `to`, as "es" or "cjs". */
export async function bundlePackage({ name, entries, from, to, format }) {
  const bundle = await rolldown({
    // Names that a bundle gives to files outside of it then hold nothing of where it was made.
    cwd: from,
    input: Object.fromEntries(entries.map((entry) => [entry, join(from, `${entry}.js`)])),
    platform: "node",
    external: (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[a-z]:\\/i.test(id),
    plugins: [keepCommonJs],
    preserveEntrySignatures: "allow-extension",
    checks: { ineffectiveDynamicImport: false },
    onLog: failOnWarning,
    experimental: { attachDebugInfo: "none" },
  });
  await bundle.write({
    dir: to,
    format,
    strict: true,
    exports: "named",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    // Jest's sandbox cannot import(): in CommonJS every import() becomes require().
    dynamicImportInCjs: false,
    // Names and lines stay readable in a stack.
    minify: false,
    minifyInternalExports: false,
    comments: { jsdoc: false, annotation: false, legal: true },
    codeSplitting: chunksOf(name, from),
    plugins: format === "cjs" ? [loadLazily(["matcher-list"])] : [],
  });
  await bundle.close();
}

/** The entries of a package's exports, as paths without extension: "index", "report/index". */
export function entriesOf(exports) {
  return Object.values(exports).flatMap(({ "assay-source": source }) =>
    source === undefined ? [] : [source.replace(/^\.\/src\/(.*)\.ts$/, "$1")],
  );
}

/** Files that are CommonJS in both builds stay files: what they take from Node, a bundle of ES modules cannot give them. */
const keepCommonJs = {
  name: "keep-commonjs",
  resolveId(source, importer) {
    return source.endsWith(".cjs") ? { id: resolve(dirname(importer), source), external: true } : null;
  },
};

function failOnWarning(level, { message }) {
  if (level === "warn") throw new Error(`Failed to bundle: ${message}`);
}
