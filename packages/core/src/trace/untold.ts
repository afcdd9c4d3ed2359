import type { Trace } from "./trace.ts";

/** The lists of a trace that an application may leave out when it records what it did. */
export type ToldList = "toolCalls" | "retrievals" | "steps";

export const toldLists: readonly ToldList[] = ["toolCalls", "retrievals", "steps"];

const untoldSymbol = Symbol.for("assay.untold.1");
interface MarkedTrace {
  readonly [untoldSymbol]?: readonly ToldList[];
}

/** Notes on `trace` which of its lists are empty only because nobody said anything of them. */
export function markUntold(trace: Trace, untold: readonly ToldList[]): Trace {
  // Not enumerable: who prints, compares or copies a trace does not meet it.
  return Object.defineProperty(trace, untoldSymbol, { value: untold });
}

/** The lists that `trace` says nothing of. */
export function untoldOf(trace: Trace): readonly ToldList[] {
  return toldLists.filter((list) => isUntold(trace, list));
}

/** Whether `trace` is one of {@link markUntold} that says nothing of `list`, or of {@link markPartial}. */
export function isUntold(trace: unknown, list: ToldList): boolean {
  if (typeof trace !== "object" || trace === null) return false;
  if (list === "toolCalls" && isPartial(trace)) return true;
  return (trace as MarkedTrace)[untoldSymbol]?.includes(list) === true;
}

const partialSymbol = Symbol.for("assay.partial.1");

/** Notes on `trace` that its models may have called more tools than it holds: some of what they replied is not in it. */
export function markPartial(trace: Trace): Trace {
  return Object.defineProperty(trace, partialSymbol, { value: true });
}

/** Whether `trace` is one of {@link markPartial}: the calls it holds were made, and prove nothing about others. */
export function isPartial(trace: unknown): boolean {
  return typeof trace === "object" && trace !== null && partialSymbol in trace;
}
