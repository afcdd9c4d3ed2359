import type { CheckFunction } from "./constraint.ts";
import { constraints, type Constraints } from "./constraints.ts";
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

/** Terms, alone or with the rule's options. */
export type Terms<Options> = readonly string[] | (Options & { readonly terms: readonly string[] });

/** Rules as a plain object. Named rules are objects from the rule's name to what it wants. */
export interface ConstraintRules {
  readonly minWords?: number;
  readonly maxWords?: number;
  readonly minCharacters?: number;
  readonly maxCharacters?: number;
  readonly mustMention?: { readonly [name: string]: Terms<MustMentionOptions> };
  readonly mustNotMention?: { readonly [name: string]: Terms<MustNotMentionOptions> };
  readonly matches?: { readonly [name: string]: RegExp };
  readonly doesNotMatch?: { readonly [name: string]: RegExp };
  readonly isJson?: true;
  readonly check?: { readonly [name: string]: CheckFunction };
  /** Names of those rules above that are recorded but never decide. */
  readonly advisory?: readonly string[];
}

/**
 * The rules of a plain object as a set, in the order of its keys.
 *
 * @throws EvalError `CONSTRAINT_INVALID` for an unknown key, a wrong value, or a rule without one: a rule is never dropped.
 */
export function constraintsFrom(rules: ConstraintRules): Constraints {
  const { advisory = [], ...wanted } = rules;
  let set = constraints();
  for (const [kind, value] of Object.entries(wanted)) {
    if (!Object.hasOwn(readers, kind)) {
      throw invalidConstraint(
        kind,
        `there is no such rule; known are ${Object.keys(readers).join(", ")} and advisory`,
      );
    }
    if (value === undefined) throw invalidConstraint(kind, "its value is undefined");
    const read = readers[kind as keyof typeof readers] as (value: unknown) => readonly Rule[];
    for (const rule of read(value))
      set = set.with(advisory.includes(rule.id) ? { ...rule, advisory: true } : rule);
  }
  const unknown = advisory.find((id) => !set.rules.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw invalidConstraint(unknown, "it is listed as advisory, but there is no such rule");
  return set;
}

type Rule = Constraints["rules"][number];

const readers: {
  readonly [Kind in Exclude<keyof ConstraintRules, "advisory">]-?: (
    value: NonNullable<ConstraintRules[Kind]>,
  ) => readonly Rule[];
} = {
  minWords: (limit) => [minWords(limit)],
  maxWords: (limit) => [maxWords(limit)],
  minCharacters: (limit) => [minCharacters(limit)],
  maxCharacters: (limit) => [maxCharacters(limit)],
  mustMention: (named) =>
    entriesOf("mustMention", named).map(([name, value]) =>
      mustMention(name, termsOf(value), optionsOf(value)),
    ),
  mustNotMention: (named) =>
    entriesOf("mustNotMention", named).map(([name, value]) =>
      mustNotMention(name, termsOf(value), optionsOf(value)),
    ),
  matches: (named) => entriesOf("matches", named).map(([name, pattern]) => matches(name, pattern)),
  doesNotMatch: (named) =>
    entriesOf("doesNotMatch", named).map(([name, pattern]) => doesNotMatch(name, pattern)),
  isJson(wanted) {
    if (wanted !== true) throw invalidConstraint("isJson", `expected true, got ${String(wanted)}`);
    return [isJson()];
  },
  check: (named) => entriesOf("check", named).map(([name, evaluate]) => check(name, evaluate)),
};

function entriesOf<T>(kind: string, named: { readonly [name: string]: T }): [string, T][] {
  const isNamed = typeof named === "object" && named !== null && !Array.isArray(named);
  if (!isNamed || Object.keys(named).length === 0) {
    throw invalidConstraint(
      kind,
      `expected an object from the rule's name to its value, such as { ${kind}: { "my rule": ... } }`,
    );
  }
  return Object.entries(named);
}

function termsOf<Options>(value: Terms<Options>): readonly string[] {
  return isList(value) ? value : value.terms;
}

function optionsOf<Options extends object>(value: Terms<Options>): Options | undefined {
  return isList(value) ? undefined : value;
}

function isList<Options>(value: Terms<Options>): value is readonly string[] {
  return Array.isArray(value);
}
