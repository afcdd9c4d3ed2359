import { field, isObject, listField, textField } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { ToolCall, Trace } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";

/** Our own shape: a trace, an application's reply that carries one as `trace`, or a list of calls `{ name, args }`. */
export const ownTraceReader: TraceReader = {
  accepts: "a Trace, an object with a Trace as `trace`, a list of calls { name, args }",
  read(value) {
    if (isTrace(value)) return value;
    if (isObject(value)) {
      const carried = field(value, "trace");
      if (isTrace(carried)) return carried;
    }
    const calls = Array.isArray(value) ? value : isObject(value) ? listField(value, "toolCalls") : undefined;
    if (calls === undefined || !calls.every(isOwnCall)) return undefined;
    // Steps say more than the last step's calls.
    if (isObject(value) && field(value, "steps") !== undefined) return undefined;
    const builder = new TraceBuilder();
    for (const call of calls) builder.addCall(readCall(call));
    return builder.build();
  },
};

function isTrace(value: unknown): value is Trace {
  return field(value, "kind") === "assay.trace" && listField(value, "toolCalls") !== undefined;
}

function isOwnCall(value: unknown): boolean {
  const type = field(value, "type");
  const args = field(value, "args");
  return (
    textField(value, "name") !== undefined &&
    (type === undefined || type === "tool_call") &&
    (args === undefined || isObject(args) || field(value, "argsError") !== undefined) &&
    (field(value, "status") === undefined || statuses.has(field(value, "status")))
  );
}

const statuses: ReadonlySet<unknown> = new Set<ToolCall["status"]>([
  "requested",
  "ok",
  "error",
  "invalid",
  "denied",
  "incomplete",
]);

function readCall(value: unknown): CallSeen {
  const { index: _, ...given } = value as Partial<ToolCall> & { readonly name: string };
  const args = given.argsError === undefined ? parseArgs(given.args) : { args: undefined };
  return { source: "client", status: "requested", ...given, ...args };
}
