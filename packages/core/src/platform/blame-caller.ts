import { isEvalError } from "../errors/eval-error.ts";

/** Where `callee` was called from, for an error that is thrown when its caller is no longer on the stack. */
export function takeCaller(callee: (...args: never) => unknown): Error {
  const caller = new Error();
  Error.captureStackTrace(caller, callee);
  return caller;
}

/**
 * `error`, with the stack of `caller` if it is one of ours: a mistake in what was passed is at the line that passed it, and
 * runners show that line.
 */
export function blameCaller(error: unknown, caller: Error): unknown {
  if (!isEvalError(error)) return error;
  const frames = framesOf(caller);
  if (frames !== "") error.stack = `${error.name}: ${error.message}\n${frames}`;
  return error;
}

/** Read now and not earlier: runners map a stack to the sources when it is read. */
function framesOf({ stack = "" }: Error): string {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  return first < 0 ? "" : lines.slice(first).join("\n");
}
