import { EvalError } from "../errors/eval-error.ts";

const alternativesKey: unique symbol = Symbol.for("assay.alternatives.1") as never;

/** Allowed values in place of an expected argument; made by {@link oneOf} and {@link optional}. */
export interface Alternatives {
  readonly [alternativesKey]: {
    /** Any value is allowed when there are none. */
    readonly values: readonly unknown[];
    /** The argument may be left out. */
    readonly isOptional: boolean;
  };
}

/**
 * One of `values` in place of an expected argument: JSON, predicates, schemas and asymmetric matchers, in any mix.
 *
 * @throws EvalError `MATCHER_ARGUMENT` without a value.
 * @example
 * ```ts
 * expect(reply).toCallTool("get_weather", { city: oneOf("New York", "NYC"), unit: optional("celsius") });
 * ```
 */
export function oneOf(...values: readonly [unknown, ...unknown[]]): Alternatives {
  const given: readonly unknown[] = values;
  if (given.length === 0) {
    throw new EvalError(
      "Failed to make oneOf(): there is no value to choose from. Pass the allowed values, or write expect.anything().",
      { code: "MATCHER_ARGUMENT" },
    );
  }
  return { [alternativesKey]: { values, isOptional: false } };
}

/**
 * An argument that may be left out; when it is there, it is one of `values`, or anything when none are given.
 *
 * @example
 * ```ts
 * expect(reply).toCallTool("area", { base: 10, unit: optional("units", "m") }, { exact: true });
 * ```
 */
export function optional(...values: readonly unknown[]): Alternatives {
  return { [alternativesKey]: { values, isOptional: true } };
}

export function isAlternatives(value: unknown): value is Alternatives {
  return typeof value === "object" && value !== null && alternativesKey in value;
}

export function alternativesOf(value: Alternatives): Alternatives[typeof alternativesKey] {
  return value[alternativesKey];
}
