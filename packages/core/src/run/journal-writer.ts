import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { JournalEncoder } from "./journal-encoder.ts";
import type { JournalEvent } from "./journal-line.ts";
import { writeStopFile } from "./stop-file.ts";
import { fs } from "../platform/native-fs.cjs";

/** Appends events to one file of a run; an event is on disk when `append` returns. */
export interface JournalWriter {
  append(event: JournalEvent): void;
  /** Several events in as few writes as keep each write below 256 KiB. */
  appendAll(events: readonly JournalEvent[]): void;
  close(): void;
}

const chunkLimit = 256 * 1024;

/** A writer with a file of its own in `directory`; the file appears with the first event. */
export function createJournalWriter(directory: string, prefix = "w"): JournalWriter {
  let descriptor: number | undefined;
  let failure: EvalError | undefined;
  let created = false;
  const encoder = new JournalEncoder();
  const path = join(directory, `${prefix}-${process.pid}-${randomBytes(6).toString("hex")}.jsonl`);

  const write = (bytes: Uint8Array): void => {
    // After one failure the file may end in half a line: nothing may follow it, and nothing unrecorded may count.
    if (failure !== undefined) throw failure;
    try {
      // Closed at the end of its file, a writer may still hear from what a test left running.
      descriptor ??= fs.openSync(path, created ? "a" : "ax", 0o600);
      created = true;
      writeWhole(descriptor, bytes);
    } catch (cause) {
      failure = unwritable(path, cause);
      stopUnrecorded(directory, failure);
      throw failure;
    }
  };

  return {
    append: (event) => write(encoder.bytes(event)),
    appendAll(events) {
      let chunk = "";
      for (const event of events) {
        const line = encoder.text(event);
        if (chunk.length + line.length > chunkLimit && chunk !== "") {
          write(Buffer.from(chunk));
          chunk = "";
        }
        chunk += line;
      }
      if (chunk !== "") write(Buffer.from(chunk));
    },
    close() {
      if (descriptor !== undefined) fs.closeSync(descriptor);
      descriptor = undefined;
      failure ??= unwritable(path, new Error("the writer is closed"));
    },
  };
}

/** One write, as a rule; a nearly full disk takes a part, and the next write then says what is wrong. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += fs.writeSync(descriptor, bytes, written);
}

function unwritable(path: string, cause: unknown): EvalError {
  return new EvalError(
    `Failed to write journal "${path}": ${(cause as Error).message}. Make the directory writable and free disk space, then run again: a verdict that is not on disk does not count.`,
    { code: "RUN_JOURNAL_UNWRITABLE", cause, outcome: "error", scope: "run" },
  );
}

function stopUnrecorded(directory: string, failure: EvalError): void {
  try {
    writeStopFile(directory, failure.message);
  } catch {
    // The same disk: the cases that could not be recorded are then cases without a verdict.
  }
}

/** The writer of a run that nobody watches: matchers still throw, nothing is recorded. */
export const silentJournal: JournalWriter = { append() {}, appendAll() {}, close() {} };
