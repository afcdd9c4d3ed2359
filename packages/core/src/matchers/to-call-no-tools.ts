import type { ToolCallDetails } from "../run/tool-details.ts";
import { printCalls } from "../tools/print-calls.ts";
import { checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { recordedCalls } from "./recorded-calls.ts";
import { refuseSilence } from "./refuse-silence.ts";

export interface CallNoToolsOptions {
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toCallNoTools: Matcher<[options?: CallNoToolsOptions], MatcherResult> = defineMatcher(
  "toCallNoTools",
  function (received, options = {}) {
    checkOptions("toCallNoTools", options, ["advisory"]);
    const trace = receivedTrace(this, received);
    const { toolCalls } = trace;
    const made = toolCalls.length;
    const details: ToolCallDetails = {
      kind: "tool-calls",
      version: 1,
      made,
      calls: recordedCalls(toolCalls, () => false),
      tools: [],
    };
    const evaluation: Evaluation = {
      pass: made === 0,
      reason: made === 0 ? "no tool was called" : `${made} ${made === 1 ? "call was" : "calls were"} made`,
      details,
      sections: () => [["calls", printCalls(toolCalls, () => false), "whole"]],
      advisory: options.advisory === true,
    };
    return refuseSilence(this, received, trace, evaluation, made > 0);
  },
);
