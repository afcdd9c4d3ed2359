import { createContext, Script, type Context } from "node:vm";
import { EvalError } from "../errors/eval-error.ts";

/** How long a pattern may run, in milliseconds. */
export const patternTimeoutMs = 250;

/**
 * Node's limit counts the time that a suspended or starved process waits, too. Where the process hardly computed meanwhile, the
 * pattern is not to blame and gets another chance.
 */
const mostTries = 4;

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
    for (let tries = 1; ; tries++) {
      const startedAt = process.cpuUsage();
      try {
        return script.runInContext(context, { timeout: patternTimeoutMs }) === true;
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
        if (tries >= mostTries || cpuMs(startedAt) >= patternTimeoutMs / 2)
          throw tooSlow(pattern, text, cause);
      }
    }
  } finally {
    context.text = "";
  }
}

/** Milliseconds that this process computed since `start`. */
function cpuMs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function tooSlow(pattern: RegExp, text: string, cause: unknown): EvalError {
  return new EvalError(
    `Failed to match pattern "${pattern.source.slice(0, 200)}": it took longer than ${patternTimeoutMs} ms on ${text.length} characters. Rewrite it without nested or overlapping repetitions.`,
    { code: "CONSTRAINT_THREW", cause, outcome: "error" },
  );
}

function createSandbox(): Sandbox {
  const globals: object = Object.create(null);
  return {
    context: createContext(globals) as Sandbox["context"],
    script: new Script("new RegExp(source, flags).test(text)"),
  };
}
