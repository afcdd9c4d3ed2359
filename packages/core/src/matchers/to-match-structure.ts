import { types } from "node:util";
import type { Schema } from "../constraints/schema.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { EvalError } from "../errors/eval-error.ts";
import { compareStructure, type FieldResult } from "../metrics/compare-structure.ts";
import type { FieldCheck, FieldRule } from "../metrics/field-rules.ts";
import { shareThreshold } from "../run/score-threshold.ts";
import type { StructureDetails } from "../run/structure-details.ts";
import { isAsymmetric } from "../tools/is-asymmetric.ts";
import { printValue } from "../tools/print-value.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherContext, MatcherResult } from "./matcher-context.ts";
import { ReceivedValueError } from "./received-text.ts";
import { compareSchema, isSchema, type FieldSchemaResult } from "./structure-schema.ts";

/** The expected value: an object or a list whose leaves are JSON, predicates or the runner's asymmetric matchers. */
export type ExpectedStructure = object | readonly unknown[];

export interface MatchStructureOptions {
  /** How fields are compared, by path: `price`, `address.city`, `lines[].price`. Not with a schema. */
  readonly fields?: { readonly [path: string]: FieldRule | FieldCheck };
  /** `fail`: fields that are not expected fail. Default `allow`. Not with a schema, which says so itself. */
  readonly extra?: "allow" | "fail";
  /** The least share of fields that have to pass, from 0 to 1. Default 1: all of them. */
  readonly min?: number;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export const toMatchStructure: Matcher<
  [expected: ExpectedStructure | Schema, options?: MatchStructureOptions],
  MatcherResult
> = defineMatcher("toMatchStructure", function (received, expected, options = {}) {
  checkArguments(expected, options);
  const value = readStructure(received);
  return {
    ...evaluate(compareFields(this, value, expected, options), value, options.min ?? 1),
    advisory: options.advisory === true,
  };
});

type Field = FieldResult | FieldSchemaResult;

const matcher = "toMatchStructure";

function checkArguments(expected: unknown, options: MatchStructureOptions): void {
  if (typeof expected !== "object" && !isSchema(expected)) {
    throw argumentError(matcher, "the expected value", "an object, a list or a schema", expected);
  }
  if (expected === null)
    throw argumentError(matcher, "the expected value", "an object, a list or a schema", expected);
  checkOptions(matcher, options, ["fields", "extra", "min", "advisory"]);
  const { fields, extra, min = 1 } = options;
  if (!(typeof min === "number" && min >= 0 && min <= 1))
    throw argumentError(matcher, "`min`", "a number from 0 to 1", min);
  if (extra !== undefined && extra !== "allow" && extra !== "fail") {
    throw argumentError(matcher, "`extra`", '"allow" or "fail"', extra);
  }
  if (!isSchema(expected) && !Array.isArray(expected) && extra !== "fail" && isEmpty(expected)) {
    throw argumentError(
      matcher,
      "the expected value",
      'an object with a field (any object matches an empty one without `extra: "fail"`)',
      expected,
    );
  }
  if (isSchema(expected) && (fields !== undefined || extra !== undefined)) {
    throw new EvalError(
      'Failed to evaluate "toMatchStructure": a schema holds no expected values, so that `fields` and `extra` have nothing to compare with. Put them into the schema, or pass the expected value.',
      { code: "MATCHER_ARGUMENT" },
    );
  }
  if (fields !== undefined) checkFields(fields);
}

/** Asymmetric matchers of the runner keep what they expect to themselves. */
function isEmpty(expected: object): boolean {
  return !isAsymmetric(expected) && Object.keys(expected).length === 0;
}

function checkFields(fields: { readonly [path: string]: unknown }): void {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw argumentError(matcher, "`fields`", "an object from path to rule", fields);
  }
  for (const [path, rule] of Object.entries(fields)) {
    const isRule =
      typeof rule === "function" || typeof (Object(rule) as { compare?: unknown }).compare === "function";
    if (!isRule) {
      throw argumentError(
        matcher,
        `the rule of field ${JSON.stringify(path)}`,
        "approx(...), fuzzy(...), anyOrder, ignore or a function (actual, expected) => boolean",
        rule,
      );
    }
  }
}

