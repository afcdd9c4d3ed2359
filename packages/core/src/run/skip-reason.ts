import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";

/**
 * Why the option `skip` keeps what is called `name` from running; `undefined` when it runs.
 *
 * @throws EvalError (CONFIG_INVALID) for anything but a reason or `false`: who reads "not run" has to learn why.
 */
export function skipReason(name: string, skip: unknown): string | undefined {
  if (skip === undefined || skip === false) return undefined;
  if (typeof skip === "string" && skip.trim() !== "") return skip.trim();
  throw new EvalError(
    `Failed to define evals "${showName(name)}": skip must be a reason such as "needs a model", or false, got ${showValue(skip)}. Say why the cases are not run.`,
    { code: "CONFIG_INVALID" },
  );
}
