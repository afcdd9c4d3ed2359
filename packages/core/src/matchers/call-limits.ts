import type { ToolCall } from "../trace/trace.ts";
import { matchesName } from "../tools/matches-name.ts";
import { argumentError } from "./argument-error.ts";

/** What must not be called and how often tools may be called at most. */
export interface CallLimits {
  /** Names of what must not be there, whatever became of it; `*` stands for any characters. */
  readonly forbidden?: readonly string[];
  readonly max?: number | undefined;
}

export interface LimitsFound {
  readonly holds: boolean;
  /** Positions of what is forbidden. */
  readonly forbidden: readonly number[];
  /** One phrase per limit that is broken. */
  readonly reasons: readonly string[];
}

/** `names` are those of the calls or steps that were made; `noun` is what one of them is called. */
export function checkLimits(
  names: readonly string[],
  noun: string,
  { forbidden = [], max }: CallLimits,
): LimitsFound {
  const found = names.flatMap((name, index) =>
    forbidden.some((pattern) => matchesName(pattern, name)) ? [index] : [],
  );
  const listed = [...new Set(found.map((index) => names[index]))].join(", ");
  const reasons = [
    ...(found.length === 0 ? [] : [`forbidden: ${listed}`]),
    ...(max === undefined || names.length <= max ? [] : [`${names.length} ${noun}s, at most ${max} allowed`]),
  ];
  return { holds: reasons.length === 0, forbidden: found, reasons };
}

/** @throws EvalError `MATCHER_ARGUMENT` */
export function checkLimitOptions(matcher: string, forbidden: unknown, maxName: string, max: unknown): void {
  const isNames =
    Array.isArray(forbidden) && forbidden.every((name) => typeof name === "string" && name !== "");
  if (forbidden !== undefined && !isNames)
    throw argumentError(matcher, "`forbidden`", "a list of names", forbidden);
  if (max !== undefined && !(Number.isInteger(max) && (max as number) >= 0)) {
    throw argumentError(matcher, `\`${maxName}\``, "a whole number from 0", max);
  }
}

/** Names of calls, as limits see them. */
export function namesOf(calls: readonly ToolCall[]): readonly string[] {
  return calls.map(({ name }) => name);
}
