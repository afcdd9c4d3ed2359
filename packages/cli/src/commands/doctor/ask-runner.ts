import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedPackage } from "../../project/installed-package.ts";
import type { RunnerName } from "../../project/project-facts.ts";

/** What a runner says of its own configuration, after every preset, plugin and default. */
export interface RunnerSetup {
  readonly reporters: readonly string[];
  readonly setupFiles: readonly string[];
  readonly plugins: readonly string[];
  /** Projects that have a configuration of their own. */
  readonly projects: number;
  /** Projects of Vitest that have eval files and do not load our set-up file. */
  readonly bare: readonly string[];
  /** Jest's own setting; a path. */
  readonly testSequencer?: string;
}

/** The set-up as the runner resolves it, in a process of its own; or why it could not say. */
export async function askRunner(
  runner: RunnerName,
  root: string,
): Promise<RunnerSetup | { readonly failure: string }> {
  const installed = installedPackage(runner, root);
  if (installed === undefined) return { failure: `${runner} is not installed` };
  const args =
    runner === "jest"
      ? [join(installed.directory, "bin", "jest.js"), "--showConfig"]
      : ["--input-type=module", "--eval", vitestScript(installed.directory)];
  const { stdout, stderr, status } = await run(args, root);
  const start = stdout.indexOf("{");
  if (status !== 0 || start === -1) return { failure: lastLines(stderr || stdout) };
  try {
    const text = stdout.slice(start);
    return runner === "jest" ? fromJest(text) : (JSON.parse(text) as RunnerSetup);
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

/**
 * `resolveConfig` is public in Vitest 4 and 5, and gives another shape in each. It knows nothing of what a project's own
 * configuration says; `createVitest` does.
 */
function vitestScript(directory: string): string {
  const node = pathToFileURL(join(directory, "dist", "node.js")).href;
  return `
const { createVitest, resolveConfig } = await import(${JSON.stringify(node)});
const resolved = await resolveConfig({ root: process.cwd(), watch: false });
const test = resolved.vitestConfig ?? resolved.test ?? resolved;
const plugins = (resolved.viteConfig ?? resolved).plugins ?? [];
const names = (list) => (list ?? []).map((one) => String(Array.isArray(one) ? one[0] : one?.constructor?.name === "Object" ? one.name : typeof one === "string" ? one : one?.constructor?.name));
const bare = [];
if (test.projects?.length > 0) {
  const vitest = await createVitest("test", { root: process.cwd(), watch: false, run: true, reporters: [] });
  for (const project of vitest.projects) {
    if (project.config.setupFiles.some((file) => /virtual:assay\\/setup|vitest.*[\\\\/](?:install-)?setup/.test(file))) continue;
    const { testFiles } = await project.globTestFiles();
    if (testFiles.some((file) => /\\.eval\\.(?:test|spec)\\.[cm]?[jt]sx?$/.test(file))) bare.push(project.name);
  }
}
console.log(JSON.stringify({
  reporters: names(test.reporters),
  setupFiles: [test.setupFiles ?? []].flat(),
  plugins: plugins.flat(Infinity).map((one) => one?.name).filter(Boolean),
  projects: test.projects?.length ?? 0,
  bare,
}));
process.exit(0);`;
}

interface JestConfig {
  readonly globalConfig: {
    readonly reporters?: readonly (readonly [string, unknown])[];
    readonly projects?: readonly unknown[];
    readonly testSequencer?: string;
  };
  readonly configs: readonly { readonly setupFilesAfterEnv?: readonly string[] }[];
}

function fromJest(text: string): RunnerSetup {
  const { globalConfig, configs } = JSON.parse(text) as JestConfig;
  const shared = configs.map(({ setupFilesAfterEnv = [] }) => setupFilesAfterEnv);
  return {
    reporters: (globalConfig.reporters ?? []).map(([path]) => path),
    // What every project has: one without the set-up has no matchers.
    setupFiles: (shared[0] ?? []).filter((file) => shared.every((files) => files.includes(file))),
    plugins: [],
    projects: configs.length,
    bare: [],
    ...(globalConfig.testSequencer !== undefined && { testSequencer: globalConfig.testSequencer }),
  };
}

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

function run(args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => resolve({ stdout, stderr: error.message, status: null }));
    child.on("close", (status) => resolve({ stdout, stderr, status }));
  });
}

function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const error = lines.find((line) => /error/i.test(line));
  return (error ?? lines[0] ?? "it said nothing").trim().slice(0, 300);
}
