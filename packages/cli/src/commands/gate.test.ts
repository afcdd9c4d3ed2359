import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory } from "../test-helpers/memory-io.ts";

test.each([
  ["pass", 0, "PASS"],
  ["fail", 1, "FAIL"],
  ["error", 2, "INCONCLUSIVE"],
] as const)("a run whose case ends in %s exits with %i", async (status, exitCode, verdict) => {
  const root = scratchDirectory();
  recordRun(root, status);
  const io = memoryIo(root);

  expect(await runCommand(["gate"], io)).toBe(exitCode);
  expect(io.stdout()).toContain(`Assay  ${verdict}`);
  expect(io.stdout()).toMatch(/golden +[01]\/1/);
});

test("says which run it judged, since the latest is an old one where the last attempt did not start", async () => {
  const root = scratchDirectory();
  const directory = recordRun(root, "pass");
  const io = memoryIo(root);

  await runCommand(["gate"], io);
  expect(io.stdout()).toMatch(new RegExp(`\\nJudged \\.assay/runs/${basename(directory)}\\n$`));
});

test("shows how the partition did in earlier runs, as the runner's report does", async () => {
  const root = scratchDirectory();
  for (const status of ["pass", "fail", "pass"] as const) {
    recordRun(root, status);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const [plain, blocks] = [memoryIo(root), memoryIo(root, { environment: { LANG: "en_US.UTF-8" } })];

  await runCommand(["gate"], plain);
  await runCommand(["gate"], blocks);

  expect(plain.stdout()).toMatch(/golden .*@_@ 0 - 100 %/);
  expect(blocks.stdout()).toMatch(/golden .*█▁█/);
});

test("judges the latest run, or the one that is named", async () => {
  const root = scratchDirectory();
  const failed = recordRun(root, "fail");
  await new Promise((resolve) => setTimeout(resolve, 3));
  recordRun(root, "pass");

  expect(await runCommand(["gate"], memoryIo(root))).toBe(0);
  expect(await runCommand(["gate", basename(failed)], memoryIo(root))).toBe(1);
  expect(await runCommand(["gate", failed], memoryIo(scratchDirectory()))).toBe(1);
  expect(await runCommand(["gate", "--root", root], memoryIo(scratchDirectory()))).toBe(0);
});

test("a run without a seal is 2, and says that it is not sealed", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass", { sealed: false });
  const io = memoryIo(root);

  expect(await runCommand(["gate"], io)).toBe(2);
  expect(io.stdout()).toContain("run not sealed");
});

test("no run is 2, and says where it looked and what to do", async () => {
  const root = scratchDirectory();
  const io = memoryIo(root);

  expect(await runCommand(["gate"], io)).toBe(2);
  expect(io.stdout()).toBe("");
  expect(io.stderr()).toContain(
    `"${join(root, ".assay", "runs")}" holds no run. Run the tests with Assay's reporter first`,
  );
});

test("a filtered run is refused with 2, unless a part is allowed", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass", { filter: { testNamePattern: "pricing" } });

  const [whole, partial] = [memoryIo(root), memoryIo(root)];
  expect(await runCommand(["gate"], whole)).toBe(2);
  expect(whole.stdout().replace(/\s+/g, " ")).toContain("or judge what ran with assay gate --allow-partial");
  expect(await runCommand(["gate", "--allow-partial"], partial)).toBe(0);
  expect(partial.stdout()).not.toContain("--allow-partial");
});

test("a part that is undecided for another reason is not said to pass as one", async () => {
  const root = scratchDirectory();
  recordRun(root, "error", { filter: { testNamePattern: "pricing" } });
  const io = memoryIo(root);

  expect(await runCommand(["gate"], io)).toBe(2);
  expect(io.stdout()).not.toContain("--allow-partial");
});

test("a bad configuration is 3", async () => {
  const root = scratchDirectory();
  recordRun(root, "pass");
  writeFileSync(join(root, "assay.config.json"), '{"outputDirectory": "x"}');
  const io = memoryIo(root);

  expect(await runCommand(["gate"], io)).toBe(3);
  expect(io.stderr()).toContain("outputDirectory");
});

test("looks where the configuration says", async () => {
  const root = scratchDirectory();
  writeFileSync(join(root, "assay.config.json"), '{"outputDir": "evals/out"}');
  const { defaultSettings } = await import("@assay/core/run");
  recordRun(root, "fail", { settings: { ...defaultSettings, outputDir: "evals/out" } });

  expect(await runCommand(["gate"], memoryIo(root))).toBe(1);
});

test("prints the summary as JSON, and nothing else", async () => {
  const root = scratchDirectory();
  recordRun(root, "fail");
  const io = memoryIo(root, { color: true });

  expect(await runCommand(["gate", "--json"], io)).toBe(1);
  expect(JSON.parse(io.stdout())).toMatchObject({ schema: "assay.summary/1", gate: { verdict: "fail" } });
});
