import { EvalError } from "../errors/eval-error.ts";
import type { Section } from "./evaluation.ts";
import { materialText } from "./judged-text.ts";

/** What a judging matcher may show its judge beside the text under `expect`. */
export interface MatcherMaterial {
  /** What the application was asked; anything but a text is shown to the judge as JSON. */
  readonly input?: unknown;
  /** A right answer; anything but a text is shown to the judge as JSON. */
  readonly reference?: unknown;
  /** What the application had before it. */
  readonly context?: string | readonly string[] | undefined;
}

export interface ReadMaterial {
  readonly input: string | undefined;
  readonly reference: string | undefined;
  readonly context: string | readonly string[] | undefined;
}

/** @throws EvalError `MATCHER_ARGUMENT` for what no judge could read. */
export function readMatcherMaterial(
  matcher: string,
  { input, reference, context }: MatcherMaterial,
): ReadMaterial {
  const passages: readonly unknown[] = Array.isArray(context) ? context : [context];
  if (context !== undefined && !passages.every((passage) => typeof passage === "string")) {
    throw new EvalError(
      `Failed to use "${matcher}": expected \`context\` to be a text or a list of texts. Pass the passages that the application was given.`,
      { code: "MATCHER_ARGUMENT" },
    );
  }
  return {
    input: materialText(matcher, "input", input),
    reference: materialText(matcher, "reference", reference),
    context,
  };
}

/** What was judged, for a failure message. */
export function materialSections({ input, reference }: ReadMaterial, output: string): Section[] {
  return [
    ...(input === undefined ? [] : [["Input", input] as const]),
    ["Output", output],
    ...(reference === undefined ? [] : [["Reference", reference] as const]),
  ];
}
