import type {
  AsyncCheckFunction,
  AsyncConstraint,
  CheckFunction,
  Constraint,
  RuleOptions,
} from "./constraint.ts";
import { invalidConstraint } from "./invalid-constraint.ts";
import { check } from "./rules/check.ts";
import { checkAsync } from "./rules/check-async.ts";
import { edgeRule, type EdgeOptions } from "./rules/edge-rule.ts";
import { inLanguage, type InLanguageOptions } from "./rules/in-language.ts";
import { isJson } from "./rules/is-json.ts";
import { isSql, type IsSqlOptions } from "./rules/is-sql.ts";
import { lengthRule } from "./rules/length-rule.ts";
import { matchesSchema } from "./rules/matches-schema.ts";
import { mustMention, type MustMentionOptions } from "./rules/must-mention.ts";
import { mustNotMention, type MustNotMentionOptions } from "./rules/must-not-mention.ts";
import { noPii, type NoPiiOptions } from "./rules/no-pii.ts";
import { onlyLinksTo, type OnlyLinksToOptions } from "./rules/only-links-to.ts";
import { onlyQuotesFrom } from "./rules/only-quotes-from.ts";
import { patternRule } from "./rules/pattern-rule.ts";
import { readabilityRule } from "./rules/readability-rule.ts";
import { tokenRule, type TokenOptions } from "./rules/token-rule.ts";
import type { Schema } from "./schema.ts";

export const constraintsMarker: symbol = Symbol.for("assay.constraints");

/**
 * A set of named rules over a text, for `toSatisfyConstraints`. It never changes: each method returns a new set with one more
 * rule. Every method throws `CONSTRAINT_INVALID` for a wrong argument or a name that is already taken.
 *
 * `Async` is `true` once a rule answers later, see {@link Constraints.checkAsync}: the matcher has to be awaited then.
 */
export class Constraints<Async extends boolean = false> {
  /** What the set is called in reports. */
  readonly name: string | undefined;
  readonly rules: readonly (Constraint | AsyncConstraint)[];
  /** Whether a rule of the set answers later. */
  readonly asynchronous: Async;

  constructor(
    name: string | undefined,
    rules: readonly (Constraint | AsyncConstraint)[],
    asynchronous: Async,
  ) {
    this.name = name;
    this.asynchronous = asynchronous;
    this.rules = Object.freeze([...rules]);
    Object.defineProperty(this, constraintsMarker, { value: true });
  }