/** The value, or why the text under `expect` holds none. */
type Read = { readonly value: unknown } | { readonly text: string; readonly problem: string };

function readStructure(received: unknown): Read {
  if (typeof received === "object" && received !== null && !types.isPromise(received))
    return { value: received };
  if (typeof received !== "string") {
    throw new ReceivedValueError(
      `Failed to evaluate "toMatchStructure": expected the value under expect to be an object, a list or a JSON text, got ${describeKind(received)}. ${types.isPromise(received) ? "Await it first" : "Pass the structure itself"}.`,
      { code: "MATCHER_ARGUMENT" },
    );
  }
  try {
    return { value: JSON.parse(received) as unknown };
  } catch (error) {
    const fenced = /^\s*```/.test(received) ? " (it stands in a code fence)" : "";
    return { text: received, problem: `is not JSON${fenced}: ${(error as Error).message}` };
  }
}

function compareFields(
  context: MatcherContext,
  read: Read,
  expected: ExpectedStructure | Schema,
  { fields = {}, extra = "allow" }: MatchStructureOptions,
): readonly Field[] {
  if (isSchema(expected)) {
    if ("value" in read) return compareSchema(expected, read.value);
    return [{ path: "", pass: false, score: 0, reason: "schema", note: read.problem }];
  }
  const value = "value" in read ? read.value : undefined;
  return compareStructure(value, expected, { fields, extra, equals: (a, b) => context.equals(a, b) });
}

const keptFields = 200;

function evaluate(fields: readonly Field[], read: Read, min: number): Evaluation {
  if (fields.length === 0) {
    throw new EvalError(
      'Failed to evaluate "toMatchStructure": expected at least one field to compare, and every one is ignored. Compare one.',
      { code: "MATCHER_ARGUMENT" },
    );
  }
  const failed = fields.filter(({ pass }) => !pass);
  const passed = fields.length - failed.length;
  const accuracy = passed / fields.length;
  const parsed = "value" in read;
  const wanted = min === 1 ? "" : `, at least ${min} of them wanted`;
  const worst = failed.slice(0, 3).map(({ path, reason }) => `${named(path)} (${reason})`);
  const more = failed.length > worst.length ? [`${failed.length - worst.length} more`] : [];
  const details: StructureDetails = {
    kind: "structure",
    version: 1,
    parsed,
    accuracy,
    passed,
    total: fields.length,
    fields: [...failed, ...fields.filter(({ pass }) => pass)]
      .slice(0, keptFields)
      .map(({ path, pass, score, reason }) => ({ path: path.slice(0, 200), pass, score, reason })),
  };
  const shown = `${passed} of ${fields.length} fields match${wanted}`;
  return {
    // A text that is no JSON has no field at all.
    pass: parsed && accuracy >= min,
    score: accuracy,
    // A text that is no JSON misses whatever its fields would say.
    ...((parsed || accuracy < min) && { threshold: shareThreshold(accuracy, min) }),
    reason: [
      parsed ? shown : read.problem,
      ...(parsed && failed.length > 0 ? [[...worst, ...more].join(", ")] : []),
    ].join(": "),
    details,
    sections: () => sectionsOf(read, failed),
  };
}

function sectionsOf(read: Read, failed: readonly Field[]): Section[] {
  const received = "value" in read ? printValue(read.value, 1_000) : read.text;
  if (failed.length === 0) return [["received", received]];
  return [
    ["received", received],
    ["fields", failed.map(printField).join("\n")],
  ];
}

function printField(field: Field): string {
  const { path, reason, note } = field;
  const wanted = "expected" in field ? [`expected ${printValue(field.expected)}`] : [];
  const made = "actual" in field ? [`got ${printValue(field.actual)}`] : [];
  const shown = reason === "unexpected" ? made : [...wanted, ...made];
  return `${named(path)}: ${reason}${[...shown, ...(note === undefined ? [] : [note])].map((part) => `, ${part}`).join("")}`;
}

function named(path: string): string {
  return path === "" ? "the whole" : path;
}
