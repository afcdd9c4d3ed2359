import type { Trace } from "../trace/trace.ts";
import type { TraceSummary } from "./journal-line.ts";

const kept = 200;
const keptName = 200;

/** What the journal keeps of a trace: names and how the steps ended, no arguments and no texts. */
export function traceSummary(trace: Trace | undefined, models: readonly string[]): TraceSummary | undefined {
  if (trace === undefined && models.length === 0) return undefined;
  const { toolCalls = [], availableTools, steps = [] } = trace ?? {};
  return {
    tools: toolCalls.slice(0, kept).map(({ name }) => cut(name)),
    ...(availableTools !== undefined && { available: availableTools.slice(0, kept).map(cut) }),
    ...(models.length > 0 && { models: models.slice(0, kept).map(cut) }),
    steps: steps.slice(0, kept).map(({ name, status }) => ({ name: cut(name), status })),
  };
}

function cut(name: string): string {
  return name.length > keptName ? name.slice(0, keptName).toWellFormed() : name;
}
