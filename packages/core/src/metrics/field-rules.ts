import { levenshteinBound, levenshteinSimilarity } from "./levenshtein.ts";
import { numericCloseness } from "./numeric-closeness.ts";

/** What a rule says of one field. */
export interface FieldFinding {
  readonly pass: boolean;
  /** From 0 to 1. Default: 1 where it passes, 0 where not. */
  readonly score?: number;
  /** One line for people. */
  readonly note?: string;
}

/** A rule of the user's own: whether the field's value will do, given the expected one. */
export type FieldCheck = (actual: unknown, expected: unknown) => boolean | FieldFinding;

/** How one field is compared, made by `approx`, `fuzzy`, or one of `anyOrder` and `ignore`. */
export interface FieldRule {
  readonly rule: "approx" | "fuzzy" | "anyOrder" | "ignore";
  /** Compares two values of the right type; `undefined` when the type of one is wrong. */
  readonly compare: (actual: unknown, expected: unknown) => FieldFinding | undefined;
}

export interface ApproxOptions {
  /** The tolerance is a share of the expected number. Default `false`: it is in the number's own unit. */
  readonly relative?: boolean;
}

/**
 * Two finite numbers at most `tolerance` apart. The score is their numeric closeness.
 *
 * @throws RangeError when `tolerance` is no number from 0.
 * @example
 * ```ts
 * expect(order).toMatchStructure({ price: 49.99 }, { fields: { price: approx(0.01) } });
 * ```
 */
export function approx(tolerance: number, options: ApproxOptions = {}): FieldRule {
  if (!(Number.isFinite(tolerance) && tolerance >= 0)) {
    throw new RangeError(`Expected \`tolerance\` to be a number from 0, got ${String(tolerance)}.`);
  }
  return {
    rule: "approx",
    compare(actual, expected) {
      if (!isNumber(actual) || !isNumber(expected)) return undefined;
      const allowed = options.relative === true ? tolerance * Math.abs(expected) : tolerance;
      const apart = Math.abs(actual - expected);
      // 0.31 - 0.3 is 0.010000000000000009.
      const rounding = 4 * Number.EPSILON * Math.max(Math.abs(actual), Math.abs(expected));
      return {
        pass: apart <= allowed + rounding,
        score: numericCloseness(actual, expected),
        note: `${Number(apart.toPrecision(6))} apart, at most ${Number(allowed.toPrecision(6))} allowed`,
      };
    },
  };
}

/**
 * Two texts with a Levenshtein similarity (1 minus the edits over the longer one's code points) of at least `min`, from 0 to
 * 1, as they are: fold case or white space yourself with a rule of your own. The score is the similarity.
 *
 * @throws RangeError when `min` is not from 0 to 1.
 * @example
 * ```ts
 * expect(order).toMatchStructure({ title: "Blue Kettle" }, { fields: { title: fuzzy(0.9) } });
 * ```
 */
export function fuzzy(min: number): FieldRule {
  if (!(min >= 0 && min <= 1)) {
    throw new RangeError(`Expected \`min\` to be a number from 0 to 1, got ${String(min)}.`);
  }
  return {
    rule: "fuzzy",
    compare(actual, expected) {
      if (typeof actual !== "string" || typeof expected !== "string") return undefined;
      // An answer of megabytes in place of a title has failed, and needs no comparing to say so.
      const bound = isLong(actual, expected) ? levenshteinBound(actual, expected) : 1;
      if (bound < min) {
        const note = `similarity at most ${bound.toFixed(3)} by its length, at least ${min} wanted`;
        return { pass: false, score: bound, note };
      }
      const similarity = levenshteinSimilarity(actual, expected);
      return {
        pass: similarity >= min,
        score: similarity,
        note: `similarity ${similarity.toFixed(3)}, at least ${min} wanted`,
      };
    },
  };
}

/**
 * Two lists with the same items, each as often, in any order. The list is one field; its score is the share of items that
 * pair up. Rules for its items are written for `tags[]`.
 *
 * @example
 * ```ts
 * expect(order).toMatchStructure({ tags: ["a", "b"] }, { fields: { tags: anyOrder } });
 * ```
 */
export const anyOrder: FieldRule = { rule: "anyOrder", compare: () => undefined };

/** The field is not looked at, whether it is there or not, and does not count. */
export const ignore: FieldRule = { rule: "ignore", compare: () => ({ pass: true }) };

function isLong(actual: string, expected: string): boolean {
  return Math.max(actual.length, expected.length) > 10_000;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