  /** At least `limit` words; a word is a run of non-space characters with a letter or digit in it. */
  minWords(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("minWords", limit, options));
  }

  /** At most `limit` words; a word is a run of non-space characters with a letter or digit in it. */
  maxWords(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("maxWords", limit, options));
  }

  /** At least `limit` characters, counted as Unicode code points. */
  minCharacters(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("minCharacters", limit, options));
  }

  /** At most `limit` characters, counted as Unicode code points. */
  maxCharacters(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("maxCharacters", limit, options));
  }

  /** At least `limit` sentences; a line break ends one, so that each item of a list counts. */
  minSentences(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("minSentences", limit, options));
  }

  /** At most `limit` sentences; a line break ends one, so that each item of a list counts. */
  maxSentences(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(lengthRule("maxSentences", limit, options));
  }

  /** At least `limit` tokens: an estimate, unless `options.count` is your model's tokenizer. */
  minTokens(limit: number, options?: TokenOptions): Constraints<Async> {
    return this.with(tokenRule("minTokens", limit, options));
  }

  /** At most `limit` tokens: an estimate, unless `options.count` is your model's tokenizer. */
  maxTokens(limit: number, options?: TokenOptions): Constraints<Async> {
    return this.with(tokenRule("maxTokens", limit, options));
  }

  /** Starts with one of `texts`, in any case, white space aside. */
  startsWith(texts: string | readonly string[], options?: EdgeOptions): Constraints<Async> {
    return this.with(edgeRule("startsWith", texts, options));
  }

  /** Ends with one of `texts`, in any case, white space aside. */
  endsWith(texts: string | readonly string[], options?: EdgeOptions): Constraints<Async> {
    return this.with(edgeRule("endsWith", texts, options));
  }

  /** Mentions every term as a whole word, in any case; `atLeast: 1` makes the terms alternatives. */
  mustMention(name: string, terms: readonly string[], options?: MustMentionOptions): Constraints<Async> {
    return this.with(mustMention(name, terms, options));
  }

  /** Mentions none of the terms as a whole word, in any case. */
  mustNotMention(
    name: string,
    terms: readonly string[],
    options?: MustNotMentionOptions,
  ): Constraints<Async> {
    return this.with(mustNotMention(name, terms, options));
  }

  /** Matches `pattern` somewhere. A pattern that takes longer than 250 ms is an error of the rule. */
  matches(name: string, pattern: RegExp, options?: RuleOptions): Constraints<Async> {
    return this.with(patternRule({ name, pattern, wanted: true }, options));
  }

  /** Matches `pattern` nowhere. A pattern that takes longer than 250 ms is an error of the rule. */
  doesNotMatch(name: string, pattern: RegExp, options?: RuleOptions): Constraints<Async> {
    return this.with(patternRule({ name, pattern, wanted: false }, options));
  }

  /** The whole text is JSON; a code fence around it is not. */
  isJson(options?: RuleOptions): Constraints<Async> {
    return this.with(isJson(options));
  }

  /** The whole text is JSON that satisfies `schema`: zod's, any Standard Schema, or one of `await jsonSchema(...)`. */
  matchesSchema(name: string, schema: Schema, options?: RuleOptions): Constraints<Async> {
    return this.with(matchesSchema(name, schema, options));
  }

  /** The whole text is SQL of the allowed statements, `select` by default, as far as its words tell. */
  isSql(options?: IsSqlOptions): Constraints<Async> {
    return this.with(isSql(options));
  }

  /** Mostly in the language `code`, told by script and function words; a text that is too short is an error of the rule. */
  inLanguage(code: string, options?: InLanguageOptions): Constraints<Async> {
    return this.with(inLanguage(code, options));
  }

  /** English text with a Flesch reading ease of at least `limit`: 60 is plain English, 100 very easy. */
  minReadingEase(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(readabilityRule("minReadingEase", limit, options));
  }

  /** English text for a Flesch-Kincaid school grade of at most `limit`. */
  maxReadingGrade(limit: number, options?: RuleOptions): Constraints<Async> {
    return this.with(readabilityRule("maxReadingGrade", limit, options));
  }

  /** Every link goes to one of `hosts` (`*.acme.com` is any name below); an empty list allows none. */
  onlyLinksTo(hosts: readonly string[], options?: OnlyLinksToOptions): Constraints<Async> {
    return this.with(onlyLinksTo(hosts, options));
  }

  /** Every quotation of three words or more stands in one of `sources`. */
  onlyQuotesFrom(sources: readonly string[], options?: RuleOptions): Constraints<Async> {
    return this.with(onlyQuotesFrom(sources, options));
  }

  /** No e-mail address, telephone, card or social security number or IBAN that a pattern can tell. */
  noPii(options?: NoPiiOptions): Constraints<Async> {
    return this.with(noPii(options));
  }

  /** A rule of your own: returns `true`, `false` or `{ pass, reason }`, at once. One that throws is an error, not a verdict. */
  check(name: string, evaluate: CheckFunction, options?: RuleOptions): Constraints<Async> {
    return this.with(check(name, evaluate, options));
  }

  /** As {@link Constraints.check}, with a function that returns a promise. The set is asynchronous from here on. */
  checkAsync(name: string, evaluate: AsyncCheckFunction, options?: RuleOptions): Constraints<true> {
    return added(this, checkAsync(name, evaluate, options), true);
  }

  /**
   * The set with `rule` added: for rules that you keep in a module of their own.
   *
   * @example
   * ```ts
   * const politeness: Constraint = { id: "polite", advisory: false, evaluate: (text) => !/shut up/i.test(text) };
   * const replyRules = constraints("reply").maxWords(200).with(politeness);
   * ```
   */
  with(rule: Constraint): Constraints<Async> {
    const checked: Constraint = { ...rule, asynchronous: false, evaluate: (text) => rule.evaluate(text) };
    return added(this, checked, this.asynchronous);
  }
}

/** No private method of the class: with one, sets of two copies of the package would be of two types. */
function added<Async extends boolean>(
  { name, rules }: Constraints<boolean>,
  rule: Constraint | AsyncConstraint,
  asynchronous: Async,
): Constraints<Async> {
  if (typeof rule.id !== "string" || rule.id.trim() === "") {
    throw invalidConstraint(String(rule.id), "the name of a rule must be a text that is not blank");
  }
  if (rules.some(({ id }) => id === rule.id)) {
    throw invalidConstraint(
      rule.id,
      "the set has a rule of that name already; names tell the rules apart in reports",
    );
  }
  const frozen = Object.freeze({ ...rule, advisory: rule.advisory === true });
  return new Constraints(name, [...rules, frozen], asynchronous);
}

/** A set of rules some of which answer later: `await expect(text).toSatisfyConstraints(rules)`. */
export type AsyncConstraints = Constraints<true>;

/**
 * An empty set of rules to chain onto; `name` is what reports call it.
 *
 * @example
 * ```ts
 * const replyRules = constraints("reply")
 *   .maxWords(200)
 *   .mustNotMention("competitors", ["AcmeDesk"])
 *   .check("has a closing", (text) => /let me know/i.test(text));
 * ```
 */
export function constraints(name?: string): Constraints {
  return new Constraints(name, [], false);
}
