import { expect } from "vitest";
import type { TraceReader } from "../trace-reader.ts";
import type { Trace } from "../trace.ts";

/** What one reader alone makes of `value`, which has to be of its shape. */
export function readWith(reader: TraceReader, value: unknown): Trace {
  const trace = reader.read(value);
  expect(trace).toBeDefined();
  return trace as Trace;
}
