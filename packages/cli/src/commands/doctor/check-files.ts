import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isEvalError, loadDataset } from "@assay/core";
import type { RunSettings } from "@assay/core/run";
import { note, ok, problem, type Finding } from "./finding.ts";

/** What of a project's files concerns evals; paths relative to the root, with forward slashes. */
export interface EvalFiles {
  readonly evals: readonly string[];
  readonly datasets: readonly string[];
  /** Whether an eval file calls a matcher that asks a judge, and no model is named in it: then the configured one is asked. */
  readonly judged: boolean;
}

const skipped = new Set(["node_modules", ".git", ".assay", "dist", "build", "coverage"]);
const evalFile = /\.eval\.(?:test|spec)\.[cm]?[jt]sx?$/;
const datasetFile = /\.cases\.(?:jsonl|json|csv)$/;
const judging = /\b(?:toPassJudge|toBeFaithfulTo|toScoreAtLeast|toBePreferredOver)\b/;
const namingModel = /\b(?:model|jury)\b\s*[:,}]/;

export function findEvalFiles(root: string): EvalFiles {
  const files = walk(root, "");
  const evals = files.filter((path) => evalFile.test(path));
  return {
    evals,
    datasets: files.filter((path) => datasetFile.test(path)),
    judged: evals.some((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return judging.test(text) && !namingModel.test(text);
    }),
  };
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(root, path);
      return entry.isFile() ? [path] : [];
    });
}

export function checkEvals({ evals }: EvalFiles): Finding {
  if (evals.length > 0) return ok("evals", `${evals.length} eval ${evals.length === 1 ? "file" : "files"}`);
  const why = "A run without cases is inconclusive";
  return note("evals", "there is no *.eval.test.* file", why, "Write one: assay init makes an example");
}

/** Whether every `*.cases.*` file loads by itself. */
export async function checkDatasets(
  root: string,
  { datasets }: EvalFiles,
  settings: RunSettings | undefined,
): Promise<Finding[]> {
  const partitions = Object.keys(settings?.partitions ?? {});
  const findings: Finding[] = [];
  let cases = 0;
  for (const path of datasets) {
    try {
      cases += (await loadDataset(path, { from: root, partitions })).cases.length;
    } catch (error) {
      if (!isEvalError(error)) throw error;
      findings.push(broken(path, error.message, error.code));
    }
  }
  if (findings.length > 0 || datasets.length === 0) return findings;
  return [
    ok("datasets", `${datasets.length} dataset ${datasets.length === 1 ? "file" : "files"}, ${cases} cases`),
  ];
}

function broken(path: string, message: string, code: string): Finding {
  const remedy = `See assay dataset check ${path}`;
  // An eval file may allow partitions of its own, which is not known here.
  if (code === "DATASET_UNKNOWN_PARTITION") {
    return note("datasets", message, "It loads only where an eval file names the partition", remedy);
  }
  return problem("datasets", message, "The file that loads it has no cases: the run is inconclusive", remedy);
}

/** Whether runs stay out of version control. */
export function checkIgnored(root: string, settings: RunSettings): Finding {
  const { outputDir } = settings;
  const file = join(root, ".gitignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : [];
  const wanted = outputDir.replace(/\/$/, "");
  const ignored = lines.some(
    (line) =>
      line
        .trim()
        .replace(/^\//, "")
        .replace(/\/(?:\*\*?)?$/, "") === wanted,
  );
  if (ignored) return ok("gitignore", `${outputDir}/ is in .gitignore`);
  const why = "Runs hold inputs and outputs, and change with every run";
  return note("gitignore", `${outputDir}/ is not in .gitignore`, why, `Add the line ${wanted}/`);
}

/** Whether some CI job runs the gate. */
export function checkCi(root: string): Finding {
  const workflows = join(root, ".github", "workflows");
  const names = existsSync(workflows) ? readdirSync(workflows).map((name) => join(workflows, name)) : [];
  const gitlab = [join(root, ".gitlab-ci.yml"), join(root, ".gitlab", "evals.yml")];
  const files = [
    ...names.filter((name) => /\.ya?ml$/.test(name)),
    ...gitlab.filter((name) => existsSync(name)),
  ];
  if (files.some((name) => /\bassay\b/.test(readFileSync(name, "utf8"))))
    return ok("ci", "a CI job judges the runs");
  const why = "Where the runner itself dies, only assay gate says that the run is not complete";
  return note("ci", "no CI job names assay", why, "Add one: assay init --ci github or --ci gitlab");
}
