import { randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { encodeJournalLine, journalVersion, type JournalEvent, type JournalLine } from "./journal-line.ts";
import { originals } from "../platform/originals.ts";

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
  let seq = 0;
  const path = join(directory, `${prefix}-${process.pid}-${randomBytes(6).toString("hex")}.jsonl`);

  const encode = (event: JournalEvent): string =>
    encodeJournalLine({ v: journalVersion, seq: seq++, at: originals.now(), ...event } as JournalLine);

  const write = (text: string): void => {
    try {
      descriptor ??= openSync(path, "ax", 0o600);
      writeSync(descriptor, text);
    } catch (cause) {
      throw new EvalError(
        `Failed to write journal "${path}": ${(cause as Error).message}. Make the directory writable and free disk space, then run again: a verdict that is not on disk does not count.`,
        { code: "RUN_JOURNAL_UNWRITABLE", cause, outcome: "error", scope: "run" },
      );
    }
  };

  return {
    append: (event) => write(encode(event)),
    appendAll(events) {
      let chunk = "";
      for (const event of events) {
        const line = encode(event);
        if (chunk.length + line.length > chunkLimit && chunk !== "") {
          write(chunk);
          chunk = "";
        }
        chunk += line;
      }
      if (chunk !== "") write(chunk);
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** The writer of a run that nobody watches: matchers still throw, nothing is recorded. */
export const silentJournal: JournalWriter = { append() {}, appendAll() {}, close() {} };
