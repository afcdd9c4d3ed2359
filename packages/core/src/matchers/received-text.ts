import { types } from "node:util";
import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";

/** The value under `expect` is of a kind that the matcher cannot judge: the test is wrong, not the text. */
export class ReceivedValueError extends EvalError {}

/**
 * `received` as the text that a matcher needs: a string, or the `text` of an application's reply.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when it is neither.
 */
export function receivedText(matcher: string, received: unknown): string {
  const text =
    typeof received === "string"
      ? received
      : (received as { readonly text?: unknown } | null | undefined)?.text;
  if (typeof text === "string") return text;
  const hint = types.isPromise(received) ? "Await it first" : "Pass the text itself, such as reply.text";
  throw new ReceivedValueError(
    `Failed to evaluate "${matcher}": expected the value under expect to be a text, or an object with a \`text\`, got ${describeKind(received)}. ${hint}.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
