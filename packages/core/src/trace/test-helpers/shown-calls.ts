import { readFileSync } from "node:fs";
import { traceOf } from "../trace-of.ts";
import type { ToolCall } from "../trace.ts";

/** One file of fixtures/responses, parsed. */
export const fixture = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../../../../fixtures/responses/${name}.json`, import.meta.url), "utf8"),
  );

/** Calls as `name(args) status`, short enough to read in a snapshot. */
export const calls = (value: unknown): string[] => traceOf(value).toolCalls.map(show);

export function show({ name, args, rawArgs, status, source, server, result, error }: ToolCall): string {
  const shown = args === undefined ? `unreadable ${rawArgs}` : JSON.stringify(args);
  const from = source === "client" ? "" : ` from ${server ?? source}`;
  const got = result === undefined ? "" : ` -> ${JSON.stringify(result)}`;
  return `${name}(${shown}) ${status}${from}${got}${error === undefined ? "" : ` !! ${error}`}`;
}
