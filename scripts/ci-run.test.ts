import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// Stands in for npx: "test" leaves three reports as Vitest would, and the command named in BROKEN fails.
const npx = `#!/usr/bin/env bash
command="\${@: -1}"
if [ "$command" = test ]; then
  for name in unit e2e peers; do
    failed=0
    [ "\${FAILED_IN:-}" = "$name" ] && failed=1
    success=$([ $failed = 0 ] && echo true || echo false)
    echo "{\\"numPassedTests\\":2,\\"numFailedTests\\":$failed,\\"success\\":$success,\\"testResults\\":[]}" > "$TEST_REPORTS/$name.json"
    [ $failed = 0 ] || exit 1
  done
fi
[ "\${BROKEN:-}" != "$command" ]
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ci-run-"));
  writeFileSync(join(folder, "npx"), npx);
  chmodSync(join(folder, "npx"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("ends with the counts and exits 0 when everything passed", () => {
  expect(run({})).toEqual({ line: "6 passed, 0 failed", status: 0 });
});

test("exits non-zero when a test failed, and counts the runs that did not happen", () => {
  expect(run({ FAILED_IN: "e2e" })).toEqual({ line: "4 passed, 2 failed", status: 1 });
});

test("exits non-zero when the tests never ran", () => {
  expect(run({ BROKEN: "test" }).status).toBe(1);
});

test("exits non-zero when check failed", () => {
  expect(run({ BROKEN: "check" })).toEqual({ line: "6 passed, 1 failed", status: 1 });
});

test("exits non-zero when package-check failed", () => {
  expect(run({ BROKEN: "package-check" })).toEqual({ line: "6 passed, 1 failed", status: 1 });
});

test("exits non-zero when the installation failed", () => {
  expect(run({ BROKEN: "--frozen-lockfile" }).status).not.toBe(0);
});

function run(env: Record<string, string>): { line: string | undefined; status: number | null } {
  const path = `${folder}${delimiter}${process.env["PATH"]}`;
  const { stdout, status } = spawnSync(".ci/run", {
    encoding: "utf8",
    env: { ...process.env, PATH: path, ...env },
  });
  return { line: stdout.trim().split("\n").at(-1), status };
}
