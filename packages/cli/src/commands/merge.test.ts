import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory } from "../test-helpers/memory-io.ts";

async function run(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo(cwd);
  const code = await runCommand(args, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

const shard = (index: number, count: number): { shard: { index: number; count: number } } => ({
  shard: { index, count },
});

test("merge judges the whole, which is then the latest run", async () => {
  const root = scratchDirectory();
  const directory = recordRun(scratchDirectory(), "fail", shard(1, 1));

  const merged = await run(root, "merge", directory);
  const gated = await run(root, "gate", "--json");

  expect(merged.code).toBe(1);
  expect(merged.out).toMatch(/Merged 1 run into \.assay\/runs\/\d{8}T/);
  expect(gated.code).toBe(1);
  expect(JSON.parse(gated.out)).toMatchObject({ sealed: true, mergedFrom: [basename(directory)] });
});

test("a missing shard is 2, and named", async () => {
  const { code, out } = await run(
    scratchDirectory(),
    "merge",
    recordRun(scratchDirectory(), "pass", shard(1, 2)),
  );

  expect(code).toBe(2);
  expect(out).toContain("shard 2 of 2 is missing");
});

test("merge writes where it is told, and gate takes the directory", async () => {
  const root = scratchDirectory();
  const directory = recordRun(scratchDirectory(), "pass", shard(1, 1));

  await run(root, "merge", directory, "--out", "merged");

  expect((await run(root, "gate", "merged")).code).toBe(0);
  expect(existsSync(join(root, ".assay"))).toBe(false);
});

test("runs that are not parts of one whole are 3, with both names", async () => {
  const [a, b] = [1, 1].map((index) => recordRun(scratchDirectory(), "pass", shard(index, 2))) as [
    string,
    string,
  ];

  const { code, out, err } = await run(scratchDirectory(), "merge", a, b, "--json");

  expect([code, err]).toEqual([3, ""]);
  const { error } = JSON.parse(out) as { error: { code: string; message: string } };
  expect(error.code).toBe("MERGE_REFUSED");
  expect(error.message).toContain(basename(a));
  expect(error.message).toContain(basename(b));
});

test("merge of nothing is a usage error, and --help shows examples", async () => {
  expect((await run(scratchDirectory(), "merge")).code).toBe(3);
  expect((await run(scratchDirectory(), "merge", "--help")).out).toContain("$ assay merge artifacts");
});
