import type { JsonValue } from "../dataset/json-value.ts";
import type { ToolCall } from "./trace.ts";

export type ParsedArgs = Pick<ToolCall, "args" | "rawArgs" | "argsError">;

/**
 * A call's arguments from what came over the wire: JSON text, or an object. Blank text means no arguments, as providers
 * send it for tools without any. Anything that is not an object cannot be read: `args` is undefined then.
 */
export function parseArgs(wire: unknown): ParsedArgs {
  if (wire === undefined || wire === null) return { args: {} };
  if (typeof wire !== "string") return readObject(wire);
  if (wire.trim() === "") return { args: {}, rawArgs: wire };
  try {
    return { ...readObject(JSON.parse(wire)), rawArgs: wire };
  } catch (error) {
    return { args: undefined, rawArgs: wire, argsError: (error as Error).message };
  }
}

function readObject(value: unknown): ParsedArgs {
  const args = toJson(value);
  if (typeof args === "object" && args !== null && !Array.isArray(args)) return { args };
  const kind =
    args === null
      ? "null"
      : Array.isArray(args)
        ? "an array"
        : args === undefined
          ? "no JSON"
          : `a ${typeof args}`;
  return { args: undefined, argsError: `they are ${kind}, not an object` };
}

/** `value` as JSON would carry it; `undefined` where JSON cannot. */
export function toJson(value: unknown): JsonValue | undefined {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}
