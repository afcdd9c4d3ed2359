import { encodeTerminal } from "../report/encode-terminal.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";

const cutLimits = { count: 40, length: 2_000 };
/** A bound all the same: a message of megabytes helps nobody. */
const wholeLimits = { count: 1_000, length: 200_000 };
const keptReason = 400;

/** Message and diff of an evaluation: Vitest prints a diff from `actual` and `expected`, Jest prints the message only. */
export function formatFailure(
  matcher: MatcherContext,
  name: string,
  evaluation: Evaluation,
): Omit<MatcherResult, "pass"> {
  const hasDiff = "expected" in evaluation && matcher.isNot !== true;
  const inJest = typeof matcher.dontThrow === "function";
  const message = (): string => {
    const sections = formatSections(evaluation.sections());
    const diff = hasDiff && inJest ? [printDiff(matcher, evaluation)] : [];
    return [title(matcher, name, evaluation), "", sections, ...diff].join("\n");
  };
  return hasDiff && !inJest
    ? { message, actual: encoded(evaluation.actual), expected: encoded(evaluation.expected) }
    : { message };
}

function title(matcher: MatcherContext, name: string, { subject, reason }: Evaluation): string {
  const hint = `expect(received)${matcher.isNot === true ? ".not" : ""}.${name}(${oneLine(subject ?? "")})`;
  return `${hint}: ${oneLine(reason)}`;
}

function oneLine(text: string): string {
  const kept = text.length > keptReason ? `${text.slice(0, keptReason)}...` : text;
  return encodeTerminal(kept.replace(/\s+/g, " "));
}

/** The blocks of a message, one below the other. */
export function formatSections(sections: readonly Section[]): string {
  return sections.map(formatSection).join("\n");
}

function formatSection([label, text, extent]: Section): string {
  const { length, count } = extent === "whole" ? wholeLimits : cutLimits;
  const kept =
    text.length > length ? `${text.slice(0, length)} ... (${text.length} characters in all)` : text;
  const lines = encodeTerminal(kept).split("\n");
  const shown =
    lines.length > count ? [...lines.slice(0, count), `... (${lines.length} lines in all)`] : lines;
  if (shown.length === 1) return `${`${label}:`.padEnd(11)} ${shown[0]?.trim()}`;
  return [`${label}:`, ...shown.map((line) => `    ${line}`)].join("\n");
}

type JestPrintDiff = (
  expected: unknown,
  received: unknown,
  expectedLabel: string,
  receivedLabel: string,
  expand: boolean,
) => string;

function printDiff(matcher: MatcherContext, { actual, expected }: Evaluation): string {
  const print = matcher.utils?.printDiffOrStringify as JestPrintDiff | undefined;
  if (print === undefined) return "";
  return `\n${print(encoded(expected), encoded(actual), "Expected", "Received", false)}`;
}

/** The runner prints both sides of a diff as they are. */
function encoded(value: unknown): unknown {
  return typeof value === "string" ? encodeTerminal(value) : value;
}
