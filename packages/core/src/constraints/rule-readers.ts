import type { AsyncConstraint, Constraint } from "./constraint.ts";
import type { AsyncConstraintRules, Terms } from "./constraint-rules.ts";
import { invalidConstraint } from "./invalid-constraint.ts";
import { check } from "./rules/check.ts";
import { checkAsync } from "./rules/check-async.ts";
import { isSchema } from "./schema.ts";
import { edgeRule, type EdgeOptions } from "./rules/edge-rule.ts";
import { inLanguage } from "./rules/in-language.ts";
import { isJson } from "./rules/is-json.ts";
import { isSql } from "./rules/is-sql.ts";
import { lengthRule } from "./rules/length-rule.ts";
import { matchesSchema } from "./rules/matches-schema.ts";
import { mustMention } from "./rules/must-mention.ts";
import { mustNotMention } from "./rules/must-not-mention.ts";
import { noPii } from "./rules/no-pii.ts";
import { onlyLinksTo } from "./rules/only-links-to.ts";
import { onlyQuotesFrom } from "./rules/only-quotes-from.ts";
import { patternRule } from "./rules/pattern-rule.ts";
import { readabilityRule } from "./rules/readability-rule.ts";
import { tokenRule, type TokenOptions } from "./rules/token-rule.ts";

type RuleReaders = {
  readonly [Kind in Exclude<keyof AsyncConstraintRules, "advisory">]-?: (
    value: NonNullable<AsyncConstraintRules[Kind]>,
  ) => readonly (Constraint | AsyncConstraint)[];
};

/** How each key of a plain object becomes rules. */
export const ruleReaders: RuleReaders = {
  minWords: (limit) => [lengthRule("minWords", limit)],
  maxWords: (limit) => [lengthRule("maxWords", limit)],
  minCharacters: (limit) => [lengthRule("minCharacters", limit)],
  maxCharacters: (limit) => [lengthRule("maxCharacters", limit)],
  minSentences: (limit) => [lengthRule("minSentences", limit)],
  maxSentences: (limit) => [lengthRule("maxSentences", limit)],
  minTokens: (value) => [readTokens("minTokens", value)],
  maxTokens: (value) => [readTokens("maxTokens", value)],
  startsWith: (value) => [readEdge("startsWith", value)],
  endsWith: (value) => [readEdge("endsWith", value)],
  mustMention: (named) =>
    entriesOf("mustMention", named).map(([name, value]) =>
      mustMention(name, termsOf(value), optionsOf(value)),
    ),
  mustNotMention: (named) =>
    entriesOf("mustNotMention", named).map(([name, value]) =>
      mustNotMention(name, termsOf(value), optionsOf(value)),
    ),
  matches: (named) =>
    entriesOf("matches", named).map(([name, pattern]) => patternRule({ name, pattern, wanted: true })),
  doesNotMatch: (named) =>
    entriesOf("doesNotMatch", named).map(([name, pattern]) => patternRule({ name, pattern, wanted: false })),
  isJson: (wanted) => [isJson(flagOf("isJson", wanted))],
  matchesSchema: (named) =>
    entriesOf("matchesSchema", named).map(([name, schema]) => matchesSchema(name, schema)),
  isSql: (wanted) => [isSql(flagOf("isSql", wanted))],
  inLanguage: (value) => [typeof value === "object" ? inLanguage(value.code, value) : inLanguage(value)],
  minReadingEase: (limit) => [readabilityRule("minReadingEase", limit)],
  maxReadingGrade: (limit) => [readabilityRule("maxReadingGrade", limit)],
  onlyLinksTo: (value) => [isList(value) ? onlyLinksTo(value) : onlyLinksTo(value.hosts, value)],
  onlyQuotesFrom: (sources) => [onlyQuotesFrom(sources)],
  noPii: (wanted) => [noPii(flagOf("noPii", wanted))],
  check: (named) => entriesOf("check", named).map(([name, evaluate]) => check(name, evaluate)),
  checkAsync: (named) => entriesOf("checkAsync", named).map(([name, evaluate]) => checkAsync(name, evaluate)),
};

function readTokens(
  id: "minTokens" | "maxTokens",
  value: number | (TokenOptions & { readonly limit: number }),
): Constraint {
  return typeof value === "number" ? tokenRule(id, value) : tokenRule(id, value.limit, value);
}

function readEdge(id: "startsWith" | "endsWith", value: string | Terms<EdgeOptions>): Constraint {
  return typeof value === "string" ? edgeRule(id, value) : edgeRule(id, termsOf(value), optionsOf(value));
}

/** `true`, or the rule's options; `false` would read as if the opposite were asked for. */
function flagOf<Options extends object>(kind: string, wanted: true | Options): Options | undefined {
  if (wanted === true) return undefined;
  if (typeof wanted === "object" && wanted !== null) return wanted;
  throw invalidConstraint(kind, `expected true, got ${String(wanted)}`);
}

function entriesOf<T>(kind: string, named: { readonly [name: string]: T }): [string, T][] {
  const isNamed = typeof named === "object" && named !== null && !Array.isArray(named) && !isSchema(named);
  if (!isNamed || Object.keys(named).length === 0) {
    throw invalidConstraint(
      kind,
      `expected an object from the rule's name to its value, such as { ${kind}: { "my rule": ... } }`,
    );
  }
  return Object.entries(named);
}

function termsOf<Options>(value: Terms<Options>): readonly string[] {
  return isList(value) ? value : value?.terms;
}

function optionsOf<Options extends object>(value: Terms<Options>): Options | undefined {
  return isList(value) ? undefined : value;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
