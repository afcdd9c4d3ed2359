import type { Normalization } from "../metrics/normalize-text.ts";
import { tokenF1 } from "../metrics/token-f1.ts";
import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import { shareThreshold } from "../run/score-threshold.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedText } from "./received-text.ts";

export interface MatchTokensOptions {
  /** The least token F1 that passes, from 0 to 1. Default 0.8. */
  readonly min?: number;
  /** How both texts are split into tokens. Default `squad`. */
  readonly normalization?: Normalization;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

const defaultMin = 0.8;
const normalizations: readonly unknown[] = ["squad", "words", "separators", "whitespace"];

export const toMatchTokens: Matcher<[reference: string, options?: MatchTokensOptions], MatcherResult> =
  defineMatcher("toMatchTokens", (received, reference: string, options: MatchTokensOptions = {}) => {
    checkOptions("toMatchTokens", options, ["min", "normalization", "advisory"]);
    const { min = defaultMin, normalization = "squad", advisory = false } = options;
    checkArguments(reference, min, normalization);
    const output = receivedText("toMatchTokens", received);
    return { ...evaluate(output, reference, min, normalization), advisory };
  });

function checkArguments(reference: unknown, min: unknown, normalization: unknown): void {
  if (typeof reference !== "string") throw argumentError("reference", "a string", reference);
  if (typeof min !== "number" || !(min >= 0 && min <= 1))
    throw argumentError("min", "a number from 0 to 1", min);
  if (typeof normalization !== "function" && !normalizations.includes(normalization))
    throw argumentError(
      "normalization",
      '"squad", "words", "separators", "whitespace" or a function that returns tokens',
      normalization,
    );
}

function argumentError(name: string, wanted: string, got: unknown): EvalError {
  const shown = typeof got === "number" ? String(got) : describeKind(got);
  return new EvalError(
    `Failed to evaluate "toMatchTokens": expected \`${name}\` to be ${wanted}, got ${shown}. Correct the argument.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function evaluate(output: string, reference: string, min: number, normalization: Normalization): Evaluation {
  const { f1, precision, recall, missing, extra } = tokenF1(output, reference, { normalization });
  const shown = `token F1 ${f1.toFixed(3)} (precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)})`;
  return {
    pass: f1 >= min,
    score: f1,
    threshold: shareThreshold(f1, min),
    reason: `${shown}, at least ${min} wanted`,
    details: { f1, precision, recall, min },
    sections: () => [
      ["received", output],
      ["reference", reference],
      ["missing", missing.length === 0 ? "nothing" : missing.join(" ")],
      ["extra", extra.length === 0 ? "nothing" : extra.join(" ")],
    ],
  };
}
