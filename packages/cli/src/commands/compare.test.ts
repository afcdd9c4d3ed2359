import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory } from "../test-helpers/memory-io.ts";

async function run(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo(cwd);
  const code = await runCommand(args, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

async function later(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3));
}

test("baseline write keeps the latest run, and compare finds nothing new in it", async () => {
  const root = scratchDirectory();
  const directory = recordRun(root, "pass");

  const written = await run(root, "baseline", "write");
  const compared = await run(root, "compare");

  expect(written).toEqual({
    code: 0,
    out: `assay.baseline.json: 1 case of run ${basename(directory)}\n`,
    err: "",
  });
  expect(compared).toMatchObject({ code: 0, err: "" });
  expect(compared.out).toContain("Assay  NO REGRESSION");
});

test("compare names a case that newly fails, and exits with 1", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");
  await run(root, "baseline", "write");
  await later();
  recordRun(root, "fail");

  const { code, out } = await run(root, "compare");

  expect(code).toBe(1);
  expect(out).toContain("pass -> fail  golden / pricing (src/a.eval.test.ts > suite)\n      wrong price");
});

test("a golden case without a verdict leaves it open, and exits with 2", async () => {
  const root = scratchDirectory();
  const base = recordRun(root, "pass");
  await later();
  const head = recordRun(root, "error");

  const { code, out } = await run(root, "compare", basename(base), head);

  expect(code).toBe(2);
  expect(out).toContain("OPEN  golden: 1 case that one side has no verdict for");
});

test("compare prints the comparison as JSON, and nothing else", async () => {
  const root = scratchDirectory();
  const base = recordRun(root, "pass");
  await later();
  recordRun(root, "fail");

  const { code, out } = await run(root, "compare", base, "--json");

  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ schema: "assay.comparison/1", newlyFailing: [{ id: "pricing" }] });
});

test.each([
  ["no baseline", [], "assay baseline write"],
  ["no such run", ["20200101"], 'Failed to find run "20200101"'],
  ["no margin", ["--rate-margin", "2"], "Expected a number above 0 and at most 1."],
])("%s is bad input", async (_name, args, message) => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { code, out, err } = await run(root, "compare", ...args);

  expect(code).toBe(3);
  expect(out).toBe("");
  expect(err).toContain(message);
});

test("bad input is JSON too, where JSON was asked for", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { code, out } = await run(root, "compare", "20200101", "--json");

  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "RUN_NOT_FOUND" } });
});

test("the configuration says where the baseline is", async () => {
  const root = scratchDirectory();
  writeFileSync(join(root, "assay.config.json"), '{"gate": {"baseline": "main.json"}}');
  recordRun(root, "pass");

  expect((await run(root, "baseline", "write")).out).toMatch(/^main\.json: 1 case/);
  expect((await run(root, "compare")).code).toBe(0);
});

test("--optional is content without a baseline, but not without one that is named", async () => {
  const root = scratchDirectory();
  const first = recordRun(root, "pass");

  expect(await run(root, "compare")).toMatchObject({ code: 3 });
  expect(await run(root, "compare", "--optional")).toMatchObject({
    code: 0,
    out: "No baseline: nothing to compare with.\n",
  });
  expect(JSON.parse((await run(root, "compare", "--optional", "--json")).out)).toEqual({
    ok: true,
    base: null,
  });
  expect(await run(root, "compare", "--optional", "main.json")).toMatchObject({ code: 3 });

  await later();
  recordRun(root, "fail");
  await run(root, "baseline", "write", basename(first));
  expect(await run(root, "compare", "--optional")).toMatchObject({ code: 1 });
  expect(await run(root, "compare", "--optional", "--head", basename(first))).toMatchObject({ code: 0 });
});

test("baseline write refuses a run that is not whole, and forced says what is wrong", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass", { shard: { index: 1, count: 2 } });

  const refused = await run(root, "baseline", "write");
  const forced = await run(root, "baseline", "write", "--force", "--out", "part.json");

  expect(refused.code).toBe(3);
  expect(refused.err).toContain("only shard 1 of 2 ran. Run the whole suite to its end, or use --force");
  expect(forced).toMatchObject({ code: 0, err: "Warning: only shard 1 of 2 ran.\n" });
  expect(readFileSync(join(root, "part.json"), "utf8")).toContain('"forced": ["only shard 1 of 2 ran"]');
});

test("baseline write tells what it wrote as JSON", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");

  const { out } = await run(root, "baseline", "write", "--json");

  expect(JSON.parse(out)).toMatchObject({ ok: true, file: "assay.baseline.json", cases: 1, forced: [] });
});

test.each([
  [["compare", "--help"], "$ assay compare main.baseline.json"],
  [["baseline", "write", "--help"], "$ assay baseline write --out main.baseline.json"],
])("%j shows examples", async (args, example) => {
  const { code, out } = await run(scratchDirectory(), ...args);

  expect(code).toBe(0);
  expect(out).toContain(example);
});
