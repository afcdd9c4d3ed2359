import { isAscii } from "node:buffer";
import { crc32 } from "node:zlib";
import type { JsonValue } from "../dataset/json-value.ts";
import type { SourceLocation } from "../errors/eval-error.ts";
import type { Spend } from "../judges/spend.ts";
import type { Verdict } from "../judges/verdict.ts";
import type { ToolCall, Usage } from "../trace/trace.ts";
import type { CaseStatus, Outcome } from "./outcome.ts";
import type { TrialRule } from "./run-settings.ts";
import type { ScoreThreshold } from "./score-threshold.ts";

/** Version of the journal's lines; readers refuse what they do not know. */
export const journalVersion = 1;

/** Names one case of one test of one file. */
export interface CaseKey {
  /** The runner's project; empty when there is one only. */
  readonly project: string;
  /** Relative to the run's root, with forward slashes. */
  readonly file: string;
  /** The names of the suites and of the test, outermost first, joined by " > ". */
  readonly test: string;
  readonly case: string;
}

/** A text that may be cut: `length` is the whole text's length in UTF-16 units. */
export interface CutText {
  readonly text: string;
  readonly length: number;
}

/** One matcher's recorded result. */
export interface CheckRecord {
  /** The matcher's name. */
  readonly name: string;
  /** What it checked: a rubric's name, a tool's name, a constraint set. */
  readonly subject?: string;
  /** After negation: what the test was told. */
  readonly outcome: Outcome;
  readonly negated: boolean;
  /** Recorded, but never failing the case. */
  readonly advisory: boolean;
  /** From 0 to 1 where the matcher has one. */
  readonly score?: number;
  /** What was asked of the score, where that alone decides. */
  readonly threshold?: ScoreThreshold;
  readonly reason?: string;
  readonly verdict?: Verdict;
  /**
   * What judges took that answered where no verdict came of it: a panel that lacks votes. Its cost is absent where anything
   * that was sent has no price, as a call that failed; a call without any answer before it is not recorded at all.
   */
  readonly spent?: Spend;
  /** Further facts of this matcher: rule results, precision and recall. */
  readonly details?: JsonValue;
  readonly durationMs: number;
  /** Where the matcher was called; kept for checks that did not pass. */
  readonly location?: SourceLocation;
  /** Repeated by `expect.poll`: only the last of a row counts. */
  readonly polled?: boolean;
}

export interface DeclareEvent extends CaseKey {
  readonly kind: "declare";
  readonly partition: string;
  readonly dimensions: { readonly [dimension: string]: JsonValue };
  readonly tags: readonly string[];
  /** SHA-256 over input and expected, in hex; empty for a plain test. */
  readonly fingerprint: string;
  readonly location?: SourceLocation;
  /** Why the case is known not to run: the runner's filter, `.skip`. */
  readonly excluded?: string;
  /** The case belongs to another share of its suite, see `ASSAY_SHARD`; a merge then knows it where that share is missing. */
  readonly elsewhere?: true;
  /** How many trials the case has, where it has more than one; one that leaves no trace is then known to be lost. */
  readonly trials?: number;
  /** What they must do for the case to pass. Default `majority`. */
  readonly rule?: TrialRule;
  /** `false`: all of them run, also those that cannot change the verdict any more. */
  readonly stopEarly?: boolean;
}

export interface StartEvent extends CaseKey {
  readonly kind: "start";
  /** From 0. */
  readonly trial: number;
  /** From 0. */
  readonly attempt: number;
}

export interface CheckEvent extends CaseKey {
  readonly kind: "check";
  readonly trial: number;
  readonly attempt: number;
  readonly check: CheckRecord;
}

/** What ended a case that did not pass. */
export type EndCause =
  | "check"
  | "assertion"
  | "errored-output"
  | "no-verdict"
  | "swallowed"
  | "not-awaited"
  | "timeout"
  | "stopped"
  | "runner";

export interface EndEvent extends CaseKey {
  readonly kind: "end";
  readonly trial: number;
  readonly attempt: number;
  readonly status: CaseStatus;
  readonly cause?: EndCause;
  readonly reason?: string;
  readonly durationMs: number;
  /** Passed, and nothing was checked: no matcher of ours, and no assertion of the runner's, in this test or so far in its file. */
  readonly unchecked?: "test" | "file";
  /** Assertions of the runner's own were seen in this file. */
  readonly asserted?: true;
  readonly input?: CutText;
  readonly expected?: CutText;
  readonly output?: CutText;
  /** Where the test threw. */
  readonly location?: SourceLocation;
  /** Tokens of the application under test; judge tokens are in the verdicts. */
  readonly usage?: Usage;
  readonly trace?: TraceSummary;
  /** Of a test that its runner reports too: a worker saw what the runner keeps to itself. */
  readonly plain?: boolean;
}

