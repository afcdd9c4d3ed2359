import type { ToolCallDetails } from "../run/tool-details.ts";
import { printExpectedCall, readExpectedCalls, type ExpectedCall } from "../tools/expected-call.ts";
import { matchCalls, type CallsMatch } from "../tools/match-calls.ts";
import type { ArgOptions } from "../tools/match-tool-call.ts";
import { matchSequence, type SequenceOrder } from "../tools/match-sequence.ts";
import { printCalls, printDifferences } from "../tools/print-calls.ts";
import type { ToolCall } from "../trace/trace.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { checkLimitOptions, checkLimits, namesOf, type LimitsFound } from "./call-limits.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { recordedCalls, recordedTool } from "./recorded-calls.ts";
import { refuseSilence } from "./refuse-silence.ts";

export interface CallToolsOptions extends ArgOptions {
  /**
   * `any` (default): the calls may come in any order; `inOrder`: in the expected order, others between them; `exact`: each
   * at its position.
   */
  readonly order?: SequenceOrder;
  /** Whether calls that are not expected fail. Default `"fail"`. */
  readonly extra?: "allow" | "fail";
  /** Tools that must not be called, whatever became of the call; `*` stands for any characters. */
  readonly forbidden?: readonly string[];
  /** How many calls there may be at most, those that do not count included. */
  readonly maxCalls?: number;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toCallTools: Matcher<
  [expected: readonly ExpectedCall[], options?: CallToolsOptions],
  MatcherResult
> = defineMatcher("toCallTools", function (received, expected, options = {}) {
  checkArguments(expected, options);
  const { order = "any", extra = "fail", forbidden, maxCalls, advisory = false, ...shared } = options;
  const wanted = readExpectedCalls("toCallTools", expected, shared);
  const trace = receivedTrace(this, received);
  const { toolCalls } = trace;
  const match = matchCalls(wanted, toolCalls, order, this.equals);
  const limits = checkLimits(namesOf(toolCalls), "call", { ...(forbidden && { forbidden }), max: maxCalls });
  const evaluation = { ...evaluate(match, limits, order, extra), advisory };
  return refuseSilence(this, received, trace, evaluation, isSettled(match, limits, options));
});

/** Whether further calls could change nothing: each expected one was made and others may be, or something is wrong already. */
function isSettled({ missing, extra }: CallsMatch, limits: LimitsFound, options: CallToolsOptions): boolean {
  if (!limits.holds) return true;
  const { order = "any", forbidden, maxCalls } = options;
  if (order === "exact") return false;
  if (options.extra !== "allow") return extra.length > 0;
  return missing.length === 0 && forbidden === undefined && maxCalls === undefined;
}

const knownOptions = [
  "order",
  "extra",
  "forbidden",
  "maxCalls",
  "exact",
  "ignoreArgs",
  "defaults",
  "compare",
  "advisory",
] as const;

function checkArguments(expected: readonly unknown[], options: CallToolsOptions): void {
  checkOptions("toCallTools", options, knownOptions);
  const { order = "any", extra = "fail", forbidden, maxCalls } = options;
  if (!["any", "inOrder", "exact"].includes(order)) {
    throw argumentError("toCallTools", "`order`", '"any", "inOrder" or "exact"', order);
  }
  if (extra !== "allow" && extra !== "fail") {
    throw argumentError("toCallTools", "`extra`", '"allow" or "fail"', extra);
  }
  checkLimitOptions("toCallTools", forbidden, "maxCalls", maxCalls);
  const saysNothing = extra === "allow" && forbidden === undefined && maxCalls === undefined;
  if (Array.isArray(expected) && expected.length === 0 && saysNothing) {
    throw argumentError(
      "toCallTools",
      "the expected calls",
      'some: none with `extra: "allow"` always holds',
      expected,
    );
  }
}

function evaluate(
  match: CallsMatch,
  limits: LimitsFound,
  order: SequenceOrder,
  extra: "allow" | "fail",
): Evaluation {
  const matched = new Set(match.partners);
  const isMatch = ({ index }: ToolCall): boolean => matched.has(index);
  const isExtraWrong = extra === "fail" && match.extra.length > 0;
  const details: ToolCallDetails = {
    kind: "tool-calls",
    version: 1,
    made: match.calls.length,
    calls: recordedCalls(match.calls, isMatch),
    tools: match.expected.map(({ name }, index) => toolOf(match, name, index)),
    precision: rate(match.precision),
    recall: rate(match.recall),
    f1: match.f1,
    argumentScore: rate(match.argumentScore),
    ...(limits.forbidden.length > 0 && {
      forbidden: limits.forbidden.map((index) => match.calls[index]?.name ?? ""),
    }),
    ...(match.expected.length + match.calls.length === 0 && { vacuous: true }),
  };
  return {
    pass: match.missing.length === 0 && !isExtraWrong && limits.holds,
    subject: match.expected.map(({ name }) => name).join(", "),
    score: match.f1,
    reason: reasonOf(match, limits, order, isExtraWrong),
    details,
    sections: () => sectionsOf(match, isMatch),
  };
}

function rate(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function toolOf(match: CallsMatch, name: string, index: number): ToolCallDetails["tools"][number] {
  const row = match.table[index] ?? [];
  const partner = match.partners[index];
  const nearest = match.nearest.get(index);
  return recordedTool(
    name,
    partner === undefined ? undefined : row[partner],
    nearest === undefined ? [] : [nearest],
  );
}

function reasonOf(
  match: CallsMatch,
  limits: LimitsFound,
  order: SequenceOrder,
  isExtraWrong: boolean,
): string {
  const { expected, calls, missing, extra } = match;
  const names = (positions: readonly number[], of: readonly { readonly name: string }[]): string =>
    positions.map((index) => of[index]?.name).join(", ");
  const parts = [
    ...(missing.length === 0
      ? []
      : [`${missing.length} of ${expected.length} expected calls missing: ${names(missing, expected)}`]),
    ...(missing.length > 0 && order !== "any" && fitsInAnyOrder(match)
      ? ["all were made, in another order"]
      : []),
    ...(isExtraWrong ? [`${extra.length} of ${calls.length} calls unexpected: ${names(extra, calls)}`] : []),
    ...limits.reasons,
  ];
  if (parts.length > 0) return parts.join("; ");
  if (expected.length === 0)
    return calls.length === 0 ? "none expected and none made" : "nothing forbidden was called";
  return `${expected.length} of ${expected.length} expected calls were made`;
}

function fitsInAnyOrder({ expected, calls, table }: CallsMatch): boolean {
  const fits = (row: number, column: number): boolean => table[row]?.[column]?.matches === true;
  return matchSequence(expected.length, calls.length, fits, "any").missing.length === 0;
}

const shownDiffs = 3;

function sectionsOf(match: CallsMatch, isMatch: (call: ToolCall) => boolean): Section[] {
  const expected = match.expected.map(
    (call, index) => `${match.partners[index] === undefined ? " " : "*"} ${printExpectedCall(call)}`,
  );
  const nearest = [...match.nearest].filter(([, { differences }]) => differences.length > 0);
  return [
    ["expected", expected.length === 0 ? "none" : expected.join("\n")],
    ["calls", printCalls(match.calls, isMatch), "whole"],
    ...nearest.slice(0, shownDiffs).map(([index, { call, differences }]): Section => {
      const name = match.expected[index]?.name ?? "";
      return [
        `call #${call.index}, nearest to expected ${name} (${index + 1} of ${match.expected.length})`,
        printDifferences(differences),
      ];
    }),
  ];
}
