import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "../main.ts";

const golden =
  '{"id":"g1","partition":"golden","input":1,"reviewedBy":["Ada Lovelace","Grace Hopper"],"tags":["plans"],"metadata":{"persona":"admin"}}';
const easy =
  '{"id":"d1","partition":"distribution","input":1,"tags":["plans","billing"],"metadata":{"persona":"member","level":2}}';

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

function folderOf(files: { readonly [name: string]: string }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "assay-cli-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

async function run(cwd: string, ...args: string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const exitCode = await runCommand(["dataset", ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    cwd,
    environment: {},
    color: false,
    width: 120,
  });
  return { exitCode, out, err: err.replaceAll(`${cwd}/`, "") };
}

test("check exits 0 and counts the cases of a good dataset", async () => {
  const cwd = folderOf({ "a.jsonl": easy, "b.jsonl": '{"id":"d2","partition":"adversarial","input":1}' });

  expect(await run(cwd, "check", "*.jsonl")).toEqual({
    exitCode: 0,
    out: "2 cases in 2 files: adversarial 1, distribution 1\n",
    err: "",
  });
});

test("check exits 3 and lists every problem", async () => {
  const cwd = folderOf({ "a.jsonl": `{"id":"x"}\n{"id":"x","input":1}\n` });

  const { exitCode, out, err } = await run(cwd, "check", "a.jsonl");

  expect(exitCode).toBe(3);
  expect(out).toBe("");
  expect(err).toContain('a.jsonl:1:1: case "x": "input" is missing');
  expect(err).toContain('a.jsonl:2:7: case "x": the id is used twice');
});

test("check prints problems as JSON with --json", async () => {
  const { exitCode, out } = await run(folderOf({ "a.jsonl": "{" }), "check", "a.jsonl", "--json");

  expect(exitCode).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    error: { code: "DATASET_SYNTAX", location: { line: 1, column: 2 } },
  });
});

test("check allows the partitions of the configuration", async () => {
  const files = { "a.jsonl": '{"id":"x","partition":"smoke","input":1}' };

  const without = await run(folderOf(files), "check", "a.jsonl");
  const configured = await run(
    folderOf({ ...files, "assay.config.json": '{"partitions":{"smoke":{"passRate":1}}}' }),
    "check",
    "a.jsonl",
    "--json",
  );

  expect(without.exitCode).toBe(3);
  expect(JSON.parse(configured.out)).toEqual({
    ok: true,
    files: ["a.jsonl"],
    cases: 1,
    partitions: { smoke: 1 },
    warnings: [],
  });
});

test("check prints warnings to standard error", async () => {
  const { exitCode, err } = await run(
    folderOf({ "a.jsonl": '{"id":"A","input":1}\n{"id":"a","input":1}' }),
    "check",
    "a.jsonl",
  );

  expect(exitCode).toBe(0);
  expect(err).toMatch(/^Warning: the ids "A" .* and "a" .* differ only in letter case/);
});

test("stats counts partitions, tags and dimensions", async () => {
  const { out } = await run(
    folderOf({ "a.jsonl": `${easy}\n{"id":"d2","input":1,"metadata":{"persona":"admin"}}` }),
    "stats",
    "a.jsonl",
  );

  expect(out).toMatchInlineSnapshot(`
    "2 cases in 1 file

    partition
      golden         0
      regression     0
      adversarial    0
      distribution   1
      unpartitioned  1

    tag
      billing  1
      plans    1

    level
      2  1

    persona
      admin   1
      member  1
    "
  `);
});

test("stats prints the counts as JSON with --json", async () => {
  const { out } = await run(folderOf({ "a.jsonl": easy }), "stats", "a.jsonl", "--json");

  expect(JSON.parse(out)).toMatchObject({
    cases: 1,
    tags: { billing: 1, plans: 1 },
    dimensions: { level: { 2: 1 }, persona: { member: 1 } },
  });
});

test("approve records golden cases, so that they load", async () => {
  const cwd = folderOf({ "a.jsonl": `${golden}\n${easy}\n` });

  const before = await run(cwd, "check", "a.jsonl");
  const approved = await run(cwd, "approve", "a.jsonl", "--reviewer", "Grace Hopper");
  const after = await run(cwd, "check", "a.jsonl");
  const again = await run(cwd, "approve", "a.jsonl", "--reviewer", "Grace Hopper");

  expect(before.exitCode).toBe(3);
  expect(before.err).toContain('assay dataset approve a.jsonl --reviewer "<name>"');
  expect(approved).toEqual({
    exitCode: 0,
    out: 'a.jsonl: approved in a.jsonl.lock.json\n  added "g1"\n',
    err: "",
  });
  expect(after.exitCode).toBe(0);
  expect(again.out).toBe("a.jsonl: nothing to approve\n");
  expect(readFileSync(join(cwd, "a.jsonl.lock.json"), "utf8")).toContain('"approvedBy":"Grace Hopper"');
});

test("approve exits 3 when the reviewer did not review the case", async () => {
  const { exitCode, err } = await run(
    folderOf({ "a.jsonl": golden }),
    "approve",
    "a.jsonl",
    "--reviewer",
    "Alan Turing",
  );

  expect(exitCode).toBe(3);
  expect(err).toContain('"Alan Turing" is not among its reviewers (Ada Lovelace, Grace Hopper)');
});

test("approve exits 3 without a reviewer", async () => {
  const { exitCode, err } = await run(folderOf({ "a.jsonl": golden }), "approve", "a.jsonl");

  expect(exitCode).toBe(3);
  expect(err).toContain("required option '--reviewer <name>' not specified");
});

test.each(["check", "stats", "approve"])("%s --help shows examples", async (command) => {
  const { exitCode, out } = await run(folderOf({}), command, "--help");

  expect(exitCode).toBe(0);
  expect(out).toContain(`$ assay dataset ${command} evals/support.cases.jsonl`);
});
