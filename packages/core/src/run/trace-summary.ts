import type { Trace } from "../trace/trace.ts";
import { cutName, traceContent } from "./call-summary.ts";
import type { TraceSummary } from "./journal-line.ts";

const kept = 200;

/** What is known of an application that ran: what it recorded of itself, and what checks were given. */
export interface KnownTrace {
  readonly recorded: Trace | undefined;
  /** Traces of the values under `expect`, each once. */
  readonly seen: readonly Trace[];
  readonly models: readonly string[];
}

/**
 * What the journal keeps of a trace: names, how the steps ended, and calls and retrievals with their texts cut. Where the
 * application recorded no calls, those are the ones that checks saw; names are of what it recorded alone.
 */
export function traceSummary({ recorded, seen, models }: KnownTrace): TraceSummary | undefined {
  const { toolCalls = [], availableTools, steps = [], retrievals = [] } = recorded ?? {};
  const others = different(seen);
  const content = traceContent({
    toolCalls: toolCalls.length > 0 ? toolCalls : others.flatMap((trace) => trace.toolCalls),
    retrievals: retrievals.length > 0 ? retrievals : others.flatMap((trace) => trace.retrievals),
  });
  const isEmpty = Object.keys(content).length === 0 && models.length === 0;
  if (recorded === undefined && isEmpty) return undefined;
  return {
    tools: toolCalls.slice(0, kept).map(({ name }) => cutName(name)),
    ...(availableTools !== undefined && { available: availableTools.slice(0, kept).map(cutName) }),
    ...(models.length > 0 && { models: models.slice(0, kept).map(cutName) }),
    steps: steps.slice(0, kept).map(({ name, status }) => ({ name: cutName(name), status })),
    ...content,
  };
}

/** A value that was read again, or polled, says the same. */
function different(traces: readonly Trace[]): readonly Trace[] {
  if (traces.length < 2) return traces;
  const known = new Map<string, Trace>();
  for (const trace of traces) {
    const calls = trace.toolCalls.map(({ id, name, args }) => [id, name, args]);
    const found = trace.retrievals.map(({ query, documents }) => [query, documents.map(({ id }) => id)]);
    const key = JSON.stringify([calls, found]);
    if (!known.has(key)) known.set(key, trace);
  }
  return [...known.values()];
}
