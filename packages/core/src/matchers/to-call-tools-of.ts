import { isDeepStrictEqual } from "node:util";
import { limitTime } from "../constraints/limit-time.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import type { ToolCallDetails } from "../run/tool-details.ts";
import { voidReason } from "../tools/match-tool-call.ts";
import { printCalls } from "../tools/print-calls.ts";
import { readDefinitions, type ToolDefinition } from "../tools/tool-definition.ts";
import { validateArguments } from "../tools/validate-arguments.ts";
import type { ToolCall } from "../trace/trace.ts";
import { checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { recordedCalls } from "./recorded-calls.ts";
import { refuseSilence } from "./refuse-silence.ts";

export interface CallToolsOfOptions {
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toCallToolsOf: Matcher<
  [definitions: readonly unknown[], options?: CallToolsOfOptions],
  MatcherResult
> = defineMatcher("toCallToolsOf", function (received, definitions, options = {}) {
  checkOptions("toCallToolsOf", options, ["advisory"]);
  const known = byName(readDefinitions("toCallToolsOf", definitions));
  const trace = receivedTrace(this, received);
  const evaluation = { ...evaluate(trace.toolCalls, known), advisory: options.advisory === true };
  return refuseSilence(this, received, trace, evaluation, !evaluation.pass);
});

/** Calls say only the name: of two tools that share one, which was meant is not known. */
function byName(definitions: readonly ToolDefinition[]): ReadonlyMap<string, ToolDefinition> {
  const known = new Map<string, ToolDefinition>();
  for (const definition of definitions) {
    const { name, schema } = definition;
    const same = known.get(name);
    if (same !== undefined && !isDeepStrictEqual(same.schema, schema)) {
      throw new EvalError(
        `Failed to evaluate "toCallToolsOf": two of the definitions are of a tool "${showName(name)}", with different schemas, and a call does not tell which it means. Check the calls of each server with its own tools.`,
        { code: "MATCHER_ARGUMENT" },
      );
    }
    known.set(name, definition);
  }
  return known;
}

const keptTools = 200;

function evaluate(calls: readonly ToolCall[], known: ReadonlyMap<string, ToolDefinition>): Evaluation {
  const wrong = new Map(
    calls
      .map((call): [ToolCall, readonly string[]] => [call, problemsOf(call, known.get(call.name))])
      .filter(([, problems]) => problems.length > 0),
  );
  const details: ToolCallDetails = {
    kind: "tool-calls",
    version: 1,
    made: calls.length,
    calls: recordedCalls(calls, (call) => !wrong.has(call)),
    tools: [],
    available: [...known.keys()].slice(0, keptTools),
    ...(calls.length === 0 && { vacuous: true }),
  };
  const lines = [...wrong].flatMap(([{ index, name }, problems]) =>
    problems.map((problem) => `#${index} ${name}: ${problem}`),
  );
  return {
    pass: wrong.size === 0,
    reason: reasonOf(calls.length, wrong.size, lines),
    details,
    sections: () => [
      ["tools", [...known.keys()].join(", ")],
      ["calls", printCalls(calls, (call) => !wrong.has(call)), "whole"],
      ...(lines.length === 0 ? [] : [["problems", lines.join("\n")] as const]),
    ],
  };
}

function reasonOf(made: number, wrong: number, problems: readonly string[]): string {
  if (made === 0) return "no tool was called, so nothing was checked";
  const counted = `${made - wrong} of ${made} calls name a tool that exists and satisfy its schema`;
  const [first] = problems;
  if (first === undefined) return counted;
  return `${counted}; ${first.replace(/\.$/, "")}${problems.length === 1 ? "" : ` and ${problems.length - 1} more`}`;
}

function problemsOf(call: ToolCall, definition: ToolDefinition | undefined): readonly string[] {
  if (definition === undefined) return ["there is no such tool"];
  const reason = voidReason(call);
  // A call that was turned down, or never finished, says nothing about arguments.
  if (call.status === "denied" || call.status === "incomplete") return [];
  if (reason !== undefined || call.args === undefined) return [reason ?? "arguments are missing"];
  const { args } = call;
  // A server's pattern may backtrack for ever on what a model wrote.
  return limitTime(`the arguments of "${call.name}"`, () => validateArguments(definition, args));
}
