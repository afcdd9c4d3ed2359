import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeOf, type Peer } from "../../fixtures/run-project.ts";
import type { FinishedExample, Summary } from "./run-example.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs a copy of an example with the runner of `peer`, as the example's own script does with its runner. */
export function runExampleOn(peer: Peer, example: string): FinishedExample {
  const modules = join(root, "fixtures", "peers", peer, "node_modules");
  const parent = join(dirname(modules), ".tmp");
  mkdirSync(parent, { recursive: true });
  const cwd = mkdtempSync(join(parent, `${example}-`));
  const source = join(root, "examples", example);
  const left = new Set(["node_modules", ".assay"]);
  cpSync(source, cwd, { recursive: true, filter: (path) => !left.has(basename(path)) });
  linkDependencies(source, modules, cwd);
  const { PATH = "", HOME = "" } = process.env;
  const runner = peer.startsWith("jest") ? "jest" : "vitest";
  const args =
    runner === "jest"
      ? [join(modules, "jest", "bin", "jest.js"), "--rootDir", "jest", "--config", "jest/jest.config.cjs"]
      : [join(modules, "vitest", "vitest.mjs"), "run", "--root", "vitest"];
  try {
    const { status, stdout, stderr } = spawnSync(nodeOf(peer), args, {
      cwd,
      encoding: "utf8",
      env: { PATH, HOME, NO_COLOR: "1", CI: "1" },
    });
    const runs = join(cwd, runner, ".assay", "runs");
    const newest = readdirSync(runs).toSorted().at(-1) ?? "";
    const summary = JSON.parse(readFileSync(join(runs, newest, "summary.json"), "utf8")) as Summary;
    return { exitCode: status, output: stdout + stderr, summary };
  } finally {
    rmSync(cwd, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the application itself needs, beside what the runner's own folder has. */
function linkDependencies(source: string, modules: string, cwd: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies).filter((one) => !existsSync(join(modules, one)))) {
    const link = join(cwd, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(source, "node_modules", name), link, "junction");
  }
}
