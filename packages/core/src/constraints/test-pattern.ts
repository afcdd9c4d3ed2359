import { createContext, Script, type Context } from "node:vm";
import { EvalError } from "../errors/eval-error.ts";

/** How long a pattern may run, in milliseconds. */
export const patternTimeoutMs = 250;

interface Sandbox {
  readonly context: Context & { source: string; flags: string; text: string };
  readonly script: Script;
}

let sandbox: Sandbox | undefined;

/**
 * Whether `pattern` matches anywhere in `text`, always from its start: `lastIndex` is neither read nor moved. The pattern runs
 * under a time limit, because no test timeout can stop a regular expression that backtracks for ever.
 *
 * @throws EvalError `CONSTRAINT_THREW` when it takes longer than {@link patternTimeoutMs}.
 */
export function testPattern(pattern: RegExp, text: string): boolean {
  const { context, script } = (sandbox ??= createSandbox());
  Object.assign(context, { source: pattern.source, flags: pattern.flags, text });
  try {
    return script.runInContext(context, { timeout: patternTimeoutMs }) === true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
    throw new EvalError(
      `Failed to match pattern "${pattern.source.slice(0, 200)}": it took longer than ${patternTimeoutMs} ms on ${text.length} characters. Rewrite it without nested or overlapping repetitions.`,
      { code: "CONSTRAINT_THREW", cause, outcome: "error" },
    );
  } finally {
    context.text = "";
  }
}

function createSandbox(): Sandbox {
  const globals: object = Object.create(null);
  return {
    context: createContext(globals) as Sandbox["context"],
    script: new Script("new RegExp(source, flags).test(text)"),
  };
}
