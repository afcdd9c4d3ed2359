import { createContext, Script, type Context } from "node:vm";
import { EvalError } from "../errors/eval-error.ts";

/** How long a schema may take, in milliseconds. */
export const schemaTimeoutMs = 1_000;

/**
 * What `run` returns. It runs under a time limit, because no test timeout can stop synchronous code: a schema's pattern may
 * backtrack for ever on what a model wrote.
 *
 * @throws EvalError `CONSTRAINT_THREW` when it takes longer than `timeoutMs`, or whatever `run` throws.
 */
export function limitTime<T>(what: string, run: () => T, timeoutMs: number = schemaTimeoutMs): T {
  const { context, script } = (sandbox ??= { context: createContext({}), script: new Script("run()") });
  context["run"] = run;
  try {
    // The limit holds for everything that is called from inside, in whatever context it was made.
    return script.runInContext(context, { timeout: timeoutMs }) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
    throw new EvalError(
      `Failed to evaluate ${what}: it took longer than ${timeoutMs} ms. Rewrite its patterns without nested or overlapping repetitions.`,
      { code: "CONSTRAINT_THREW", cause, outcome: "error" },
    );
  } finally {
    context["run"] = undefined;
  }
}

/** A context takes ten times as long to make as to use. */
let sandbox: { readonly context: Context; readonly script: Script } | undefined;
