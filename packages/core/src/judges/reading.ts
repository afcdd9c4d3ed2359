import type { InconclusiveClass } from "./verdict.ts";

/** What was read from a judge's reply: a value, or why there is none. */
export type Reading<T> = { readonly ok: true; readonly value: T } | NoReading;

export interface NoReading {
  readonly ok: false;
  readonly inconclusiveClass: InconclusiveClass;
  /** One sentence without its full stop. May quote the reply: untrusted text. */
  readonly problem: string;
}

export function noReading(inconclusiveClass: InconclusiveClass, problem: string): NoReading {
  return { ok: false, inconclusiveClass, problem };
}
