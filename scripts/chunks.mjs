// Which chunk of a bundle a module goes to. A layer takes what its roots import statically and no layer above has taken, so
// it depends on layers above only. What no layer takes (the far side of an import()) the bundler splits by itself.
import { join } from "node:path";

/**
 * Layers of @assay/core, in the order in which a test file comes to use them: each loads when something of it is first used.
 * A root with a star is a list file: it stands for what it lists.
 */
const layers = [
  { chunk: "matcher-list", roots: ["matchers/index"], alone: true },
  { chunk: "set-up", roots: ["matchers/lazy-matchers", "matchers/preload-checks"], alone: true },
  {
    chunk: "set-up",
    roots: [
      "run/worker-state",
      "run/case-context",
      "run/plain-test-rules",
      "run/baseline/default-baseline",
      "platform/originals",
      "platform/write-file-atomic",
      "models/model-error",
      "metrics/field-rules",
      // Small, and all that a summary needs of later layers.
      "judges/spend",
      "run/token-totals",
      "run/tally-recordings",
      "run/last-of-polls",
      "run/bad-input",
      "run/read-dataset-warnings",
      "run/case-shard",
      "run/case-shares",
      "run/score-rule",
      "run/bounded-verdict",
      "run/cut-text",
      "platform/canonical-json",
      "statistics/percentile",
      "statistics/beta-distribution",
      "statistics/binomial-distribution",
      "statistics/wilson-interval",
      // And what every report is made with.
      "report/encode-terminal",
      "report/encode-csv",
      "report/eval-meta",
    ],
  },
  {
    chunk: "suite",
    roots: [
      "run/plan-suite",
      "run/run-case",
      "run/note-dataset",
      "run/skip-reason",
      "run/check-eval-options",
      "platform/blame-caller",
      "dataset/load-dataset-sync",
      "dataset/load-dataset",
    ],
  },
  { chunk: "checks", roots: ["matchers/to-satisfy-constraints", "matchers/to-match-tokens"] },
  {
    chunk: "models",
    roots: [
      "models/openai",
      "models/lexical",
      "models/from-function",
      "models/ai-sdk",
      "models/openai-embeddings",
      "models/bounded-fetch",
      "models/recordings/recorded",
    ],
  },
  { chunk: "matchers", roots: ["matchers/index*"] },
  { chunk: "authors", roots: ["index*", "adapter*"] },
  { chunk: "config", roots: ["config/load-config"] },
  { chunk: "lexical", roots: ["models/lexical/answer-question"] },
  {
    chunk: "judges",
    roots: ["binary", "claims", "cover", "pairwise", "score", "similarity"].map(
      (kind) => `judges/run-${kind}-judge`,
    ),
  },
  // Before what reads recordings in the parent process: a test file that replays loads no reports.
  {
    chunk: "recorded",
    roots: ["models/recordings/ask-recorded", "models/recordings/embed-recorded"],
  },
  {
    chunk: "parent",
    roots: [
      "run/create-run",
      "run/finish-run",
      "run/read-history",
      "run/suite-files",
      "run/must-fail",
      "run/exit-code",
      "report/render-terminal",
      "platform/unicode-terminal",
    ],
  },
  // Called in every run, but only some use what these import.
  { chunk: "parent", roots: ["report/report-to-github", "judges/check/judge-check-note"], alone: true },
  { chunk: "reports", roots: ["run/index*", "report/index*"] },
  { chunk: "numbers", roots: ["metrics/index*", "statistics/index*"] },
];

/** The bundler's option `codeSplitting`. */
export function chunksOf(packageName, from) {
  if (packageName !== "@assay/core") return true;
  let chunks;
  const name = (id, context) => {
    chunks ??= assignChunks(from, context);
    return chunks.get(id) ?? null;
  };
  return { includeDependenciesRecursively: false, groups: [{ debugName: "layers", name }] };
}

function assignChunks(from, context) {
  const chunks = new Map();
  for (const { chunk, roots, alone } of layers) {
    for (const id of reached(roots, alone, from, context)) if (!chunks.has(id)) chunks.set(id, chunk);
  }
  return chunks;
}

function reached(roots, alone, from, context) {
  const found = new Set();
  const visit = (id) => {
    const module = moduleOf(id, context);
    if (module.isExternal || found.has(id)) return;
    found.add(id);
    if (!alone) module.importedIds.forEach(visit);
  };
  for (const root of roots) {
    const id = join(from, `${root.replace("*", "")}.js`);
    if (root.endsWith("*")) moduleOf(id, context).importedIds.forEach(visit);
    else visit(id);
  }
  return found;
}

function moduleOf(id, context) {
  const module = context.getModuleInfo(id);
  if (module !== null) return module;
  throw new Error(
    `Failed to split into chunks: there is no module "${id}". Correct the layers in scripts/chunks.mjs.`,
  );
}
