import {
  decodeJournalBytes,
  type CaseStatus,
  type DeclareEvent,
  type EndEvent,
  type JournalLine,
  type Outcome,
} from "@assay/core/run";
import { closeSync, fstatSync, openSync, readSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A check that decides about its case, as far as the parent needs it. */
export interface CountingCheck {
  readonly outcome: Outcome;
  readonly reason: string | undefined;
  readonly location?: EndEvent["location"];
}

/** What the workers' journals say about one case. */
export interface JournaledCase {
  readonly test: string;
  readonly case: string;
  declaration: DeclareEvent | undefined;
  started: boolean;
  /** Whether Jest's own report of it is to follow, as of every plain test; a worker may have ended an attempt of it. */
  plain: boolean;
  /** How each attempt ended. */
  readonly ends: Map<number, CaseStatus>;
  /** The counting checks of each attempt. */
  readonly checks: Map<number, CountingCheck[]>;
}

/** Follows the journals of a run while its workers write them, so that nothing is read twice. */
export class JournalTail {
  readonly #directory: string;
  readonly #offsets: Map<string, number> = new Map();
  readonly #files: Map<string, Map<string, JournaledCase>> = new Map();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The cases of one test file, as of now. */
  casesOf(project: string, file: string): readonly JournaledCase[] {
    this.#read();
    return [...(this.#files.get(fileKey(project, file))?.values() ?? [])];
  }

  #read(): void {
    for (const name of readdirSync(this.#directory)) {
      if (name.startsWith("w-") && name.endsWith(".jsonl")) this.#readFile(name);
    }
  }

  #readFile(name: string): void {
    const descriptor = openSync(join(this.#directory, name), "r");
    try {
      const offset = this.#offsets.get(name) ?? 0;
      const chunk = Buffer.alloc(fstatSync(descriptor).size - offset);
      const length = chunk.length === 0 ? 0 : readSync(descriptor, chunk, 0, chunk.length, offset);
      const end = chunk.lastIndexOf(10, length) + 1;
      this.#offsets.set(name, offset + end);
      for (let start = 0; start < end;) {
        const newline = chunk.indexOf(10, start);
        this.#add(chunk.subarray(start, newline));
        start = newline + 1;
      }
    } finally {
      closeSync(descriptor);
    }
  }

  #add(bytes: Buffer): void {
    const line = decodeJournalBytes(bytes);
    if (line === undefined || (line.kind === "declare" && line.elsewhere === true)) return;
    const known = this.#caseOf(line);
    if (line.kind === "declare") known.declaration = eventOf(line);
    if (line.kind === "start") known.started = true;
    if (line.kind === "end") known.ends.set(line.attempt, line.status);
    if (line.kind === "end" && line.plain === true) known.plain = true;
    if (line.kind !== "check" || line.check.advisory) return;
    const checks = known.checks.get(line.attempt) ?? [];
    known.checks.set(line.attempt, checks);
    const { outcome, reason, location } = line.check;
    checks.push({ outcome, reason, ...(location !== undefined && { location }) });
  }

  #caseOf(line: JournalLine): JournaledCase {
    const file = fileKey(line.project, line.file);
    const cases = this.#files.get(file) ?? new Map<string, JournaledCase>();
    if (cases.size === 0) this.#files.set(file, cases);
    const key = JSON.stringify([line.test, line.case]);
    const known = cases.get(key);
    if (known !== undefined) return known;
    const { test, case: id } = line;
    const made = {
      test,
      case: id,
      declaration: undefined,
      started: false,
      plain: false,
      ends: new Map(),
      checks: new Map(),
    };
    cases.set(key, made);
    return made;
  }
}

/** Without what belongs to the line: its position and its time. */
function eventOf({ v: _v, seq: _seq, at: _at, ...event }: JournalLine & DeclareEvent): DeclareEvent {
  return event;
}

function fileKey(project: string, file: string): string {
  return JSON.stringify([project, file]);
}
