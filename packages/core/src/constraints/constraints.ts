import type { CheckFunction, Constraint, RuleOptions } from "./constraint.ts";
import { invalidConstraint } from "./invalid-constraint.ts";
import { check } from "./rules/check.ts";
import { doesNotMatch } from "./rules/does-not-match.ts";
import { isJson } from "./rules/is-json.ts";
import { matches } from "./rules/matches.ts";
import { maxCharacters } from "./rules/max-characters.ts";
import { maxWords } from "./rules/max-words.ts";
import { minCharacters } from "./rules/min-characters.ts";
import { minWords } from "./rules/min-words.ts";
import { mustMention, type MustMentionOptions } from "./rules/must-mention.ts";
import { mustNotMention, type MustNotMentionOptions } from "./rules/must-not-mention.ts";

export const constraintsMarker: symbol = Symbol.for("assay.constraints");

/**
 * A set of named rules over a text, for `toSatisfyConstraints`. It never changes: each method returns a new set with one more
 * rule. Every method throws `CONSTRAINT_INVALID` for a wrong argument or a name that is already taken.
 */
export class Constraints {
  /** What the set is called in reports. */
  readonly name: string | undefined;
  readonly rules: readonly Constraint[];

  constructor(name: string | undefined, rules: readonly Constraint[]) {
    this.name = name;
    this.rules = Object.freeze([...rules]);
    Object.defineProperty(this, constraintsMarker, { value: true });
  }

  /** At least `limit` words; a word is a run of non-space characters with a letter or digit in it. */
  minWords(limit: number, options?: RuleOptions): Constraints {
    return this.with(minWords(limit, options));
  }

  /** At most `limit` words; a word is a run of non-space characters with a letter or digit in it. */
  maxWords(limit: number, options?: RuleOptions): Constraints {
    return this.with(maxWords(limit, options));
  }

  /** At least `limit` characters, counted as Unicode code points. */
  minCharacters(limit: number, options?: RuleOptions): Constraints {
    return this.with(minCharacters(limit, options));
  }

  /** At most `limit` characters, counted as Unicode code points. */
  maxCharacters(limit: number, options?: RuleOptions): Constraints {
    return this.with(maxCharacters(limit, options));
  }

  /** Mentions every term as a whole word, in any case; `atLeast: 1` makes the terms alternatives. */
  mustMention(name: string, terms: readonly string[], options?: MustMentionOptions): Constraints {
    return this.with(mustMention(name, terms, options));
  }

  /** Mentions none of the terms as a whole word, in any case. */
  mustNotMention(name: string, terms: readonly string[], options?: MustNotMentionOptions): Constraints {
    return this.with(mustNotMention(name, terms, options));
  }

  /** Matches `pattern` somewhere. A pattern that takes longer than 250 ms is an error of the rule. */
  matches(name: string, pattern: RegExp, options?: RuleOptions): Constraints {
    return this.with(matches(name, pattern, options));
  }

  /** Matches `pattern` nowhere. A pattern that takes longer than 250 ms is an error of the rule. */
  doesNotMatch(name: string, pattern: RegExp, options?: RuleOptions): Constraints {
    return this.with(doesNotMatch(name, pattern, options));
  }

  /** The whole text is JSON; a code fence around it is not. */
  isJson(options?: RuleOptions): Constraints {
    return this.with(isJson(options));
  }

  /** A rule of your own: returns `true`, `false` or `{ pass, reason }`, at once. One that throws is an error, not a verdict. */
  check(name: string, evaluate: CheckFunction, options?: RuleOptions): Constraints {
    return this.with(check(name, evaluate, options));
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
  with(rule: Constraint): Constraints {
    if (typeof rule.id !== "string" || rule.id.trim() === "") {
      throw invalidConstraint(String(rule.id), "the name of a rule must be a text that is not blank");
    }
    if (this.rules.some(({ id }) => id === rule.id)) {
      throw invalidConstraint(
        rule.id,
        "the set has a rule of that name already; names tell the rules apart in reports",
      );
    }
    const added: Constraint = {
      id: rule.id,
      advisory: rule.advisory === true,
      evaluate: (text) => rule.evaluate(text),
    };
    return new Constraints(this.name, [...this.rules, Object.freeze(added)]);
  }
}

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
  return new Constraints(name, []);
}
