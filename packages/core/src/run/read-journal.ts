import { readdirSync } from "node:fs";
import { join } from "node:path";
import { decodeJournalBytes, journalVersion, type JournalLine } from "./journal-line.ts";
import { LineHashes } from "./line-hashes.ts";
import { lineChunk, readLines, type FileLine } from "./read-lines.ts";

/** A line that cannot be trusted, or lines that are missing. */
export interface JournalProblem {
  /** Relative to the run's directory. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** What was read, beside the lines themselves. */
export interface JournalReading {
  readonly files: number;
  readonly lines: number;
  /** Files whose last line is half written: the process died while writing it. */
  readonly torn: number;
  readonly problems: readonly JournalProblem[];
  /** SHA-256 in hex over the sorted hashes of all lines: the same for every order and every split into files. */
  readonly digest: string;
}

/** Receives every sound line with the name of its file and its place there, file by file in the order in which it was written. */
export type OnJournalLine = (line: JournalLine, file: string, place: FileLine) => void;

/** Reads every journal file of the run in `directory`; a damaged line is reported and never handed on. */
export function readJournal(directory: string, onLine: OnJournalLine): JournalReading {
  const hashes = new LineHashes();
  const walked = walkJournal(directory, (line, file, place) => {
    hashes.add(place.bytes);
    onLine(line, file, place);
  });
  return { ...walked, lines: hashes.count, digest: hashes.digest() };
}

/** {@link readJournal} for a reader that needs no digest, which takes longer than all else but the parsing. */
export function walkJournal(
  directory: string,
  onLine: OnJournalLine,
): Pick<JournalReading, "files" | "torn" | "problems"> {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(".jsonl"))
    .sort();
  const problems: JournalProblem[] = [];
  const chunk = lineChunk();
  let torn = 0;
  for (const file of names) {
    let next = 0;
    readLines(join(directory, file), chunk, (raw) => {
      const { line, problem, torn: isTorn } = readLine(raw, next);
      if (isTorn === true) torn++;
      else if (problem !== undefined) problems.push({ file, line: raw.number, problem });
      if (line !== undefined) {
        next = line.seq + 1;
        onLine(line, file, raw);
      } else if (isTorn !== true) next++;
    });
  }
  return { files: names.length, torn, problems };
}

interface LineReading {
  readonly line?: JournalLine;
  readonly torn?: boolean;
  readonly problem?: string;
}

function readLine({ bytes, ended }: FileLine, expectedSeq: number): LineReading {
  const line = decode(bytes);
  if (line === undefined)
    return ended ? { problem: "the line was altered: its checksum does not match" } : { torn: true };
  if (line.v !== journalVersion || !kinds.has(line.kind)) {
    return {
      problem: `the line is of version ${line.v} and kind "${line.kind}", which this version of Assay does not know`,
    };
  }
  if (line.seq !== expectedSeq)
    return {
      line,
      problem: `expected line ${expectedSeq}, found line ${line.seq}: lines are missing or repeated`,
    };
  return { line };
}

const kinds: ReadonlySet<string> = new Set(["declare", "start", "check", "end"]);

function decode(bytes: Buffer): JournalLine | undefined {
  try {
    return decodeJournalBytes(bytes);
  } catch {
    return undefined;
  }
}
