import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import { canonicalJson } from "../platform/canonical-json.ts";

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
}

/** A versioned scale from 1 to 5. Made by {@link scoreRubric}. */
export interface ScoreRubric extends ScoreRubricDefinition {
  readonly criteria: readonly string[];
  readonly examples: readonly ScoreExample[];
  readonly allowEmpty: boolean;
  /** SHA-256 in hex over everything that decides the score: all fields but name and version. */
  readonly hash: string;
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
  const problem = isRecord(definition)
    ? findProblem(definition)
    : `expected an object, got ${show(definition)}`;
  if (problem !== undefined) throw invalid(isRecord(definition) ? definition["name"] : "", problem);
  const { name, version, measures, levels, criteria = [], examples = [], allowEmpty = false } = definition;
  const decisive = { measures, levels, criteria, examples, allowEmpty };
  const hash = createHash("sha256").update(canonicalJson(decisive)).digest("hex");
  return Object.freeze({
    name,
    version,
    ...decisive,
    levels: Object.freeze({ ...levels }),
    criteria: Object.freeze([...criteria]),
    examples: Object.freeze(examples.map((example) => Object.freeze({ ...example }))),
    hash,
  });
}

const fields = ["name", "version", "measures", "levels", "criteria", "examples", "allowEmpty", "hash"];
const exampleFields = ["input", "output", "score", "critique"];

function findProblem(definition: { readonly [field: string]: unknown }): string | undefined {
  const unknown = Object.keys(definition).find((key) => !fields.includes(key));
  if (unknown !== undefined)
    return `the field "${unknown}" is unknown; the fields are ${fields.slice(0, -1).join(", ")}`;
  for (const field of ["name", "measures"]) {
    if (!isText(definition[field]))
      return `expected \`${field}\` to be a text, got ${show(definition[field])}`;
  }
  const { version, criteria, allowEmpty } = definition;
  if (!Number.isSafeInteger(version) || (version as number) < 1)
    return `expected \`version\` to be a whole number from 1, got ${show(version)}`;
  if (allowEmpty !== undefined && typeof allowEmpty !== "boolean")
    return `expected \`allowEmpty\` to be true or false, got ${show(allowEmpty)}`;
  if (criteria !== undefined && !(Array.isArray(criteria) && criteria.every(isText)))
    return `expected \`criteria\` to be a list of texts, got ${show(criteria)}`;
  return findLevelProblem(definition["levels"]) ?? findExampleProblem(definition["examples"]);
}

function findLevelProblem(levels: unknown): string | undefined {
  if (!isRecord(levels))
    return `expected \`levels\` to be an object with the keys 1 to 5, got ${show(levels)}`;
  const missing = scoreLevels.find((level) => !isText(levels[level]));
  if (missing !== undefined)
    return `expected \`levels[${missing}]\` to be a text, got ${show(levels[missing])}`;
  const unknown = Object.keys(levels).find((key) => !scoreLevels.some((level) => String(level) === key));
  return unknown === undefined ? undefined : `there is no level "${unknown}"; the levels are 1 to 5`;
}

function findExampleProblem(examples: unknown): string | undefined {
  if (examples === undefined) return undefined;
  if (!Array.isArray(examples)) return `expected \`examples\` to be a list, got ${show(examples)}`;
  for (const [index, example] of (examples as readonly unknown[]).entries()) {
    const at = `\`examples[${index}]`;
    if (!isRecord(example)) return `expected ${at}\` to be an object, got ${show(example)}`;
    const unknown = Object.keys(example).find((key) => !exampleFields.includes(key));
    if (unknown !== undefined)
      return `${at}.${unknown}\` is unknown; the fields are ${exampleFields.join(", ")}`;
    const { input, output, score, critique } = example;
    if (input !== undefined && typeof input !== "string")
      return `expected ${at}.input\` to be a text, got ${show(input)}`;
    if (typeof output !== "string") return `expected ${at}.output\` to be a text, got ${show(output)}`;
    if (!scoreLevels.some((level) => level === score))
      return `expected ${at}.score\` to be a whole number from 1 to 5, got ${show(score)}`;
    if (!isText(critique)) return `expected ${at}.critique\` to be a text, got ${show(critique)}`;
  }
  return undefined;
}

function invalid(name: unknown, problem: string): EvalError {
  const shown = typeof name === "string" ? name : "";
  return new EvalError(`Failed to define score rubric "${shown}": ${problem}. Correct the definition.`, {
    code: "RUBRIC_INVALID",
  });
}

function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : `${JSON.stringify(value) ?? String(value)} (${typeof value})`;
}
