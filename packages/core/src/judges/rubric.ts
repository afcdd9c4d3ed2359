import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import { canonicalJson } from "../platform/canonical-json.ts";

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
export interface RubricVariants {
  /** A key of the cases' metadata, such as `persona`. */
  readonly dimension: string;
  /** By the value that the case has there. */
  readonly of: { readonly [value: string]: RubricVariant };
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
  /** Of a rubric that {@link rubricFor} chose: the dimension's value. */
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
  checkDefinition(definition);
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

/**
 * The rubric that a case is judged by: with the variant's text where it has one for the case, else as it is.
 *
 * @param metadata - of the case.
 * @example
 * ```ts
 * rubricFor(resolves, { persona: "novice" }).pass; // what a novice needs
 * ```
 */
export function rubricFor(base: Rubric, metadata: { readonly [dimension: string]: unknown }): Rubric {
  const { variants } = base;
  if (variants === undefined || !Object.hasOwn(metadata, variants.dimension)) return base;
  const value = metadata[variants.dimension];
  const key = ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
  if (key === undefined || !Object.hasOwn(variants.of, key)) return base;
  const { variants: _all, hash: _hash, variant: _variant, ...own } = base;
  return Object.freeze({ ...rubric({ ...own, ...variants.of[key] }), variant: key });
}

const fields = [
  "name",
  "version",
  "pass",
  "fail",
  "criteria",
  "examples",
  "allowEmpty",
  "variants",
  "safetyCritical",
];
/** Of a rubric that is made already. */
const derived = ["hash", "variant"];
const exampleFields = ["input", "output", "verdict", "critique"];

function checkDefinition(definition: unknown): void {
  if (!isRecord(definition)) throw invalid("", `expected an object, got ${show(definition)}`);
  const name = typeof definition["name"] === "string" ? definition["name"] : "";
  const problem = findProblem(definition);
  if (problem !== undefined) throw invalid(name, problem);
}

function findProblem(definition: Record<string, unknown>): string | undefined {
  const unknown = Object.keys(definition).find((key) => ![...fields, ...derived].includes(key));
  if (unknown !== undefined) return `the field "${unknown}" is unknown; the fields are ${fields.join(", ")}`;
  for (const field of ["name", "pass", "fail"]) {
    if (!isText(definition[field]))
      return `expected \`${field}\` to be a text, got ${show(definition[field])}`;
  }
  const { version, criteria, examples, allowEmpty } = definition;
  if (!Number.isSafeInteger(version) || (version as number) < 1) {
    return `expected \`version\` to be a whole number from 1, got ${show(version)}`;
  }
  if (allowEmpty !== undefined && typeof allowEmpty !== "boolean") {
    return `expected \`allowEmpty\` to be true or false, got ${show(allowEmpty)}`;
  }
  if (criteria !== undefined && !(Array.isArray(criteria) && criteria.every(isText))) {
    return `expected \`criteria\` to be a list of texts, got ${show(criteria)}`;
  }
  const { variants, safetyCritical } = definition;
  if (safetyCritical !== undefined && typeof safetyCritical !== "boolean") {
    return `expected \`safetyCritical\` to be true or false, got ${show(safetyCritical)}`;
  }
  return findExampleProblem(examples) ?? findVariantProblem(variants);
}

const variantFields = ["pass", "fail", "criteria", "examples"];

function findVariantProblem(variants: unknown): string | undefined {
  if (variants === undefined) return undefined;
  if (!isRecord(variants) || !isText(variants["dimension"]) || !isRecord(variants["of"]))
    return `expected \`variants\` to be an object like { dimension: "persona", of: { novice: { pass: "..." } } }, got ${show(variants)}`;
  const of = variants["of"];
  if (Object.keys(of).length === 0 || Object.hasOwn(of, "__proto__"))
    return `expected \`variants.of\` to name at least one value of the dimension, and none "__proto__"`;
  for (const [value, variant] of Object.entries(of)) {
    const at = `\`variants.of.${value}`;
    if (!isRecord(variant)) return `expected ${at}\` to be an object, got ${show(variant)}`;
    const unknown = Object.keys(variant).find((key) => !variantFields.includes(key));
    if (unknown !== undefined)
      return `${at}.${unknown}\` is unknown; the fields are ${variantFields.join(", ")}`;
    const problem = findTextProblem(variant, at) ?? findExampleProblem(variant["examples"], `${at}.`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findTextProblem(variant: Record<string, unknown>, at: string): string | undefined {
  const field = ["pass", "fail"].find((key) => variant[key] !== undefined && !isText(variant[key]));
  if (field !== undefined) return `expected ${at}.${field}\` to be a text, got ${show(variant[field])}`;
  const { criteria } = variant;
  if (criteria === undefined || (Array.isArray(criteria) && criteria.every(isText))) return undefined;
  return `expected ${at}.criteria\` to be a list of texts, got ${show(criteria)}`;
}

function findExampleProblem(examples: unknown, prefix = "`"): string | undefined {
  if (examples === undefined) return undefined;
  if (!Array.isArray(examples)) return `expected ${prefix}examples\` to be a list, got ${show(examples)}`;
  for (const [index, example] of examples.entries()) {
    const at = `${prefix}examples[${index}]`;
    if (!isRecord(example)) return `expected ${at}\` to be an object, got ${show(example)}`;
    const unknown = Object.keys(example).find((key) => !exampleFields.includes(key));
    if (unknown !== undefined)
      return `${at}.${unknown}\` is unknown; the fields are ${exampleFields.join(", ")}`;
    if (typeof example["output"] !== "string")
      return `expected ${at}.output\` to be a text, got ${show(example["output"])}`;
    if (!isText(example["critique"]))
      return `expected ${at}.critique\` to be a text, got ${show(example["critique"])}`;
    if (example["verdict"] !== "pass" && example["verdict"] !== "fail") {
      return `expected ${at}.verdict\` to be "pass" or "fail", got ${show(example["verdict"])}`;
    }
    if (example["input"] !== undefined && typeof example["input"] !== "string") {
      return `expected ${at}.input\` to be a text, got ${show(example["input"])}`;
    }
  }
  return undefined;
}

function invalid(name: string, problem: string): EvalError {
  return new EvalError(`Failed to define rubric "${name}": ${problem}. Correct the definition.`, {
    code: "RUBRIC_INVALID",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : `${JSON.stringify(value) ?? String(value)} (${typeof value})`;
}
