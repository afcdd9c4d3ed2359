import { EvalError } from "../errors/eval-error.ts";
import { printValue } from "./print-value.ts";

/**
 * Compares two texts without regard to case, white space and punctuation; a comparer for the option `compare`. Between
 * digits, and before a number, punctuation keeps its meaning: "v1.5" is not "v15".
 *
 * @throws EvalError `MATCHER_ARGUMENT` when the expected value is no text, or looks like a number, where case and
 * punctuation are all there is to compare ("-5" would equal "5").
 * @example
 * ```ts
 * expect(reply).toCallTool("book_hotel", { city: "New York" }, { compare: { city: looseString } });
 * ```
 */
export function looseString(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "string") throw refuse(expected, "it is no text");
  if (looksNumeric(expected))
    throw refuse(expected, "it looks like a number, in which punctuation has a meaning");
  return typeof actual === "string" && loosen(actual) === loosen(expected);
}

function refuse(expected: unknown, why: string): EvalError {
  return new EvalError(
    `Failed to compare with looseString: cannot compare loosely with ${printValue(expected, 80)}: ${why}. Leave this argument out of \`compare\`.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function looksNumeric(text: string): boolean {
  return !/\p{L}/u.test(text) || Number.isFinite(Number(text.replace(/[\s,_]/g, "")));
}

function loosen(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(significant, (_, between?: string, sign?: string) => {
      if (between !== undefined) return between.trim() === "" ? " " : between.replace(/\s+/g, "");
      return sign ?? "";
    });
}

/** Punctuation between digits, and a sign or point in front of one, then any other. */
const significant =
  /(?<=\p{N})([\p{P}\p{S}\s]+)(?=\p{N})|(?<![\p{L}\p{N}])([-\u2212.])(?=\p{N})|[\p{P}\p{S}\s]/gu;
