import { createHash } from "node:crypto";
import { canonicalJson } from "../platform/canonical-json.ts";
import {
  checkRubricDefinition,
  isRecord,
  isText,
  show,
  type Fields,
  type RubricShape,
} from "./rubric-problems.ts";
import type { RubricVariants } from "./rubric.ts";

/** The levels of every score judge's scale. */
export type ScoreLevel = 1 | 2 | 3 | 4 | 5;

export const scoreLevels: readonly ScoreLevel[] = [1, 2, 3, 4, 5];

/** A scored output that shows the judge what a level means. */
export interface ScoreExample {
  readonly input?: string;
  readonly output: string;
  readonly score: ScoreLevel;
  /** Why the score is right, in a sentence or two. */
  readonly critique: string;
}

/** What a variant says in the place of the score rubric's own text; what it leaves out, single levels too, is the rubric's. */
export interface ScoreRubricVariant {
  readonly measures?: string;
  readonly levels?: { readonly [level in ScoreLevel]?: string };
  readonly criteria?: readonly string[];
  readonly examples?: readonly ScoreExample[];
}

export interface ScoreRubricDefinition {
  readonly name: string;
  /** A whole number from 1; raise it whenever the text changes. */
  readonly version: number;
  /** The one quality that is scored. */
  readonly measures: string;
  /** What an output of each level is like. */
  readonly levels: { readonly [level in ScoreLevel]: string };
  /** Single points that the judge goes through before it decides. */
  readonly criteria?: readonly string[];
  readonly examples?: readonly ScoreExample[];
  /** `true` when an empty output may be right: else it fails before a model is asked. Default `false`. */
  readonly allowEmpty?: boolean;
  /** Chosen by a dimension of the running case. A case without the dimension, or with a value that is not listed, is judged by the rubric's own text. */
  readonly variants?: RubricVariants<ScoreRubricVariant>;
  /** `true` makes it an error to ask the judge where no matcher that needs no model ran before it in the case. Default `false`. */
  readonly safetyCritical?: boolean;
}

/** A versioned scale from 1 to 5. Made by {@link scoreRubric}. */
export interface ScoreRubric extends ScoreRubricDefinition {
  readonly criteria: readonly string[];
  readonly examples: readonly ScoreExample[];
  readonly allowEmpty: boolean;
  readonly safetyCritical: boolean;
  /** SHA-256 in hex over everything that decides the score: measures, levels, criteria, examples and allowEmpty. A variant has its own. */
  readonly hash: string;
  /** Of a rubric that `rubricFor()` chose: the dimension's value. */
  readonly variant?: string;
}

/**
 * Defines a scale from 1 to 5 with a text for every level: a judge that is given numbers alone makes up what they mean.
 * Where two outcomes are enough, take `rubric`: judges agree more with people, and with themselves, on pass and fail.
 *
 * @returns the rubric, frozen, with the hash that every verdict carries.
 * @throws EvalError `RUBRIC_INVALID` when a field is missing, empty or unknown, or a level has no text.
 * @example
 * ```ts
 * const clarity = scoreRubric({
 *   name: "clarity",
 *   version: 1,
 *   measures: "How easily a customer without technical knowledge can follow the reply.",
 *   levels: {
 *     1: "Cannot be followed.",
 *     2: "Can be followed after several readings; terms are not explained.",
 *     3: "Can be followed, with detours or one unexplained term.",
 *     4: "Easy to follow; a sentence could be simpler.",
 *     5: "Can be followed at first reading by anyone.",
 *   },
 * });
 * ```
 */
export function scoreRubric(definition: ScoreRubricDefinition): ScoreRubric {
  checkRubricDefinition(definition, shape);
  const { name, version, measures, levels, criteria = [], examples = [], allowEmpty = false } = definition;
  const { variants, safetyCritical = false } = definition;
  const decisive = { measures, levels, criteria, examples, allowEmpty };
  const hash = createHash("sha256").update(canonicalJson(decisive)).digest("hex");
  return Object.freeze({
    name,
    version,
    ...decisive,
    levels: Object.freeze({ ...levels }),
    criteria: Object.freeze([...criteria]),
    examples: Object.freeze(examples.map((example) => Object.freeze({ ...example }))),
    safetyCritical,
    ...(variants !== undefined && { variants: structuredClone(variants) }),
    hash,
  });
}

const shape: RubricShape = {
  kind: "score rubric",
  texts: ["measures"],
  fields: [
    "name",
    "version",
    "measures",
    "levels",
    "criteria",
    "examples",
    "allowEmpty",
    "variants",
    "safetyCritical",
  ],
  variantFields: ["measures", "levels", "criteria", "examples"],
  judgement: "score",
  expectJudgement: (value) => (isLevel(value) ? undefined : "a whole number from 1 to 5"),
  ownProblem: findLevelProblem,
  sample: '{ measures: "..." }',
};

function findLevelProblem({ levels }: Fields, at: string, isVariant: boolean): string | undefined {
  if (levels === undefined && isVariant) return undefined;
  if (!isRecord(levels))
    return `expected ${at}levels\` to be an object with the keys 1 to 5, got ${show(levels)}`;
  const asked = isVariant ? scoreLevels.filter((level) => Object.hasOwn(levels, level)) : scoreLevels;
  const missing = asked.find((level) => !isText(levels[level]));
  if (missing !== undefined)
    return `expected ${at}levels[${missing}]\` to be a text, got ${show(levels[missing])}`;
  const unknown = Object.keys(levels).find((key) => !isLevel(Number(key)) || String(Number(key)) !== key);
  return unknown === undefined ? undefined : `${at}levels\` has no level "${unknown}"; the levels are 1 to 5`;
}

function isLevel(value: unknown): boolean {
  return scoreLevels.some((level) => level === value);
}
