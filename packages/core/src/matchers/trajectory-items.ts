import { printExpectedCall, readExpectedCalls, type ExpectedCallFields } from "../tools/expected-call.ts";
import type { SequenceMatch } from "../tools/match-sequence.ts";
import { matchToolCall, type ExpectedToolCall, type ToolCallMatch } from "../tools/match-tool-call.ts";
import { matchesName } from "../tools/matches-name.ts";
import { printCall, printDifferences } from "../tools/print-calls.ts";
import type { ToolCall, Trace, TraceStep } from "../trace/trace.ts";
import { argumentError } from "./argument-error.ts";
import type { Section } from "./evaluation.ts";
import type { MatcherContext } from "./matcher-context.ts";

/** One expected step: its name (`*` stands for any characters), how it ended, or a call with its arguments. */
export type ExpectedStep =
  | string
  | { readonly name: string; readonly status?: TraceStep["status"] }
  | ExpectedCallFields;

interface MadeItem {
  readonly name: string;
  readonly status: string;
  readonly line: string;
}

/** Expected and made items of a trajectory: steps, or tool calls. */
export interface TrajectoryItems {
  readonly expected: readonly { readonly name: string; readonly line: string }[];
  readonly made: readonly MadeItem[];
  readonly fits: (expected: number, made: number) => boolean;
  /** Whether the made item is allowed at all, for the mode `within`. */
  readonly allows: (expected: number, made: number) => boolean;
  /** The first missing call and the nearest one to it, with what differs. */
  readonly explain: (match: SequenceMatch) => readonly Section[];
}

export function stepItems(trace: Trace, steps: readonly ExpectedStep[]): TrajectoryItems {
  const expected = steps.map(readStep);
  const fits = (wanted: number, made: number): boolean => {
    const step = trace.steps[made];
    const { name, status } = expected[wanted] ?? { name: "", status: undefined };
    return (
      step !== undefined && matchesName(name, step.name) && (status === undefined || status === step.status)
    );
  };
  return {
    expected: expected.map(({ name, status }) => ({
      name,
      line: status === undefined ? name : `${name} (${status})`,
    })),
    made: trace.steps.map(({ name, status, error }, index) => {
      const note = status === "error" ? `  [error${error === undefined ? "" : `: ${error}`}]` : "";
      return { name, status, line: `#${index} ${name}${note}`.replace(/\s*\n\s*/g, " ") };
    }),
    fits,
    allows: fits,
    explain: () => [],
  };
}

function readStep(step: ExpectedStep): {
  readonly name: string;
  readonly status: TraceStep["status"] | undefined;
} {
  const given: { readonly [field: string]: unknown } =
    typeof step === "string" ? { name: step } : { ...step };
  const { name, status, ...rest } = given;
  if (typeof name !== "string" || name === "") {
    throw argumentError("toFollowTrajectory", "each expected step", "a name or { name, status }", step);
  }
  if (status !== undefined && status !== "ok" && status !== "error") {
    throw argumentError("toFollowTrajectory", "a step's status", '"ok" or "error"', status);
  }
  if (Object.keys(rest).length > 0) {
    throw argumentError(
      "toFollowTrajectory",
      `the expected step "${name}"`,
      'a name or { name, status }, because the trace has steps and steps have no arguments (or choose `over: "toolCalls"`)',
      step,
    );
  }
  return { name, status };
}

export function callItems(
  { equals }: MatcherContext,
  { toolCalls }: Trace,
  steps: readonly ExpectedStep[],
): TrajectoryItems {
  const expected = readExpectedCalls("toFollowTrajectory", steps);
  const table = expected.map((wanted) => toolCalls.map((call) => matchToolCall(call, wanted, equals)));
  const at = (wanted: number, made: number): ToolCallMatch | undefined => table[wanted]?.[made];
  return {
    expected: expected.map((call) => ({ name: call.name, line: printExpectedCall(call) })),
    made: toolCalls.map((call) => ({ name: call.name, status: call.status, line: printCall(call) })),
    fits: (wanted, made) => at(wanted, made)?.matches === true,
    // A call that failed to be one is a call of its tool all the same.
    allows: (wanted, made) =>
      at(wanted, made)?.matches === true ||
      (expected[wanted]?.args === undefined && at(wanted, made)?.nameMatches === true),
    explain: (match) => explainCalls(match, expected, toolCalls, at),
  };
}

function explainCalls(
  { missing, extra }: SequenceMatch,
  expected: readonly ExpectedToolCall[],
  calls: readonly ToolCall[],
  at: (wanted: number, made: number) => ToolCallMatch | undefined,
): readonly Section[] {
  for (const wanted of missing) {
    const candidates = extra.map((made) => at(wanted, made)).filter((match) => match?.nameMatches === true);
    const nearest = candidates
      .filter((match) => match !== undefined)
      .toSorted((a, b) => a.differences.length - b.differences.length)
      .find(({ differences }) => differences.length > 0);
    if (nearest === undefined) continue;
    const position = calls.indexOf(nearest.call);
    return [
      [
        `call #${position}, nearest to expected ${expected[wanted]?.name}`,
        printDifferences(nearest.differences),
      ],
    ];
  }
  return [];
}
