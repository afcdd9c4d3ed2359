import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeBaseline } from "@assay/core/run";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory, type MemoryIo } from "../test-helpers/memory-io.ts";

interface Reported {
  readonly exitCode: number;
  readonly io: MemoryIo;
}

async function report(root: string, ...args: string[]): Promise<Reported> {
  const io = memoryIo(root);
  return { exitCode: await runCommand(["report", ...args], io), io };
}

/** Ids of runs hold milliseconds. */
function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3));
}

test("writes the latest run as an HTML page into the output directory, and says where", async () => {
  const root = scratchDirectory();
  recordRun(root, "fail");

  const { exitCode, io } = await report(root);

  expect(exitCode).toBe(0);
  expect(io.stdout()).toBe("");
  expect(io.stderr()).toBe(`Report: ${join(".assay", "report.html")}\n`);
  expect(readFileSync(join(root, ".assay", "report.html"), "utf8")).toMatch(
    /^<!doctype html>[^]*wrong price/,
  );
});

test("the page holds the runs before this one that are sealed and whole", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");
  await wait();
  recordRun(root, "pass", { sealed: false });
  await wait();
  recordRun(root, "pass", { filter: { testNamePattern: "pricing" } });
  await wait();
  recordRun(root, "fail");
  await report(root, "--out", "with.html");
  await report(root, "--out", "without.html", "--history", "0");

  const history = (file: string): string[] | undefined => {
    const text = /id="assay-data">(.*?)<\/script>/.exec(readFileSync(join(root, file), "utf8"))?.[1] ?? "";
    return (JSON.parse(text) as { history?: { verdict: string }[] }).history?.map(({ verdict }) => verdict);
  };
  expect(history("with.html")).toEqual(["pass", "fail"]);
  expect(history("without.html")).toBeUndefined();
});

test.each(["--baseline", "--base"])("%s compares with a run or a file", async (option) => {
  const root = scratchDirectory();
  const before = recordRun(root, "pass");
  await wait();
  recordRun(root, "fail");
  writeBaseline(before, join(root, "main.json"));

  for (const name of [before, "main.json"]) {
    const { exitCode, io } = await report(root, "--format", "terminal", option, name);
    expect(exitCode).toBe(0);
    expect(io.stdout()).toContain("REGRESSION");
  }
});

test("takes the baseline of the project without being told, and leaves it out when told", async () => {
  const root = scratchDirectory();
  writeBaseline(recordRun(root, "pass"), join(root, "assay.baseline.json"));
  await wait();
  recordRun(root, "fail");

  expect((await report(root, "--format", "terminal")).io.stdout()).toContain("REGRESSION");
  expect((await report(root, "--format", "terminal", "--no-baseline")).io.stdout()).not.toContain(
    "REGRESSION",
  );
});

test.each([
  ["terminal", "Assay  FAIL"],
  ["markdown", "## Assay: FAIL"],
  ["comment", "## Assay: FAIL"],
  ["junit", '<?xml version="1.0" encoding="UTF-8"?>'],
  ["json", '"success":false'],
  ["csv", "pricing"],
  ["annotations", "::error"],
  ["code-quality", '"fingerprint"'],
  ["metrics", 'partition="golden"'],
])("--format %s goes to standard output, and to a file with --out", async (format, text) => {
  const root = scratchDirectory();
  recordRun(root, "fail");

  const { exitCode, io } = await report(root, "--format", format);
  await report(root, "--format", format, "--out", "reports/a.txt");

  expect(exitCode).toBe(0);
  expect(io.stdout()).toContain(text);
  expect(readFileSync(join(root, "reports/a.txt"), "utf8")).toBe(io.stdout());
});

test("--out - prints the page", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { io } = await report(root, "--out", "-");

  expect(io.stdout()).toMatch(/^<!doctype html>/);
  expect(existsSync(join(root, ".assay", "report.html"))).toBe(false);
});

test("--json says what was written", async () => {
  const root = scratchDirectory();
  recordRun(root, "fail");

  const { io } = await report(root, "--out", "a.html", "--json");

  expect(JSON.parse(io.stdout())).toMatchObject({
    ok: true,
    verdict: "fail",
    format: "html",
    out: join(root, "a.html"),
    bytes: readFileSync(join(root, "a.html")).length,
  });
});

test.each([
  [["--format", "pdf"], "Allowed choices are html"],
  [["--history", "many"], "Expected a whole number from 0 to 1000."],
  [["--format", "junit", "--json"], "name a file for the report with --out"],
])("%j is a usage error and exits with 3", async (args, hint) => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { exitCode, io } = await report(root, ...args);

  expect(exitCode).toBe(3);
  expect(io.stderr()).toContain(hint);
});

test("no run is 2, and a file that cannot be written is told by name", async () => {
  const root = scratchDirectory();
  const none = await report(root);
  recordRun(root, "pass");
  writeFileSync(join(root, "file"), "");

  const unwritable = await report(root, "--out", "file/report.html");

  expect(none.exitCode).toBe(2);
  expect(unwritable.exitCode).toBe(2);
  expect(unwritable.io.stderr()).toContain(`Failed to write report "${join(root, "file/report.html")}"`);
});

test("--help shows examples", async () => {
  const { exitCode, io } = await report(scratchDirectory(), "--help");

  expect(exitCode).toBe(0);
  expect(io.stdout()).toContain("$ assay report --format junit --out junit.xml");
});
