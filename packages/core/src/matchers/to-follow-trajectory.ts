import type { TrajectoryDetails } from "../run/tool-details.ts";
import { matchSequence, type SequenceMatch, type SequenceOrder } from "../tools/match-sequence.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { checkLimitOptions, checkLimits, type LimitsFound } from "./call-limits.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { refuseSilence, refuseSilenceOnSteps } from "./refuse-silence.ts";
import { callItems, stepItems, type ExpectedStep, type TrajectoryItems } from "./trajectory-items.ts";

export type TrajectoryMode = "exact" | "inOrder" | "sameTools" | "contains" | "within";

export interface FollowTrajectoryOptions {
  /**
   * `exact` (default): these steps, in this order, no others; `inOrder`: in this order, others between them; `sameTools`:
   * these, in any order, no others; `contains`: these, in any order, and others; `within`: no others, each as often as it
   * likes, or never.
   */
  readonly mode?: TrajectoryMode;
  /** Which trajectory. Default: the steps, or the tool calls when the trace has no steps. */
  readonly over?: "steps" | "toolCalls";
  /** Steps that must not be there; `*` stands for any characters. */
  readonly forbidden?: readonly string[];
  readonly maxSteps?: number;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toFollowTrajectory: Matcher<
  [steps: readonly ExpectedStep[], options?: FollowTrajectoryOptions],
  MatcherResult
> = defineMatcher("toFollowTrajectory", function (received, steps, options = {}) {
  checkArguments(steps, options);
  const trace = receivedTrace(this, received);
  const over = options.over ?? (trace.steps.length > 0 ? "steps" : "toolCalls");
  const items = over === "steps" ? stepItems(trace, steps) : callItems(this, trace, steps);
  const { mode = "exact", forbidden, maxSteps, advisory = false } = options;
  const limits = checkLimits(
    items.made.map(({ name }) => name),
    "step",
    {
      ...(forbidden && { forbidden }),
      max: maxSteps,
    },
  );
  const evaluation = { ...evaluate(items, mode, over, limits), advisory };
  if (over === "toolCalls")
    return refuseSilence(this, received, trace, evaluation, isSettled(evaluation.pass, limits, options));
  // Steps may have been recorded beside the value.
  return items.made.length > 0 ? evaluation : refuseSilenceOnSteps(this, evaluation);
});

/** Whether further calls could change nothing: others may be there, or a limit is broken already. */
function isSettled(pass: boolean, limits: LimitsFound, options: FollowTrajectoryOptions): boolean {
  if (!limits.holds) return true;
  const { mode = "exact", forbidden, maxSteps } = options;
  return pass && modes[mode].extra && forbidden === undefined && maxSteps === undefined;
}

const modes: {
  readonly [mode in TrajectoryMode]: { readonly order: SequenceOrder; readonly extra: boolean };
} = {
  exact: { order: "exact", extra: false },
  inOrder: { order: "inOrder", extra: true },
  sameTools: { order: "any", extra: false },
  contains: { order: "any", extra: true },
  within: { order: "any", extra: false },
};

function checkArguments(steps: unknown, options: FollowTrajectoryOptions): void {
  checkOptions("toFollowTrajectory", options, ["mode", "over", "forbidden", "maxSteps", "advisory"]);
  const { mode = "exact", over, forbidden, maxSteps } = options;
  const fail = (what: string, wanted: string, got: unknown): never => {
    throw argumentError("toFollowTrajectory", what, wanted, got);
  };
  if (!Array.isArray(steps)) fail("the expected steps", "a list", steps);
  if (!Object.hasOwn(modes, mode)) fail("`mode`", Object.keys(modes).join(", "), mode);
  if (over !== undefined && over !== "steps" && over !== "toolCalls")
    fail("`over`", '"steps" or "toolCalls"', over);
  checkLimitOptions("toFollowTrajectory", forbidden, "maxSteps", maxSteps);
  const saysNothing =
    (mode === "inOrder" || mode === "contains") && forbidden === undefined && maxSteps === undefined;
  if ((steps as readonly unknown[]).length === 0 && saysNothing) {
    fail("the expected steps", `some: none in the mode "${mode}" always holds`, steps);
  }
}

function evaluate(
  items: TrajectoryItems,
  mode: TrajectoryMode,
  over: "steps" | "toolCalls",
  limits: LimitsFound,
): Evaluation {
  const { expected, made } = items;
  const match =
    mode === "within"
      ? matchWithin(items)
      : matchSequence(expected.length, made.length, items.fits, modes[mode].order);
  const extraMade = new Set(match.extra);
  const isExtraWrong = !modes[mode].extra && match.extra.length > 0;
  const isVacuous = made.length === 0 && (expected.length === 0 || mode === "within");
  const score = Number.isNaN(match.f1) ? match.precision : match.f1;
  return {
    pass: match.missing.length === 0 && !isExtraWrong && limits.holds,
    subject: mode,
    ...(!Number.isNaN(score) && { score }),
    reason: reasonOf(items, match, mode, isExtraWrong, isVacuous, limits),
    details: { ...detailsOf(items, match, limits), mode, over, ...(isVacuous && { vacuous: true }) },
    sections: () => [
      ["expected", list(expected, (index) => match.partners[index] !== undefined)],
      [over === "steps" ? "steps" : "calls", list(made, (index) => !extraMade.has(index)), "whole"],
      ...items.explain(match),
    ],
  };
}

const keptSteps = 100;

function detailsOf(
  { expected, made }: TrajectoryItems,
  match: SequenceMatch,
  limits: LimitsFound,
): Omit<TrajectoryDetails, "mode" | "over"> {
  const extra = new Set(match.extra);
  const nameOf = (index: number): string => made[index]?.name ?? "";
  return {
    kind: "trajectory",
    version: 1,
    made: made.length,
    steps: made
      .slice(0, keptSteps)
      .map(({ name, status }, index) => ({ name, status, matches: !extra.has(index) })),
    missing: match.missing.map((index) => expected[index]?.name ?? ""),
    extra: match.extra.map(nameOf).slice(0, keptSteps),
    precision: rate(match.precision),
    recall: rate(match.recall),
    f1: rate(match.f1),
    ...(limits.forbidden.length > 0 && { forbidden: limits.forbidden.map(nameOf) }),
  };
}

function rate(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Every made item is judged by itself: an expected one may stand for several, or for none. */
function matchWithin({ expected, made, allows }: TrajectoryItems): SequenceMatch {
  const extra = made.flatMap((_, index) =>
    expected.some((_item, wanted) => allows(wanted, index)) ? [] : [index],
  );
  return {
    partners: expected.map((_, wanted) => {
      const found = made.findIndex((_item, index) => allows(wanted, index));
      return found < 0 ? undefined : found;
    }),
    missing: [],
    extra,
    precision: (made.length - extra.length) / (made.length || Number.NaN),
    recall: Number.NaN,
    f1: Number.NaN,
  };
}

function reasonOf(
  { expected, made }: TrajectoryItems,
  { missing, extra }: SequenceMatch,
  mode: TrajectoryMode,
  isExtraWrong: boolean,
  isVacuous: boolean,
  limits: LimitsFound,
): string {
  const names = (positions: readonly number[], of: TrajectoryItems["expected"]): string =>
    positions.map((index) => of[index]?.name).join(", ");
  const parts = [
    ...(missing.length === 0
      ? []
      : [`${missing.length} of ${expected.length} expected steps missing: ${names(missing, expected)}`]),
    ...(isExtraWrong ? [`${extra.length} of ${made.length} steps unexpected: ${names(extra, made)}`] : []),
    ...limits.reasons,
  ];
  if (parts.length > 0) return parts.join("; ");
  if (isVacuous) return "no step was made, so nothing was compared";
  return `${made.length} steps made, ${expected.length} expected: they agree (${mode})`;
}

function list(items: readonly { readonly line: string }[], isMarked: (index: number) => boolean): string {
  if (items.length === 0) return "none";
  return items.map(({ line }, index) => `${isMarked(index) ? "*" : " "} ${line}`).join("\n");
}