/** One tool call, its texts cut. */
export interface CallSummary {
  readonly name: string;
  /** As JSON; as they came where they could not be read. */
  readonly args: CutText;
  readonly status: ToolCall["status"];
  /** As text or as JSON. */
  readonly result?: CutText;
  readonly error?: CutText;
}

export interface RetrievalSummary {
  readonly query: CutText;
  /** In their order, at most 50. */
  readonly documents: readonly { readonly id: string; readonly score?: number }[];
  /** How many documents there were. */
  readonly found: number;
}

/** What an application recorded of itself, at most 200 tools and 200 steps of it. */
export interface TraceSummary {
  /** Names of the tools that were called, in the order of the calls. */
  readonly tools: readonly string[];
  readonly steps: readonly { readonly name: string; readonly status: "ok" | "error" }[];
  /** Names of the tools that the application has, at most 200, where it says so. */
  readonly available?: readonly string[];
  /** Names of the models that the application asked, at most 200, where it says so. */
  readonly models?: readonly string[];
  /** The first 200 calls that it recorded, else those that checks were given; texts of one trace have 16,000 characters at most. */
  readonly calls?: readonly CallSummary[];
  /** The first 50, likewise. */
  readonly retrievals?: readonly RetrievalSummary[];
}

export type JournalEvent = DeclareEvent | StartEvent | CheckEvent | EndEvent;

/** One line of a journal: an event with version, position in its file and time. */
export type JournalLine = JournalEvent & {
  readonly v: number;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** Of the end of a line, see {@link endOfLine}, without its newline. */
export const sumLength: number = ',"sum":"00000000"}'.length;

/** One journal line as text, checksum last, newline at its end. */
export function encodeJournalLine(line: JournalLine): string {
  const body = JSON.stringify(line).slice(0, -1);
  return body + endOfLine(body);
}

/** What follows the text of a line without its last brace. */
export function endOfLine(body: string | Uint8Array): string {
  return `,"sum":"${crc32(body).toString(16).padStart(8, "0")}"}\n`;
}

/** The line that `text` holds, or `undefined` when it is torn or altered. */
export function decodeJournalLine(text: string): JournalLine | undefined {
  return decodeJournalBytes(Buffer.from(text));
}

/** {@link decodeJournalLine} of a line as it is in the file, without its newline. */
export function decodeJournalBytes(bytes: Buffer): JournalLine | undefined {
  return isIntact(bytes) ? (JSON.parse(closedText(bytes)) as JournalLine) : undefined;
}

/** Whether a line, without its newline, is as it was written, by its checksum. */
export function isIntact(bytes: Buffer): boolean {
  const length = bytes.length - sumLength;
  return length > 0 && hasSum(bytes, length, crc32(bytes.subarray(0, length)));
}

/** Bytes of a journal, up to `end`, as text. */
export function textOfBytes(bytes: Buffer, end: number = bytes.length): string {
  // Of what follows nothing but a checksum, which is ASCII.
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8", 0, end);
}

/** The line without its sum. The brace is put there for as long as it takes: a longer text would be copied once more. */
function closedText(bytes: Buffer): string {
  const length = bytes.length - sumLength;
  const kept = bytes[length] as number;
  bytes[length] = brace;
  const text = textOfBytes(bytes, length + 1);
  bytes[length] = kept;
  return text;
}

const beforeSum = Buffer.from(',"sum":"');
const [quote, brace] = [0x22, 0x7d];

/** Whether `bytes` end, from `start`, as {@link endOfLine} says; without making a text of it, for every line of a run. */
function hasSum(bytes: Buffer, start: number, sum: number): boolean {
  for (let i = 0; i < beforeSum.length; i++) if (bytes[start + i] !== beforeSum[i]) return false;
  const digits = start + beforeSum.length;
  for (let i = 0; i < 8; i++) if (bytes[digits + i] !== hexDigit((sum >>> (28 - 4 * i)) & 15)) return false;
  return bytes[digits + 8] === quote && bytes[digits + 9] === brace;
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
