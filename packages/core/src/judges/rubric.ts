import { createHash } from "node:crypto";
import { canonicalJson } from "../platform/canonical-json.ts";
import { checkRubricDefinition, type RubricShape } from "./rubric-problems.ts";

/** A judged output that shows the judge what the rubric means. */
export interface RubricExample {
  readonly input?: string;
  readonly output: string;
  readonly verdict: "pass" | "fail";
  /** Why the verdict is right, in a sentence or two. */
  readonly critique: string;
}

/** What a variant says in the place of the rubric's own text; what it leaves out is the rubric's. */
export interface RubricVariant {
  readonly pass?: string;
  readonly fail?: string;
  readonly criteria?: readonly string[];
  readonly examples?: readonly RubricExample[];
}

/** Other texts for cases with a certain value of a dimension: what resolves a question differs for a novice and an expert. */
export interface RubricVariants<Variant = RubricVariant> {
  /** A key of the cases' metadata, such as `persona`. */
  readonly dimension: string;
  /** By the value that the case has there. */
  readonly of: { readonly [value: string]: Variant };
}

export interface RubricDefinition {
  readonly name: string;
  /** A whole number from 1; raise it whenever the text changes. */
  readonly version: number;
  /** When an output passes. */
  readonly pass: string;
  /** When an output fails. */
  readonly fail: string;
  /** Single points that the judge goes through before it decides. */
  readonly criteria?: readonly string[];
  readonly examples?: readonly RubricExample[];
  /** `true` when an empty output may be right: else it fails before a model is asked. Default `false`. */
  readonly allowEmpty?: boolean;
  /** Chosen by a dimension of the running case. A case without the dimension, or with a value that is not listed, is judged by the rubric's own text. */
  readonly variants?: RubricVariants;
  /** `true` makes it an error to ask the judge where no matcher that needs no model ran before it in the case. Default `false`. */
  readonly safetyCritical?: boolean;
}

/** A versioned definition of pass and fail. Made by {@link rubric}. */
export interface Rubric extends RubricDefinition {
  readonly criteria: readonly string[];
  readonly examples: readonly RubricExample[];
  readonly allowEmpty: boolean;
  readonly safetyCritical: boolean;
  /** SHA-256 in hex over everything that decides the verdict: pass, fail, criteria, examples and allowEmpty. A variant has its own. */
  readonly hash: string;
  /** Of a rubric that `rubricFor()` chose: the dimension's value. */
  readonly variant?: string;
}

/**
 * Defines what a judge passes and what it fails. Ask for one thing per rubric: a judge of five qualities at once is
 * right about none of them.
 *
 * @returns the rubric, frozen, with the hash that every verdict carries.
 * @throws EvalError `RUBRIC_INVALID` when a field is missing, empty or unknown.
 * @example
 * ```ts
 * const polite = rubric({
 *   name: "polite",
 *   version: 1,
 *   pass: "The reply is courteous, whatever the customer wrote.",
 *   fail: "The reply is rude, sarcastic or blames the customer.",
 *   examples: [{ output: "Read the manual.", verdict: "fail", critique: "It brushes the customer off." }],
 * });
 * ```
 */
export function rubric(definition: RubricDefinition): Rubric {
  checkRubricDefinition(definition, shape);
  const { name, version, pass, fail, criteria = [], examples = [], allowEmpty = false } = definition;
  const { variants, safetyCritical = false } = definition;
  const decisive = { pass, fail, criteria, examples, allowEmpty };
  const hash = createHash("sha256").update(canonicalJson(decisive)).digest("hex");
  return Object.freeze({
    name,
    version,
    ...decisive,
    criteria: Object.freeze([...criteria]),
    examples: Object.freeze(examples.map((example) => Object.freeze({ ...example }))),
    safetyCritical,
    ...(variants !== undefined && { variants: structuredClone(variants) }),
    hash,
  });
}

const shape: RubricShape = {
  kind: "rubric",
  texts: ["pass", "fail"],
  fields: [
    "name",
    "version",
    "pass",
    "fail",
    "criteria",
    "examples",
    "allowEmpty",
    "variants",
    "safetyCritical",
  ],
  variantFields: ["pass", "fail", "criteria", "examples"],
  judgement: "verdict",
  expectJudgement: (value) => (value === "pass" || value === "fail" ? undefined : '"pass" or "fail"'),
  sample: '{ pass: "..." }',
};
