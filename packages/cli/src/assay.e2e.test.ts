import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordRun, scratchDirectory } from "./test-helpers/memory-io.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");

function assay(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): { status: number | null; stdout: string; stderr: string } {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
  return spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: "utf8",
    timeout: 20_000,
    env: { ...env, ...environment },
  });
}

test("assay gate prints the summary and exits by it, without colours into a pipe", () => {
  const root = scratchDirectory();
  recordRun(root, "fail");

  const { status, stdout } = assay(["gate"], root);

  expect(status).toBe(1);
  expect(stdout).toContain("FAIL  golden / pricing (src/a.eval.test.ts > suite)\n    wrong price");
  expect(stdout).not.toContain("\u001b");
});

test.skipIf(!existsSync("/proc/self")).each([
  [2, ["report", "--out", "/proc/assay/report.html"], "report"],
  [3, ["merge", "--out", "/proc/assay/merged", "."], "merge"],
] as const)("exits with %i at once where a file system takes no file: %j", (code, args, what) => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { status, stdout, stderr } = assay(args, root);

  expect({ status, stdout }).toEqual({ status: code, stdout: "" });
  expect(stderr).toMatch(/^Failed to (write|merge) .*"\/proc\/assay\/[\w.]+": ENOENT: .*\n$/);
  expect(stderr).toContain(what);
});

test("FORCE_COLOR colours it", () => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  expect(assay(["gate"], root, { FORCE_COLOR: "1" }).stdout).toContain("\u001b[32mPASS");
});

test("assay gate without a run exits with 2 and one line", () => {
  const { status, stdout, stderr } = assay(["gate"], scratchDirectory());

  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("a reader that goes away early leaves the exit code as it is", () => {
  const root = scratchDirectory();
  recordRun(root, "fail");

  const { stdout, stderr } = spawnSync(
    "bash",
    ["-c", `"${process.execPath}" "${bin}" gate --json | true; echo "exit \${PIPESTATUS[0]}"`],
    {
      cwd: root,
      encoding: "utf8",
    },
  );

  expect(stdout).toBe("exit 1\n");
  expect(stderr).toBe("");
});

test("assay --help lists the commands", () => {
  const { status, stdout } = assay(["--help"], scratchDirectory());

  expect(status).toBe(0);
  expect(stdout).toContain("gate [options] [run]");
});
