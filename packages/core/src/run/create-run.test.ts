import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { isEvalError } from "../errors/eval-error.ts";
import { createRun, type CreateRunOptions } from "./create-run.ts";
import { findRun } from "./find-run.ts";
import { pruneRuns } from "./prune-runs.ts";
import { readRunManifest } from "./run-manifest.ts";
import { defaultSettings } from "./run-settings.ts";
import { scratchDirectory, scratchRun } from "./test-helpers/scratch-run.ts";

function options(root: string): CreateRunOptions {
  return { root, runner: { name: "jest", version: "30.5.2" }, settings: defaultSettings, filter: {} };
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test("makes a directory for its owner only, with the manifest in it", () => {
  const run = scratchRun({ filter: { testNamePattern: "refund" }, shard: { index: 1, count: 2 } });

  expect(mode(run.directory)).toBe("700");
  expect(mode(join(run.directory, "run.json"))).toBe("600");
  expect(readRunManifest(run.directory)).toEqual(run.manifest);
  expect(run.manifest).toMatchObject({
    schema: "assay.run/1",
    filter: { testNamePattern: "refund" },
    shard: { index: 1 },
  });
});

test("ids sort by time", async () => {
  const root = scratchDirectory();
  const first = createRun(options(root));
  await new Promise((resolve) => setTimeout(resolve, 3));
  const second = createRun(options(root));

  expect(basename(first.directory)).toMatch(/^\d{8}T\d{9}Z-[0-9a-f]{6}$/);
  expect(first.manifest.runId < second.manifest.runId).toBe(true);
});

test("keeps runs out of version control, and an existing .gitignore as it is", () => {
  const root = scratchDirectory();
  createRun(options(root));
  const ignore = join(root, ".assay", ".gitignore");
  expect(readFileSync(ignore, "utf8")).toBe("*\n");

  writeFileSync(ignore, "mine\n");
  createRun(options(root));

  expect(readFileSync(ignore, "utf8")).toBe("mine\n");
});

test("a root in which nothing can be made is an error that says what to do", () => {
  const root = join(scratchDirectory(), "file");
  writeFileSync(root, "");

  expect(() => createRun(options(root))).toThrow(
    /Failed to create run .*Make ".*file" writable, or set outputDir/,
  );
});

const now = Date.UTC(2026, 10, 21, 12);

/** A directory of runs that began so many hours ago. */
function runsOf(hours: readonly number[], sealed: (hour: number) => boolean): string {
  const runs = join(scratchDirectory(), "runs");
  for (const hour of hours) {
    const id = `${new Date(now - hour * 3_600_000).toISOString().replace(/[-:.]/g, "")}-00000${hour % 10}`;
    mkdirSync(join(runs, id), { recursive: true });
    if (sealed(hour)) writeFileSync(join(runs, id, "seal.json"), "{}");
  }
  return runs;
}

test("removes the oldest runs", () => {
  const runs = runsOf([1, 2, 3, 4, 5], () => true);
  const before = readdirSync(runs).sort();

  pruneRuns(runs, { keep: 2, now });

  expect(readdirSync(runs).sort()).toEqual(before.slice(-2));
});

test("never removes a run without a seal that is younger than a day: it may still be running", () => {
  const runs = runsOf([1, 2, 23, 25], (hour) => hour === 2);

  pruneRuns(runs, { keep: 1, now });

  expect(readdirSync(runs)).toHaveLength(2);
});

test("removes nothing that is not a run, and follows no link", () => {
  const runs = runsOf([1, 2], () => true);
  const outside = scratchDirectory();
  writeFileSync(join(outside, "precious"), "");
  mkdirSync(join(runs, "notes"));
  symlinkSync(outside, join(runs, "20200101T000000000Z-abcdef"));

  pruneRuns(runs, { keep: 1, now });

  expect(readdirSync(runs)).toHaveLength(3);
  expect(existsSync(join(outside, "precious"))).toBe(true);
});

test("finds the newest run, one by the beginning of its id, and one by its path", async () => {
  const root = scratchDirectory();
  const first = createRun(options(root));
  await new Promise((resolve) => setTimeout(resolve, 3));
  const second = createRun(options(root));

  expect(findRun(root, ".assay")).toBe(second.directory);
  expect(findRun(root, ".assay", "latest")).toBe(second.directory);
  expect(findRun(root, ".assay", first.manifest.runId)).toBe(first.directory);
  expect(findRun(root, ".assay", first.manifest.runId.slice(0, 22))).toBe(first.directory);
  expect(findRun(dirname(root), ".assay", first.directory)).toBe(first.directory);
});

test.each([undefined, "20991231", "../.."])(
  "a run %s that is not there is an error that says what to do",
  (id) => {
    const root = scratchDirectory();
    try {
      findRun(root, ".assay", id);
      expect.unreachable();
    } catch (error) {
      expect(isEvalError(error) && error.code).toBe("RUN_NOT_FOUND");
      expect((error as Error).message).toContain("Run the tests with Assay's reporter first");
    }
  },
);

test("an id that several runs begin with is refused", () => {
  const root = scratchDirectory();
  createRun(options(root));
  createRun(options(root));

  expect(() => findRun(root, ".assay", "20")).toThrow("2 runs begin with it. Name more of the id.");
});
