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
}

/** A versioned definition of pass and fail. Made by {@link rubric}. */
export interface Rubric extends RubricDefinition {
  readonly criteria: readonly string[];
  readonly examples: readonly RubricExample[];
  readonly allowEmpty: boolean;
  /** SHA-256 in hex over everything that decides the verdict: all fields but name and version. */
  readonly hash: string;
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
  const decisive = { pass, fail, criteria, examples, allowEmpty };
  const hash = createHash("sha256").update(canonicalJson(decisive)).digest("hex");
  return Object.freeze({
    name,
    version,
    ...decisive,
    criteria: Object.freeze([...criteria]),
    examples: Object.freeze(examples.map((example) => Object.freeze({ ...example }))),
    hash,
  });
}

const fields = ["name", "version", "pass", "fail", "criteria", "examples", "allowEmpty", "hash"];
const exampleFields = ["input", "output", "verdict", "critique"];

function checkDefinition(definition: unknown): void {
  if (!isRecord(definition)) throw invalid("", `expected an object, got ${show(definition)}`);
  const name = typeof definition["name"] === "string" ? definition["name"] : "";
  const problem = findProblem(definition);
  if (problem !== undefined) throw invalid(name, problem);
}

function findProblem(definition: Record<string, unknown>): string | undefined {
  const unknown = Object.keys(definition).find((key) => !fields.includes(key));
  if (unknown !== undefined)
    return `the field "${unknown}" is unknown; the fields are ${fields.slice(0, -1).join(", ")}`;
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
  return findExampleProblem(examples);
}

function findExampleProblem(examples: unknown): string | undefined {
  if (examples === undefined) return undefined;
  if (!Array.isArray(examples)) return `expected \`examples\` to be a list, got ${show(examples)}`;
  for (const [index, example] of examples.entries()) {
    const at = `\`examples[${index}]`;
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
