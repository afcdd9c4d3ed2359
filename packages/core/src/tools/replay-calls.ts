import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import type { ToolCall } from "../trace/trace.ts";
import { voidReason, type ToolArguments } from "./match-tool-call.ts";
import { matchesName } from "./matches-name.ts";

/** One tool of the user's: changes `state` as a call with these arguments does. It may be asynchronous, and it may throw. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tool knows its arguments, which come from JSON
export type ReplayTool<State = never> = (args: any, state: State) => unknown;

export interface ReplayOptions<State = never> {
  /** The state before the first call: a value, which is copied, or a function that makes a fresh one. */
  readonly from: unknown;
  readonly tools: { readonly [name: string]: ReplayTool<State> };
  /** Tools that change nothing and are not replayed; `*` stands for any characters. */
  readonly ignoreTools?: readonly string[];
}

/** What became of one call when it was replayed. */
export interface ReplayedCall {
  readonly call: ToolCall;
  /** `skipped`: it was never carried out, or its tool changes nothing. */
  readonly status: "ok" | "error" | "skipped";
  readonly error?: string;
}

export interface Replay {
  readonly state: unknown;
  readonly calls: readonly ReplayedCall[];
}

/**
 * Carries out `calls` once more, one after the other, on a fresh state. A tool that throws is a call that failed; the
 * calls after it are replayed all the same.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when a call that was carried out has no tool to replay it with.
 */
export async function replayCalls(calls: readonly ToolCall[], options: ReplayOptions): Promise<Replay> {
  const state = await freshState(options.from);
  const replayed: ReplayedCall[] = [];
  // One after the other: the order of the calls is part of what is replayed.
  for (const call of calls) replayed.push(await replay(call, state, options));
  return { state, calls: replayed };
}

async function freshState(from: unknown): Promise<unknown> {
  if (typeof from === "function") return (from as () => unknown)();
  try {
    return structuredClone(from);
  } catch (cause) {
    throw new EvalError(
      "Failed to replay calls: the state in `from` cannot be copied. Pass a function that makes a fresh one.",
      { code: "MATCHER_ARGUMENT", cause },
    );
  }
}

async function replay(call: ToolCall, state: unknown, options: ReplayOptions): Promise<ReplayedCall> {
  const { tools, ignoreTools = [] } = options;
  if (voidReason(call) !== undefined) return { call, status: "skipped" };
  if (ignoreTools.some((pattern) => matchesName(pattern, call.name))) return { call, status: "skipped" };
  const tool = Object.hasOwn(tools, call.name) ? tools[call.name] : undefined;
  if (typeof tool !== "function") {
    // A tool that does not exist failed in the application too.
    if (call.status === "error")
      return { call, status: "error", ...(call.error !== undefined && { error: call.error }) };
    throw noTool(call.name, tool, tools);
  }
  try {
    await (tool as ReplayTool<unknown>)(structuredClone(call.args) as ToolArguments, state);
    return { call, status: "ok" };
  } catch (error) {
    return { call, status: "error", error: error instanceof Error ? error.message : String(error) };
  }
}

function noTool(name: string, tool: unknown, tools: ReplayOptions["tools"]): EvalError {
  const problem =
    tool === undefined ? "there is no such tool" : `it is ${describeKind(tool)}, not a function`;
  return new EvalError(
    `Failed to replay the call of "${name}": ${problem} among ${Object.keys(tools).join(", ") || "none"}. Add it to \`tools\`, or to \`ignoreTools\` when it changes nothing.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
