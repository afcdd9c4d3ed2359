import type { Trace } from "./trace.ts";

/** Turns the values of one wire shape into a trace. */
export interface TraceReader {
  /** What the reader accepts, as error messages list it. */
  readonly accepts: string;
  /** `undefined` when `value` is not of this shape. */
  readonly read: (value: unknown) => Trace | undefined;
}
