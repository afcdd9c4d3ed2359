// Loads 100,000 cases and streams 1,000,000: node bench/dataset.mjs. Prints seconds and the most memory that was in use.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [mode, file] = process.argv.slice(2);
if (mode === undefined) measureAll();
else await measure(mode, file);

function measureAll() {
  const folder = mkdtempSync(join(tmpdir(), "assay-bench-"));
  try {
    const small = writeCases(join(folder, "small.cases.jsonl"), 100_000);
    const large = writeCases(join(folder, "large.cases.jsonl"), 1_000_000);
    for (const [name, path] of [
      ["loadDataset", small],
      ["loadDatasetSync", small],
      ["streamDataset", small],
      ["streamDataset", large],
    ]) {
      // A process each: the memory of one must not count for the next.
      const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, path], {
        encoding: "utf8",
      });
      process.stdout.write(child.stdout + child.stderr);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(mode, file) {
  const { loadDataset, streamDataset } = await import("@assay/core");
  const { loadDatasetSync } = await import("@assay/core/adapter");
  const startedAt = performance.now();
  let count = 0;
  if (mode === "streamDataset") for await (const _case of streamDataset(file)) count++;
  else count = (await (mode === "loadDataset" ? loadDataset : loadDatasetSync)(file)).cases.length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const size = Math.round(statSync(file).size / 2 ** 20);
  console.log(
    `${mode.padEnd(16)} ${String(count).padStart(9)} cases (${size} MiB): ${seconds} s, ${megabytes} MiB at most`,
  );
}

function writeCases(path, count) {
  const descriptor = openSync(path, "w");
  const words = "I have tried the settings page and it says that only owners can do it. ".repeat(3);
  for (let start = 0; start < count; start += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, index) => {
      const number = start + index;
      return JSON.stringify({
        id: `case-${String(number).padStart(7, "0")}`,
        partition: "distribution",
        input: { question: `How do I change the plan of workspace ${number}? ${words}` },
        expected: "Owners can change it under billing.",
        tags: ["billing", "plan"],
        metadata: { persona: number % 2 === 0 ? "member" : "admin", intent: "how-to" },
      });
    });
    writeSync(descriptor, `${rows.join("\n")}\n`);
  }
  closeSync(descriptor);
  return path;
}
