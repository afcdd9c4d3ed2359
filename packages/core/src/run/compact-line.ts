import type { JsonValue } from "../dataset/json-value.ts";
import type { Verdict } from "../judges/verdict.ts";
import type { Complete } from "./case-context.ts";
import { compactDetails, compactSteps } from "./compact-details.ts";
import { cutText } from "./cut-text.ts";
import type { FoldedEnd, FoldedLine } from "./fold-attempt.ts";
import { none } from "./grown.ts";
import type {
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
export function compactLine(line: Exclude<JournalLine, DeclareEvent>, pool: TextPool): FoldedLine {
  if (line.kind === "check") return { kind: "check", check: compactCheck(line.check, pool) };
  return line.kind === "start" ? started : compactEnd(line, pool);
}

/** What many cases of a dataset share, each with a copy of its own in the journal. */
export function compactDeclaration(
  { dimensions, tags, location }: DeclareEvent,
  pool: TextPool,
): Pick<DeclareEvent, "dimensions" | "tags" | "location"> {
  return {
    dimensions: pool.same(dimensions),
    tags: pool.same(tags),
    ...(location !== undefined && { location: { ...location, file: pool.one(location.file) } }),
  };
}

const started: FoldedLine = { kind: "start" };

function compactCheck(check: CheckRecord, pool: TextPool): CheckRecord {
  const { outcome, negated, advisory, score, durationMs, reason, verdict } = check;
  const name = pool.one(check.name);
  if (isPlain(check)) return { name, outcome, negated, advisory, score, durationMs } as CheckRecord;
  // A field by its name each, because a journal has many lines and spreading them is what takes the time.
  const kept: Complete<CheckRecord> = {
    name,
    subject: check.subject === undefined ? undefined : pool.one(check.subject),
    outcome,
    negated,
    advisory,
    score,
    threshold: check.threshold,
    reason: reason === undefined ? undefined : shorten(reason),
    verdict: verdict === undefined ? undefined : compactVerdict(verdict, pool),
    spent: undefined,
    details: compactDetails(check, pool) as unknown as JsonValue | undefined,
    durationMs,
    location: check.location,
    polled: check.polled,
  };
  return kept as CheckRecord;
}

function isPlain({ subject, threshold, reason, verdict, details, location, polled }: CheckRecord): boolean {
  return (
    subject === undefined &&
    threshold === undefined &&
    reason === undefined &&
    verdict === undefined &&
    details === undefined &&
    location === undefined &&
    polled === undefined
  );
}

/** What it says of its judge is the same in many cases. */
function compactVerdict(verdict: Verdict, pool: TextPool): Verdict {
  const { judgeHash, promptVersion, parserVersion } = verdict;
  return {
    ...verdict,
    critique: "",
    evidence: none(),
    claims: none(),
    votes: none(),
    rubric: pool.same(verdict.rubric),
    model: pool.same(verdict.model),
    promptVersion: pool.one(promptVersion),
    parserVersion: pool.one(parserVersion),
    ...(judgeHash !== undefined && { judgeHash: pool.one(judgeHash) }),
  };
}

/** A summary counts names and steps; what calls said is for the details of a case. */
function isCounted(trace: TraceSummary | undefined): trace is TraceSummary {
  if (trace === undefined) return false;
  const { tools, steps, available, models } = trace;
  return tools.length > 0 || steps.length > 0 || available !== undefined || models !== undefined;
}

function compactEnd(line: EndEvent & { readonly at: number }, pool: TextPool): FoldedEnd {
  const { kind, at, status, cause, reason, durationMs, location, usage, trace } = line;
  const passed = status === "pass";
  const isUsual =
    passed &&
    cause === undefined &&
    reason === undefined &&
    location === undefined &&
    line.unchecked === undefined &&
    !isCounted(trace);
  if (isUsual) return { kind, at, status, durationMs, usage } as FoldedEnd;
  const kept: Complete<FoldedEnd> = {
    kind,
    at,
    status,
    cause,
    reason: reason === undefined ? undefined : shorten(reason),
    durationMs,
    unchecked: line.unchecked,
    asserted: undefined,
    input: passed ? undefined : cut(line.input),
    expected: passed ? undefined : cut(line.expected),
    output: passed ? undefined : cut(line.output),
    location,
    usage,
    trace: isCounted(trace) ? compactTrace(trace, pool) : undefined,
    plain: undefined,
  };
  return kept as FoldedEnd;
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
    : copied(`${cutText(text.slice(0, 2 * keptLength)).text} ... (${text.length} characters)`);
}

function cut(value: CutText | undefined): CutText | undefined {
  if (value === undefined || value.text.length <= keptLength) return value;
  return { text: copied(value.text.slice(0, keptLength).toWellFormed()), length: value.length };
}

/** A slice of a text keeps all of it in memory. */
function copied(text: string): string {
  return text.isWellFormed() ? Buffer.from(text).toString() : text;
}
