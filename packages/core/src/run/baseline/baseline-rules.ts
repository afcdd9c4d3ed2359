import type { JsonPath } from "../../dataset/json-path.ts";
import type { JsonValue } from "../../dataset/json-value.ts";
import { showValue } from "../../errors/show-value.ts";

/** What is wrong with a baseline, and at which value. */
export interface BaselineProblem {
  readonly path: JsonPath;
  /** Follows the name of the field: `must be a text`. */
  readonly problem: string;
}

type Rule = (value: JsonValue, path: JsonPath) => BaselineProblem | undefined;
type Fields = { readonly [name: string]: Rule };

function rule(test: (value: JsonValue) => boolean, must: string): Rule {
  return (value, path) =>
    test(value) ? undefined : { path, problem: `must be ${must}, got ${showValue(value)}` };
}

const text = rule((value) => typeof value === "string", "a text");
const name = rule((value) => typeof value === "string" && value !== "", "a text that is not empty");
const flag = rule((value) => typeof value === "boolean", "true or false");
const share = rule((value) => typeof value === "number" && value >= 0 && value <= 1, "a number from 0 to 1");
const date = rule(
  (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  "a date like 2026-11-21T02:46:12.123Z",
);
const digest = rule(
  (value) => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value),
  '"sha256:" and 64 hexadecimal digits',
);

function oneOf(values: readonly JsonValue[]): Rule {
  return rule((value) => values.includes(value), values.map((value) => showValue(value)).join(" or "));
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with these fields; unknown ones may come from a later version and are let be. */
function fields(required: Fields, optional: Fields = {}): Rule {
  return (value, path) => {
    if (!isObject(value)) return { path, problem: `must be an object, got ${showValue(value)}` };
    for (const [key, check] of Object.entries(required)) {
      if (!Object.hasOwn(value, key)) return { path, problem: `has no "${key}"` };
      const problem = check(value[key] as JsonValue, [...path, key]);
      if (problem !== undefined) return problem;
    }
    for (const [key, check] of Object.entries(optional)) {
      if (!Object.hasOwn(value, key)) continue;
      const problem = check(value[key] as JsonValue, [...path, key]);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function list(check: Rule): Rule {
  return (value, path) => {
    if (!Array.isArray(value)) return { path, problem: `must be an array, got ${showValue(value)}` };
    return firstOf(
      value.map((item, index) => [item, index] as const),
      check,
      path,
    );
  };
}

function namedValues(check: Rule): Rule {
  return (value, path) => {
    if (!isObject(value)) return { path, problem: `must be an object, got ${showValue(value)}` };
    return firstOf(
      Object.entries(value).map(([key, item]) => [item, key] as const),
      check,
      path,
    );
  };
}

function firstOf(
  items: readonly (readonly [value: JsonValue, step: string | number])[],
  check: Rule,
  path: JsonPath,
): BaselineProblem | undefined {
  for (const [value, step] of items) {
    const problem = check(value, [...path, step]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const check = fields({ name }, { subject: text, advisory: oneOf([true]), score: share, judges: list(name) });

const baselineCase = fields(
  {
    id: text,
    file: name,
    test: text,
    partition: name,
    fingerprint: text,
    status: oneOf(["pass", "fail", "inconclusive", "error", "not-run"]),
  },
  { project: text, trials: name, checks: list(check) },
);

const judge = fields(
  {
    rubric: fields(
      { name: text, version: rule((value) => typeof value === "number", "a number"), hash: text },
      { variant: text },
    ),
  },
  { model: text, promptVersion: text, judgeHash: text },
);

/** What a baseline must be, the keys of its cases aside. */
export const baselineRule: Rule = fields(
  {
    schema: oneOf(["assay.baseline/1"]),
    runId: name,
    startedAt: date,
    runner: fields({ name: text, version: text }),
    sealed: flag,
    datasets: list(fields({ file: name, digest })),
    partitions: namedValues(fields({ threshold: share })),
    judges: namedValues(judge),
    cases: list(baselineCase),
  },
  { forced: list(text) },
);
