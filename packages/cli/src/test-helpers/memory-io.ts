import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createJournalWriter,
  createRun,
  defaultSettings,
  finishRun,
  type CreateRunOptions,
} from "@assay/core/run";
import { onTestFinished } from "vitest";
import type { CommandIo } from "../io.ts";

export interface MemoryIo extends CommandIo {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A command's world that keeps what is printed. */
export function memoryIo(cwd: string, fields: Partial<CommandIo> = {}): MemoryIo {
  const printed = { out: "", err: "" };
  return {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    cwd,
    environment: {},
    color: false,
    width: 120,
    stdout: () => printed.out,
    stderr: () => printed.err,
    ...fields,
  };
}

/** An empty directory that is gone after the test. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "assay-cli-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Records a run of one golden case in `root` and returns its directory. */
export function recordRun(
  root: string,
  status: "pass" | "fail" | "error",
  {
    sealed = true,
    id = "pricing",
    ...options
  }: Partial<CreateRunOptions> & { readonly sealed?: boolean; readonly id?: string } = {},
): string {
  const run = createRun({
    root,
    runner: { name: "vitest", version: "4.1.12" },
    settings: defaultSettings,
    filter: {},
    ...options,
  });
  const journal = createJournalWriter(run.directory);
  const key = { project: "", file: "src/a.eval.test.ts", test: `suite > ${id}`, case: id };
  journal.appendAll([
    { kind: "declare", ...key, partition: "golden", dimensions: {}, tags: [], fingerprint: "" },
    { kind: "start", ...key, trial: 0, attempt: 0 },
    {
      kind: "end",
      ...key,
      trial: 0,
      attempt: 0,
      status,
      durationMs: 1,
      ...(status !== "pass" && { reason: "wrong price" }),
    },
  ]);
  journal.close();
  if (sealed) finishRun(run, { interrupted: false, failedFiles: [], unhandledErrors: [] });
  return run.directory;
}
