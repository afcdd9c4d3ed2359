import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = dirname(dirname(fileURLToPath(import.meta.url)));

export interface FinishedExample {
  readonly exitCode: number | null;
  readonly output: string;
  /** `summary.json` of the run. */
  readonly summary: Summary;
  /** What the script of `followUp` did. */
  readonly followUp?: Pick<FinishedExample, "exitCode" | "output">;
}

/** The part of `summary.json` that these tests name. */
export interface Summary {
  readonly runner: { readonly name: string };
  readonly sealed: boolean;
  readonly gate: { readonly verdict: string };
  readonly partitions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly cases: readonly {
    readonly id: string;
    readonly test: string;
    readonly partition: string;
    readonly status: string;
    readonly reason?: string;
  }[];
}

export interface RunExampleOptions {
  /** Added to a bare environment without a key: the example runs offline. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the runner. */
  readonly args?: readonly string[];
  /** A package script that is run afterwards, beside the run. */
  readonly followUp?: string;
}

/**
 * Runs a copy of an example, as its package script does: two test files may run it at once. `root` is the folder that holds its
 * runs.
 */
export async function runExample(
  example: string,
  script: string,
  root: string,
  { env = {}, args = [], followUp }: RunExampleOptions = {},
): Promise<FinishedExample> {
  const cwd = copyExample(example);
  try {
    const { exitCode, output } = await npmRun(cwd, [script, "--", ...args], env);
    const runs = join(cwd, root, ".assay", "runs");
    const newest = readdirSync(runs).toSorted().at(-1) ?? "";
    const summary = JSON.parse(readFileSync(join(runs, newest, "summary.json"), "utf8")) as Summary;
    return {
      exitCode,
      output,
      summary,
      ...(followUp !== undefined && { followUp: await npmRun(cwd, [followUp], env) }),
    };
  } finally {
    rmSync(dirname(cwd), { recursive: true, force: true, maxRetries: 5 });
  }
}

function copyExample(example: string): string {
  const source = join(examples, example);
  const cwd = join(mkdtempSync(join(tmpdir(), "assay-example-")), example);
  const left = new Set(["node_modules", ".assay"]);
  cpSync(source, cwd, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(source, "node_modules"), join(cwd, "node_modules"), "junction");
  return cwd;
}

function npmRun(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Pick<FinishedExample, "exitCode" | "output">> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn("npm", ["run", "--silent", ...args], {
    cwd,
    env: { PATH, HOME, NO_COLOR: "1", CI: "1", ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output: stdout + stderr }));
  });
}
