import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JournalReading } from "./read-journal.ts";
import type { FailedFile, RunFacts } from "./run-facts.ts";
import { readStopReason } from "./stop-file.ts";
import type { CaseStatus } from "./outcome.ts";
import type { SummaryCase } from "./summary.ts";
import { writeRunFile } from "./write-run-file.ts";

/** `seal.json`: what makes a run complete. Without it the run did not finish. */
export interface Seal {
  readonly schema: "assay.seal/1";
  readonly runId: string;
  readonly sealedAt: string;
  readonly interrupted: boolean;
  readonly failedFiles: readonly FailedFile[];
  readonly unhandledErrors: readonly string[];
  readonly onlyMode: boolean;
  readonly stopReason?: string;
  readonly counts: { readonly files: number; readonly lines: number; readonly torn: number } & {
    readonly cases: { readonly declared: number } & { readonly [status in CaseStatus]: number };
  };
  /** SHA-256 in hex over the sorted hashes of the journal's lines. */
  readonly digest: string;
}

const fileName = "seal.json";

export interface SealInput {
  readonly runId: string;
  readonly facts: RunFacts;
  readonly reading: JournalReading;
  readonly cases: readonly SummaryCase[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Writes the seal of the run in `directory`. */
export function sealRun(directory: string, { runId, facts, reading, cases, now }: SealInput): Seal {
  const stopReason = readStopReason(directory);
  const count = (status: CaseStatus): number => cases.filter((one) => one.status === status).length;
  const seal: Seal = {
    schema: "assay.seal/1",
    runId,
    sealedAt: new Date(now).toISOString(),
    interrupted: facts.interrupted,
    failedFiles: facts.failedFiles.toSorted((a, b) => compare(a.file, b.file) || compare(a.reason, b.reason)),
    unhandledErrors: [...facts.unhandledErrors],
    onlyMode: facts.onlyMode ?? false,
    ...(stopReason !== undefined && { stopReason }),
    counts: {
      files: reading.files,
      lines: reading.lines,
      torn: reading.torn,
      cases: {
        declared: cases.length,
        pass: count("pass"),
        fail: count("fail"),
        inconclusive: count("inconclusive"),
        error: count("error"),
        "not-run": count("not-run"),
      },
    },
    digest: reading.digest,
  };
  writeRunFile(join(directory, fileName), `${JSON.stringify(seal, null, 2)}\n`);
  return seal;
}

/** The seal of the run in `directory`; `undefined` when it has none or one that cannot be read. */
export function readSeal(directory: string): Seal | undefined {
  try {
    const seal = JSON.parse(readFileSync(join(directory, fileName), "utf8")) as Seal;
    return seal.schema === "assay.seal/1" ? seal : undefined;
  } catch {
    return undefined;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
