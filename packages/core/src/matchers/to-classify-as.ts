import { describeKind } from "../errors/describe-kind.ts";
import type { ClassificationDetails } from "../run/classification-details.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { ReceivedValueError } from "./received-text.ts";

/**
 * When two labels are the same. `none`: when they are equal; `trim`: white space around them aside; `case`: that and case
 * aside, in Unicode's NFC form.
 */
export type LabelNormalization = "none" | "trim" | "case";

export interface ClassifyAsOptions {
  /** All labels there are; another one is a miss of its own kind. */
  readonly labels?: readonly string[];
  /** Which classifier this is, where a case checks several: each group has its own confusion matrix. */
  readonly group?: string;
  /** Default `none`: labels are compared as they are. */
  readonly normalization?: LabelNormalization;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toClassifyAs: Matcher<[label: string, options?: ClassifyAsOptions], MatcherResult> =
  defineMatcher("toClassifyAs", (received, label, options = {}) => {
    const normalize = readArguments(label, options);
    const predicted = receivedLabel(received);
    return { ...evaluate(predicted, label, options, normalize), advisory: options.advisory === true };
  });

const matcher = "toClassifyAs";

type Normalize = (label: string) => string;

const normalizations: { readonly [Name in LabelNormalization]: Normalize } = {
  none: (label) => label,
  trim: (label) => label.trim(),
  case: (label) => label.normalize("NFC").trim().toUpperCase().toLowerCase(),
};

function readArguments(label: unknown, options: ClassifyAsOptions): Normalize {
  if (!isLabel(label)) throw argumentError(matcher, "the label", "a text that is not blank", label);
  checkOptions(matcher, options, ["labels", "group", "normalization", "advisory"]);
  const { labels, group, normalization = "none" } = options;
  if (group !== undefined && !isLabel(group)) {
    throw argumentError(matcher, "`group`", "a text that is not blank", group);
  }
  if (!Object.hasOwn(normalizations, normalization)) {
    throw argumentError(matcher, "`normalization`", '"none", "trim" or "case"', normalization);
  }
  const normalize = normalizations[normalization];
  if (labels !== undefined) checkLabels(labels, label, normalize);
  return normalize;
}

function checkLabels(labels: readonly string[], label: string, normalize: Normalize): void {
  if (!Array.isArray(labels) || labels.length === 0 || !labels.every(isLabel)) {
    throw argumentError(matcher, "`labels`", "a list of texts that are not blank", labels);
  }
  const forms = labels.map(normalize);
  if (new Set(forms).size < forms.length) {
    throw argumentError(matcher, "`labels`", "different from each other, once normalised", labels);
  }
  if (!forms.includes(normalize(label))) {
    throw argumentError(matcher, `the label "${cut(label)}"`, "one of `labels`", labels);
  }
}

function isLabel(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function receivedLabel(received: unknown): string {
  const label = typeof received === "string" ? received : (Object(received) as { label?: unknown }).label;
  if (typeof label === "string") return label;
  throw new ReceivedValueError(
    `Failed to evaluate "toClassifyAs": expected the value under expect to be a label, or an object with a \`label\` that is a text, got ${describeKind(received)}. Pass the label itself, such as reply.intent; where the application may give none, write reply.intent ?? "none".`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function evaluate(
  made: string,
  label: string,
  { labels, group }: ClassifyAsOptions,
  normalize: Normalize,
): Evaluation {
  // One spelling per label, so that a confusion matrix has one row for it.
  const spell = (written: string): string =>
    [...(labels ?? []), label].find((known) => normalize(known) === normalize(written)) ?? written;
  const [expected, predicted] = [spell(label), spell(made)];
  const pass = predicted === expected;
  const known = labels === undefined || labels.includes(predicted);
  const details: ClassificationDetails = {
    kind: "classification",
    version: 1,
    expected,
    predicted: cut(predicted),
    ...(group !== undefined && { group }),
    ...(labels !== undefined && { labels: [...labels], known }),
  };
  return {
    pass,
    subject: group === undefined ? expected : `${group}: ${expected}`,
    score: pass ? 1 : 0,
    reason: reasonOf(predicted, expected, known),
    details,
    sections: () => [
      ["expected", expected],
      ["received", made],
      ...(labels === undefined ? [] : [["labels", labels.join(", ")] as const]),
    ],
  };
}

function reasonOf(predicted: string, expected: string, known: boolean): string {
  const shown = JSON.stringify(cut(predicted));
  if (predicted === expected) return `classified as ${shown}`;
  if (!known) return `${shown} is none of the labels`;
  return predicted.trim() === "" ? "the label is blank" : `classified as ${shown}`;
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200).toWellFormed()}...` : text;
}
