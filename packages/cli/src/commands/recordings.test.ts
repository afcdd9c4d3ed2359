import { mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromFunction, recorded } from "@assay/core";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo } from "../test-helpers/memory-io.ts";

let root: string;
const long = 1_000 * 60 * 60 * 24 * 400;

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "assay-cli-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, "assay.config.json"), '{"recordings":{"mode":"auto","folder":"kept"}}');
  for (const id of ["one", "two"]) {
    const model = fromFunction(
      () => ({ text: "Hello.", finishReason: "stop", usage: { inputTokens: 10, outputTokens: 5 } }),
      { id, family: "test" },
    );
    await recorded(model, { mode: "auto", folder: join(root, "kept") }).complete({
      messages: [{ role: "user", content: "hi" }],
      trial: 1,
    });
  }
});

function files(): readonly string[] {
  return readdirSync(join(root, "kept"), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".json"))
    .toSorted();
}

async function run(
  ...args: string[]
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  const io = memoryIo(root, { width: 120 });
  const exitCode = await runCommand(["recordings", ...args], io);
  return { exitCode, out: io.stdout(), err: io.stderr() };
}

test("list has a line per recording of the configured folder", async () => {
  const { exitCode, out } = await run("list");
  expect(exitCode).toBe(0);
  expect(out.trim().split("\n").toSorted()).toEqual([
    expect.stringMatching(/^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d {2}(one|two) {2}chat, trial 2$/),
    expect.stringMatching(/^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d {2}(one|two) {2}chat, trial 2$/),
  ]);
});

test("list --model --json has the facts of one model's", async () => {
  const { out } = await run("list", "--model", "two", "--json");
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({
      kind: "chat",
      model: "two",
      trial: 1,
      file: expect.stringMatching(/^kept\/[0-9a-f]{2}\//) as string,
    }),
  ]);
});

test("stats counts them by model", async () => {
  expect(JSON.parse((await run("stats", "--json")).out)).toMatchObject({
    recordings: 2,
    unusable: 0,
    tokens: 30,
    models: { one: 1, two: 1 },
  });
  const { out, exitCode } = await run("stats");
  expect(out).toMatch(
    /^2 recordings, recorded \d{4}-\d\d-\d\d to .*\n\d+ KB, worth 30 tokens each time they are replayed\n {2}1 {2}one\n {2}1 {2}two\n$/,
  );
  expect(exitCode).toBe(0);
});

test("check exits 0 when all can be replayed, and 3 with the file that cannot", async () => {
  expect(await run("check")).toEqual({
    exitCode: 0,
    out: "2 recordings, 0 of them cannot be replayed\n",
    err: "",
  });
  const [first = ""] = files();
  writeFileSync(join(root, "kept", first), "");
  const { exitCode, out } = await run("check");
  expect(exitCode).toBe(3);
  expect(out).toBe(`kept/${first}: it is empty\n2 recordings, 1 of them cannot be replayed\n`);
  expect(JSON.parse((await run("check", "--json")).out)).toEqual({
    recordings: 2,
    problems: [{ file: `kept/${first}`, problem: "it is empty" }],
  });
});

test("prune --unused-since removes what was not used, and nothing at all with --dry-run", async () => {
  const [first = "", second = ""] = files();
  const old = new Date(Date.now() - long);
  utimesSync(join(root, "kept", first), old, old);
  expect((await run("prune", "--unused-since", "30d", "--dry-run")).out).toBe(
    `kept/${first}\n1 recording would be removed, 1 kept\n`,
  );
  expect(files()).toHaveLength(2);
  expect((await run("prune", "--unused-since", "30d")).out).toBe(
    `kept/${first}\n1 recording removed, 1 kept\n`,
  );
  expect(files()).toEqual([second]);
});

test("prune --older-than goes by when they were recorded", async () => {
  expect((await run("prune", "--older-than", "1d")).out).toBe("0 recordings removed, 2 kept\n");
  expect(JSON.parse((await run("prune", "--older-than", "2100-01-01", "--json")).out)).toMatchObject({
    kept: 0,
    dryRun: false,
  });
  expect(files()).toEqual([]);
});

test("prune clears what killed writers left, and not what a living one needs", async () => {
  const [first = ""] = files();
  const folder = join(root, "kept", first.slice(0, 2));
  const [dead, living] = [`.${first.slice(3)}.1-a.tmp`, `.${first.slice(3)}.2-b.tmp`];
  for (const name of [dead, living]) writeFileSync(join(folder, name), "half");
  const old = new Date(Date.now() - long);
  utimesSync(join(folder, dead), old, old);
  await run("prune", "--older-than", "900d");
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([living]);
});

test.each<[string, readonly string[], string]>([
  ["prune without a criterion", ["prune"], "Failed to prune recordings: nothing says which."],
  ["an age that is none", ["prune", "--older-than", "soon"], "Expected an age such as 30d or 12h"],
  [
    "a folder that is not there",
    ["stats", "--folder", "nowhere"],
    'Failed to read recordings "nowhere": there is no such folder.',
  ],
])("%s exits 3", async (_what, args, message) => {
  const { exitCode, err } = await run(...args);
  expect(exitCode).toBe(3);
  expect(err).toContain(message);
});
