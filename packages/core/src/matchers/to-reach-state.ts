import { diffArgs } from "../tools/diff-args.ts";
import { canonicalState } from "../tools/canonical-state.ts";
import { printCall, printDifferences } from "../tools/print-calls.ts";
import { replayCalls, type Replay, type ReplayedCall, type ReplayOptions } from "../tools/replay-calls.ts";
import type { JsonValue } from "../dataset/json-value.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { refuseSilence } from "./refuse-silence.ts";

export interface ReachStateOptions extends ReplayOptions {
  /** The data of a state that keeps it private, of a database say. Default: the state itself. */
  readonly read?: (state: never) => unknown;
  /** Whether the expected state is a part: fields that it does not name may be anything. Default `false`. */
  readonly partial?: boolean;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toReachState: Matcher<
  [expected: unknown, options: ReachStateOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher("toReachState", async function (received, expected, options) {
  checkArguments(options);
  const { read, partial = false, advisory = false } = options;
  const trace = receivedTrace(this, received);
  const replay = await replayCalls(trace.toolCalls, options);
  const wanted = canonicalState(expected, "expected");
  const reached = canonicalState(
    read === undefined ? replay.state : await read(replay.state as never),
    "reached",
  );
  const evaluation = { ...evaluate(this, wanted, reached, replay, partial), advisory };
  return refuseSilence(this, received, trace, evaluation);
});

function checkArguments(options: ReachStateOptions): void {
  checkOptions("toReachState", options, ["from", "tools", "ignoreTools", "read", "partial", "advisory"]);
  if (!("from" in options))
    throw argumentError("toReachState", "`from`", "the state before the first call", undefined);
  const { tools } = options as { readonly tools: unknown };
  if (typeof tools !== "object" || tools === null) {
    throw argumentError("toReachState", "`tools`", "an object of functions by tool name", tools);
  }
}

function evaluate(
  { equals }: MatcherContext,
  expected: unknown,
  reached: unknown,
  { calls }: Replay,
  partial: boolean,
): Evaluation {
  const differences = diffArgs(expected, reached as JsonValue, { exact: !partial, equals });
  const replayed = calls.filter(({ status }) => status !== "skipped");
  const failed = calls.filter(({ status }) => status === "error");
  return {
    pass: differences.length === 0,
    reason: `${reasonOf(differences.length, replayed.length)}${failed.length === 0 ? "" : `; ${failed.length} of them failed`}`,
    details: {
      kind: "state",
      version: 1,
      replayed: replayed.length,
      failed: failed.map(({ call, error = "" }) => ({ name: call.name, error })).slice(0, keptFailures),
      differences: differences.slice(0, keptDifferences).map(({ path, reason }) => ({ path, reason })),
    },
    sections: () => [
      ["calls", calls.length === 0 ? "none" : calls.map(printReplayed).join("\n"), "whole"],
      ...(differences.length === 0 ? [] : [["state", printDifferences(differences)] as const]),
    ],
    ...(differences.length > 0 && { actual: reached, expected }),
  };
}

const keptDifferences = 50;
const keptFailures = 20;

function reasonOf(differences: number, replayed: number): string {
  const after = `after ${replayed} ${replayed === 1 ? "call" : "calls"}`;
  if (differences === 0) return `the state is as expected ${after}`;
  return `the state differs in ${differences} ${differences === 1 ? "place" : "places"} ${after}`;
}

function printReplayed({ call, status, error }: ReplayedCall): string {
  if (status === "ok") return printCall(call);
  return `${printCall(call)}  [${status === "skipped" ? "not replayed" : `failed when replayed: ${error ?? ""}`}]`;
}
