import type { ToolCall } from "../trace/trace.ts";
import { bestAssignment } from "./best-assignment.ts";
import type { Equals } from "./diff-args.ts";
import { isPlainArgs, matchToolCall, type ExpectedToolCall, type ToolCallMatch } from "./match-tool-call.ts";
import { matchSequence, type SequenceMatch, type SequenceOrder } from "./match-sequence.ts";

/** How the calls of a trace compare with those that were expected. */
export interface CallsMatch extends SequenceMatch {
  readonly expected: readonly ExpectedToolCall[];
  readonly calls: readonly ToolCall[];
  /** `table[expected][made]`. */
  readonly table: readonly (readonly ToolCallMatch[])[];
  /**
   * Share of the expected arguments that the calls give under the best assignment, order aside, from 0 to 1; NaN when
   * nothing was expected. Unlike recall it credits a call in which some arguments are right.
   */
  readonly argumentScore: number;
  /** Per expected call that is missing, the call left over that comes nearest, by that assignment. */
  readonly nearest: ReadonlyMap<number, ToolCallMatch>;
}

export function matchCalls(
  expected: readonly ExpectedToolCall[],
  calls: readonly ToolCall[],
  order: SequenceOrder,
  equals: Equals,
): CallsMatch {
  const table = expected.map((wanted) => calls.map((call) => matchToolCall(call, wanted, equals)));
  const fits = (row: number, column: number): boolean => table[row]?.[column]?.matches === true;
  const sequence = matchSequence(expected.length, calls.length, fits, order);
  const credits = table.map((row, index) => row.map((match) => creditOf(match, expected[index])));
  return {
    ...sequence,
    expected,
    calls,
    table,
    // A call that matches has all its arguments right.
    argumentScore: expected.length > 0 && sequence.missing.length === 0 ? 1 : argumentScore(credits),
    nearest: nearestOf(table, credits, sequence),
  };
}

function argumentScore(credits: readonly (readonly number[])[]): number {
  const assigned = bestAssignment(credits);
  const sum = assigned.reduce<number>((total, column, row) => total + (credits[row]?.[column ?? -1] ?? 0), 0);
  return sum / (credits.length || Number.NaN);
}

/** Share of the expected arguments that the call has right; 1 when it matches, 0 when it is no such call. */
function creditOf(match: ToolCallMatch, expected: ExpectedToolCall | undefined): number {
  if (match.matches) return 1;
  if (!match.nameMatches || match.void !== undefined || expected === undefined) return 0;
  const wanted = isPlainArgs(expected.args) ? Object.keys(expected.args) : [];
  const top = new Set(
    match.differences.map(({ path }) => /^("(?:[^"\\]|\\.)*"|[^.[]*)/.exec(path)?.[0] ?? path),
  );
  const unexpected = match.differences.filter(({ reason }) => reason === "unexpected").length;
  const all = wanted.length + unexpected;
  return all === 0 ? 0 : Math.max(0, all - top.size) / all;
}

function nearestOf(
  table: readonly (readonly ToolCallMatch[])[],
  credits: readonly (readonly number[])[],
  { missing, extra }: SequenceMatch,
): ReadonlyMap<number, ToolCallMatch> {
  // A call of the tool comes before any other, however many arguments differ.
  const weights = missing.map((row) =>
    extra.map((column) => {
      const isNamed = table[row]?.[column]?.nameMatches === true;
      return isNamed ? 1 + (credits[row]?.[column] ?? 0) : 0;
    }),
  );
  const nearest = new Map<number, ToolCallMatch>();
  for (const [index, column] of bestAssignment(weights).entries()) {
    const match = column === undefined ? undefined : table[missing[index] ?? -1]?.[extra[column] ?? -1];
    if (match !== undefined) nearest.set(missing[index] ?? -1, match);
  }
  return nearest;
}
