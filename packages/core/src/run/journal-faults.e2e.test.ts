import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import type { RunHandle } from "./create-run.ts";
import { readJournal } from "./read-journal.ts";
import { summarizeRun } from "./summarize-run.ts";
import { cleanFacts, scratchDirectory, scratchRun } from "./test-helpers/scratch-run.ts";

const built = pathToFileURL(join(import.meta.dirname, "../../dist/run/index.js")).href;

/** A process that declares and ends cases for ever, and says the number of each case whose end it has recorded. */
function writerScript({ directory }: RunHandle, outputLength: number): string {
  return `
    import { writeSync } from "node:fs";
    import { createJournalWriter } from "${built}";
    const writer = createJournalWriter(${JSON.stringify(directory)});
    const output = { text: "x".repeat(${outputLength}), length: ${outputLength} };
    for (let index = 0; index < 100000; index++) {
      const key = { project: "", file: "a.eval.test.ts", test: "suite > " + index, case: String(index) };
      try {
        writer.append({ kind: "declare", ...key, partition: "distribution", dimensions: {}, tags: [], fingerprint: "" });
        writer.append({ kind: "start", ...key, trial: 0, attempt: 0 });
        writer.append({ kind: "end", ...key, trial: 0, attempt: 0, status: "pass", durationMs: 1, output });
      } catch (error) {
        writeSync(1, error.code + "\\n");
        process.exit(7);
      }
      writeSync(1, index + "\\n");
    }`;
}

/** Kills a writing process with SIGKILL after so many milliseconds from its first word; returns what it said. */
async function killWhileWriting(run: RunHandle, delayMs: number, outputLength: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", writerScript(run, outputLength)]);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), delayMs));
  await new Promise((resolve) => child.once("close", resolve));
  return said.split("\n").slice(0, -1);
}

function endedCases(run: RunHandle): { ended: Set<string>; torn: number; problems: number } {
  const ended = new Set<string>();
  const { torn, problems } = readJournal(run.directory, (line) => {
    if (line.kind === "end") ended.add(line.case);
  });
  return { ended, torn, problems: problems.length };
}

test("nothing is lost that append returned for, over 30 kills at random points (B16)", async () => {
  const lost: string[] = [];
  for (let round = 0; round < 30; round++) {
    const run = scratchRun();
    const acknowledged = await killWhileWriting(run, Math.random() * 20, round % 3 === 0 ? 200_000 : 500);
    const { ended, torn, problems } = endedCases(run);
    expect(acknowledged.length).toBeGreaterThan(0);
    lost.push(...acknowledged.filter((id) => !ended.has(id)));
    expect(torn).toBeLessThanOrEqual(1);
    expect(problems).toBe(0);
  }

  expect(lost).toEqual([]);
});

test("a run whose parent was killed has no seal, keeps its verdicts, and cannot pass", async () => {
  const run = scratchRun();
  await killWhileWriting(run, 5, 500);

  const summary = summarizeRun(run.directory);

  expect(summary.partitions["distribution"]?.pass).toBeGreaterThan(0);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a journal that cannot grow stops its run, and the gate is inconclusive (C5)", () => {
  const run = scratchRun();
  const script = join(scratchDirectory(), "writer.mjs");
  writeFileSync(script, writerScript(run, 500));

  // 64 blocks: the file's size is limited, as a full disk would.
  const { status, stdout } = spawnSync("sh", ["-c", `ulimit -f 64; exec "${process.execPath}" "${script}"`], {
    encoding: "utf8",
  });

  const said = stdout.split("\n").slice(0, -1);
  expect(status).toBe(7);
  expect(said.at(-1)).toBe("RUN_JOURNAL_UNWRITABLE");
  const { ended, torn, problems } = endedCases(run);
  expect(said.slice(0, -1).filter((id) => !ended.has(id))).toEqual([]);
  expect(torn).toBeLessThanOrEqual(1);
  expect(problems).toBe(0);
  const summary = finishRun(run, cleanFacts);
  expect(summary.stopReason).toContain("Failed to write journal");
  expect(summary.gate.verdict).toBe("inconclusive");
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a directory that may not be written to is an error that says so (C8)", () => {
  const root = scratchDirectory();
  const script = `
    import { createRun, defaultSettings } from "${built}";
    try {
      createRun({ root: ${JSON.stringify(root)}, runner: { name: "x", version: "1" }, settings: defaultSettings, filter: {} });
    } catch (error) {
      console.log(error.code + " " + error.message);
    }`;
  const flags = process.allowedNodeEnvironmentFlags.has("--permission")
    ? ["--permission"]
    : ["--experimental-permission"];

  const { stdout } = spawnSync(
    process.execPath,
    [...flags, "--allow-fs-read=*", "--input-type=module", "-e", script],
    { encoding: "utf8" },
  );

  expect(stdout).toMatch(
    /^RUN_JOURNAL_UNWRITABLE Failed to create run .* writable, or set outputDir in assay\.config/,
  );
});

test("a summary that cannot be written leaves no half file and no seal behind", () => {
  const run = scratchRun();
  const script = `
    import { finishRun } from "${built}";
    import { readdirSync, readFileSync, writeFileSync } from "node:fs";
    const directory = ${JSON.stringify(run.directory)};
    const manifest = JSON.parse(readFileSync(directory + "/run.json", "utf8"));
    const facts = { interrupted: false, failedFiles: [], unhandledErrors: ["x".repeat(200000)] };
    try { finishRun({ directory, manifest }, facts); } catch (error) { console.log(error.code); }`;
  const file = join(scratchDirectory(), "finish.mjs");
  writeFileSync(file, script);

  const { stdout } = spawnSync("sh", ["-c", `ulimit -f 16; exec "${process.execPath}" "${file}"`], {
    encoding: "utf8",
  });

  expect(stdout).toBe("RUN_JOURNAL_UNWRITABLE\n");
  expect(readdirSync(run.directory)).toEqual(["run.json"]);
  expect(readFileSync(join(run.directory, "run.json"), "utf8")).toContain("assay.run/1");
});
