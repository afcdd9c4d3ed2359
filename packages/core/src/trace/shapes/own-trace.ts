import { field, isObject, listField, textField } from "../fields.ts";
import { parseArgs, type ParsedArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { ToolCall, Trace } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";

/** Our own shape: a trace, an application's reply that carries one as `trace`, or a list of calls `{ name, args }`. */
export const ownTraceReader: TraceReader = {
  accepts: "a Trace, an object with a Trace as `trace`, a list of calls { name, args }",
  read(value) {
    if (isTrace(value)) return complete(value);
    if (isObject(value)) {
      const carried = field(value, "trace");
      if (isTrace(carried)) return complete(carried);
    }
    const calls = Array.isArray(value) ? value : isObject(value) ? listField(value, "toolCalls") : undefined;
    if (calls === undefined || !calls.every(isOwnCall)) return undefined;
    // Steps say more than the last step's calls.
    if (isObject(value) && field(value, "steps") !== undefined) return undefined;
    return traceOfCalls(calls);
  },
};

/** Calls as they are written by hand, in normal form; `undefined` when some are none. */
export function readCalls(calls: readonly unknown[]): readonly ToolCall[] | undefined {
  return calls.every(isOwnCall) ? traceOfCalls(calls).toolCalls : undefined;
}

function traceOfCalls(calls: readonly unknown[]): Trace {
  const builder = new TraceBuilder();
  for (const call of calls) builder.addCall(readCall(call));
  return builder.build();
}

function isTrace(value: unknown): value is Trace {
  return field(value, "kind") === "assay.trace" && listField(value, "toolCalls") !== undefined;
}

/** A trace written by hand may leave out what it has none of. */
function complete(trace: Trace): Trace {
  const isComplete =
    ["messages", "retrievals", "steps", "errors"].every((name) => listField(trace, name) !== undefined) &&
    trace.toolCalls.every(({ index, status, source }, at) => index === at && status && source);
  if (isComplete) return trace;
  const calls = traceOfCalls(trace.toolCalls);
  return { ...calls, ...trace, toolCalls: calls.toolCalls };
}

/** Things of other shapes have names too (spans, messages, tool definitions): nothing unknown may be there. */
function isOwnCall(value: unknown): boolean {
  if (!isObject(value) || textField(value, "name") === undefined) return false;
  if (!Object.keys(value).every((name) => ownFields.has(name))) return false;
  const type = field(value, "type");
  const args = field(value, "args");
  return (
    (type === undefined || type === "tool_call") &&
    (args === undefined || isObject(args) || field(value, "argsError") !== undefined) &&
    (field(value, "status") === undefined || statuses.has(field(value, "status")))
  );
}

const ownFields: ReadonlySet<string> = new Set([
  "type",
  "name",
  "args",
  "arguments",
  "rawArgs",
  "argsError",
  "id",
  "index",
  "step",
  "turn",
  "source",
  "server",
  "status",
  "result",
  "error",
  "startedAt",
  "finishedAt",
  "durationMs",
]);

const statuses: ReadonlySet<unknown> = new Set<ToolCall["status"]>([
  "requested",
  "ok",
  "error",
  "invalid",
  "denied",
  "incomplete",
]);

interface OwnCall extends Partial<ToolCall> {
  readonly name: string;
  readonly type?: unknown;
  readonly arguments?: unknown;
  readonly startedAt?: unknown;
  readonly finishedAt?: unknown;
}

function readCall(value: unknown): CallSeen {
  const {
    index: _index,
    type: _type,
    arguments: wire,
    startedAt: _from,
    finishedAt: _to,
    ...given
  } = value as OwnCall;
  const parsed: ParsedArgs =
    given.argsError === undefined ? parseArgs(given.args ?? wire) : { args: undefined };
  const isReadable = given.argsError === undefined && parsed.argsError === undefined;
  const made = given.error === undefined ? "requested" : "error";
  return { source: "client", status: isReadable ? made : "invalid", ...given, ...parsed };
}
