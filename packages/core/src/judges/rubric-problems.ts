import { EvalError } from "../errors/eval-error.ts";

/** What a kind of rubric has beside the fields that every rubric has. */
export interface RubricShape {
  /** As errors call it. */
  readonly kind: "rubric" | "score rubric";
  /** The texts of its own that it needs. */
  readonly texts: readonly string[];
  readonly fields: readonly string[];
  readonly variantFields: readonly string[];
  /** What its examples carry for a verdict. */
  readonly judgement: "verdict" | "score";
  /** The problem with that, after "expected `examples[0].score` to be". */
  readonly expectJudgement: (value: unknown) => string | undefined;
  /** Problems with fields that only this kind has, with what comes before their names. */
  readonly ownProblem?: (fields: Fields, at: string, isVariant: boolean) => string | undefined;
  /** Of a variants object that is none. */
  readonly sample: string;
}

export type Fields = { readonly [field: string]: unknown };

/** Of a rubric that is made already. */
const derived = ["hash", "variant"];

/** @throws EvalError `RUBRIC_INVALID` */
export function checkRubricDefinition(definition: unknown, shape: RubricShape): void {
  const problem = isRecord(definition)
    ? findProblem(definition, shape)
    : `expected an object, got ${show(definition)}`;
  if (problem === undefined) return;
  const name = isRecord(definition) && typeof definition["name"] === "string" ? definition["name"] : "";
  throw new EvalError(`Failed to define ${shape.kind} "${name}": ${problem}. Correct the definition.`, {
    code: "RUBRIC_INVALID",
  });
}

function findProblem(definition: Fields, shape: RubricShape): string | undefined {
  const { fields } = shape;
  const unknown = Object.keys(definition).find((key) => ![...fields, ...derived].includes(key));
  if (unknown !== undefined) return `the field "${unknown}" is unknown; the fields are ${fields.join(", ")}`;
  const text = ["name", ...shape.texts].find((field) => !isText(definition[field]));
  if (text !== undefined) return `expected \`${text}\` to be a text, got ${show(definition[text])}`;
  const { version, examples, variants } = definition;
  if (!Number.isSafeInteger(version) || (version as number) < 1)
    return `expected \`version\` to be a whole number from 1, got ${show(version)}`;
  const flag = ["allowEmpty", "safetyCritical"].find((field) => !isOptional(definition[field], isBoolean));
  if (flag !== undefined) return `expected \`${flag}\` to be true or false, got ${show(definition[flag])}`;
  return (
    findCriteriaProblem(definition, "`") ??
    shape.ownProblem?.(definition, "`", false) ??
    findExampleProblem(examples, "`", shape) ??
    findVariantProblem(variants, shape)
  );
}

function findCriteriaProblem({ criteria }: Fields, at: string): string | undefined {
  if (isOptional(criteria, (list) => Array.isArray(list) && list.every(isText))) return undefined;
  return `expected ${at}criteria\` to be a list of texts, got ${show(criteria)}`;
}

function findVariantProblem(variants: unknown, shape: RubricShape): string | undefined {
  if (variants === undefined) return undefined;
  if (!isRecord(variants) || !isText(variants["dimension"]) || !isRecord(variants["of"]))
    return `expected \`variants\` to be an object like { dimension: "persona", of: { novice: ${shape.sample} } }, got ${show(variants)}`;
  const of = variants["of"];
  if (Object.keys(of).length === 0 || Object.hasOwn(of, "__proto__"))
    return `expected \`variants.of\` to name at least one value of the dimension, and none "__proto__"`;
  for (const [value, variant] of Object.entries(of)) {
    const problem = findOneVariantProblem(variant, `\`variants.of.${value}`, shape);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findOneVariantProblem(variant: unknown, at: string, shape: RubricShape): string | undefined {
  if (!isRecord(variant)) return `expected ${at}\` to be an object, got ${show(variant)}`;
  const unknown = Object.keys(variant).find((key) => !shape.variantFields.includes(key));
  if (unknown !== undefined)
    return `${at}.${unknown}\` is unknown; the fields are ${shape.variantFields.join(", ")}`;
  const text = shape.texts.find((field) => !isOptional(variant[field], isText));
  if (text !== undefined) return `expected ${at}.${text}\` to be a text, got ${show(variant[text])}`;
  return (
    findCriteriaProblem(variant, `${at}.`) ??
    shape.ownProblem?.(variant, `${at}.`, true) ??
    findExampleProblem(variant["examples"], `${at}.`, shape)
  );
}

function findExampleProblem(examples: unknown, prefix: string, shape: RubricShape): string | undefined {
  if (examples === undefined) return undefined;
  if (!Array.isArray(examples)) return `expected ${prefix}examples\` to be a list, got ${show(examples)}`;
  const fields = ["input", "output", shape.judgement, "critique"];
  for (const [index, example] of (examples as readonly unknown[]).entries()) {
    const at = `${prefix}examples[${index}]`;
    if (!isRecord(example)) return `expected ${at}\` to be an object, got ${show(example)}`;
    const unknown = Object.keys(example).find((key) => !fields.includes(key));
    if (unknown !== undefined) return `${at}.${unknown}\` is unknown; the fields are ${fields.join(", ")}`;
    const { input, output, critique } = example;
    if (!isOptional(input, isString)) return `expected ${at}.input\` to be a text, got ${show(input)}`;
    if (!isString(output)) return `expected ${at}.output\` to be a text, got ${show(output)}`;
    const judged = shape.expectJudgement(example[shape.judgement]);
    if (judged !== undefined)
      return `expected ${at}.${shape.judgement}\` to be ${judged}, got ${show(example[shape.judgement])}`;
    if (!isText(critique)) return `expected ${at}.critique\` to be a text, got ${show(critique)}`;
  }
  return undefined;
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

export function show(value: unknown): string {
  return value === undefined ? "nothing" : `${JSON.stringify(value) ?? String(value)} (${typeof value})`;
}
