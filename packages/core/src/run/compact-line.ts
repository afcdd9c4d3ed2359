import type { JsonValue } from "../dataset/json-value.ts";
import type { Complete } from "./case-context.ts";
import { compactDetails, compactSteps } from "./compact-details.ts";
import { cutText } from "./cut-text.ts";
import type { FoldedLine } from "./fold-attempt.ts";
import type {
  CaseKey,
  CheckRecord,
  CutText,
  DeclareEvent,
  EndEvent,
  JournalLine,
  TraceSummary,
} from "./journal-line.ts";
import type { TextPool } from "./text-pool.ts";

const keptLength = 1_000;

/** What the summary needs of a line, so that a large journal does not have to fit into memory. */
export function compactLine(
  line: Exclude<JournalLine, DeclareEvent>,
  pool: TextPool,
  key: CaseKey,
): FoldedLine {
  if (line.kind === "check") return { kind: "check", check: compactCheck(line.check, pool) };
  return line.kind === "start" ? started : compactEnd(line, pool, key);
}

const none: readonly never[] = [];
const started: FoldedLine = { kind: "start" };

function compactCheck(check: CheckRecord, pool: TextPool): CheckRecord {
  const { verdict, reason } = check;
  // A field by its name each, because a journal has many lines and spreading them is what takes the time.
  const kept: Complete<CheckRecord> = {
    name: pool.one(check.name),
    subject: check.subject === undefined ? undefined : pool.one(check.subject),
    outcome: check.outcome,
    negated: check.negated,
    advisory: check.advisory,
    score: check.score,
    reason: reason === undefined ? undefined : shorten(reason),
    verdict:
      verdict === undefined
        ? undefined
        : { ...verdict, critique: "", evidence: none, claims: none, votes: none },
    details: compactDetails(check, pool) as unknown as JsonValue | undefined,
    durationMs: check.durationMs,
    location: check.location,
    polled: check.polled,
  };
  return kept as CheckRecord;
}

type EndLine = EndEvent & { readonly at: number };

/** Of the key, every line of a journal has texts of its own; one copy of each is enough. */
function compactEnd(line: EndLine, pool: TextPool, key: CaseKey): EndLine {
  const passed = line.status === "pass";
  const kept: Complete<EndLine> = {
    kind: "end",
    project: key.project,
    file: key.file,
    test: key.test,
    case: key.case,
    trial: line.trial,
    attempt: line.attempt,
    at: line.at,
    status: line.status,
    cause: line.cause,
    reason: line.reason === undefined ? undefined : shorten(line.reason),
    durationMs: line.durationMs,
    input: passed ? undefined : cut(line.input),
    expected: passed ? undefined : cut(line.expected),
    output: passed ? undefined : cut(line.output),
    location: line.location,
    usage: line.usage,
    trace: line.trace === undefined ? undefined : compactTrace(line.trace, pool),
  };
  return kept as EndLine;
}

function compactTrace({ tools, steps, available, models }: TraceSummary, pool: TextPool): TraceSummary {
  return {
    tools: [...new Set(tools)].map((name) => pool.one(name)),
    steps: compactSteps(steps, pool),
    ...(available !== undefined && { available: available.map((name) => pool.one(name)) }),
    ...(models !== undefined && { models: models.map((name) => pool.one(name)) }),
  };
}

function shorten(text: string): string {
  return text.length <= 2 * keptLength
    ? text
    : `${cutText(text.slice(0, 2 * keptLength)).text} ... (${text.length} characters)`;
}

function cut(value: CutText | undefined): CutText | undefined {
  if (value === undefined || value.text.length <= keptLength) return value;
  return { text: value.text.slice(0, keptLength).toWellFormed(), length: value.length };
}
