import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = dirname(dirname(fileURLToPath(import.meta.url)));

export interface FinishedExample {
  readonly exitCode: number | null;
  readonly output: string;
  /** `summary.json` of the run. */
  readonly summary: Summary;
}

/** The part of `summary.json` that these tests name. */
export interface Summary {
  readonly runner: { readonly name: string };
  readonly sealed: boolean;
  readonly gate: { readonly verdict: string };
  readonly partitions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly cases: readonly { readonly id: string; readonly status: string }[];
}

/** Runs an example offline, as its package script does; `root` is the folder that holds its runs. */
export function runExample(
  example: string,
  script: string,
  root: string,
  env: Record<string, string> = {},
): FinishedExample {
  const cwd = join(examples, example);
  const { PATH = "", HOME = "" } = process.env;
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script], {
    cwd,
    encoding: "utf8",
    env: { PATH, HOME, NO_COLOR: "1", CI: "1", ...env },
  });
  const runs = join(cwd, root, ".assay", "runs");
  const newest = readdirSync(runs).toSorted().at(-1) ?? "";
  const summary = JSON.parse(readFileSync(join(runs, newest, "summary.json"), "utf8")) as Summary;
  return { exitCode: status, output: stdout + stderr, summary };
}
