import type { AsyncCheckFunction, CheckFunction } from "./constraint.ts";
import { constraints, type AsyncConstraints, type Constraints } from "./constraints.ts";
import { invalidConstraint } from "./invalid-constraint.ts";
import { ruleReaders } from "./rule-readers.ts";
import type { EdgeOptions } from "./rules/edge-rule.ts";
import type { InLanguageOptions } from "./rules/in-language.ts";
import type { IsSqlOptions } from "./rules/is-sql.ts";
import type { MustMentionOptions } from "./rules/must-mention.ts";
import type { MustNotMentionOptions } from "./rules/must-not-mention.ts";
import type { NoPiiOptions } from "./rules/no-pii.ts";
import type { OnlyLinksToOptions } from "./rules/only-links-to.ts";
import type { TokenOptions } from "./rules/token-rule.ts";
import type { Schema } from "./schema.ts";

/** Terms, alone or with the rule's options. */
export type Terms<Options> = readonly string[] | (Options & { readonly terms: readonly string[] });

/** Rules as a plain object. Named rules are objects from the rule's name to what it wants. */
export interface ConstraintRules {
  readonly minWords?: number;
  readonly maxWords?: number;
  readonly minCharacters?: number;
  readonly maxCharacters?: number;
  readonly minSentences?: number;
  readonly maxSentences?: number;
  readonly minTokens?: number | (TokenOptions & { readonly limit: number });
  readonly maxTokens?: number | (TokenOptions & { readonly limit: number });
  readonly startsWith?: string | Terms<EdgeOptions>;
  readonly endsWith?: string | Terms<EdgeOptions>;
  readonly mustMention?: { readonly [name: string]: Terms<MustMentionOptions> };
  readonly mustNotMention?: { readonly [name: string]: Terms<MustNotMentionOptions> };
  readonly matches?: { readonly [name: string]: RegExp };
  readonly doesNotMatch?: { readonly [name: string]: RegExp };
  readonly isJson?: true;
  readonly matchesSchema?: { readonly [name: string]: Schema };
  readonly isSql?: true | IsSqlOptions;
  readonly inLanguage?: string | (InLanguageOptions & { readonly code: string });
  readonly minReadingEase?: number;
  readonly maxReadingGrade?: number;
  readonly onlyLinksTo?: readonly string[] | (OnlyLinksToOptions & { readonly hosts: readonly string[] });
  readonly onlyQuotesFrom?: readonly string[];
  readonly noPii?: true | NoPiiOptions;
  readonly check?: { readonly [name: string]: CheckFunction };
  /** Names of those rules above that are recorded but never decide. */
  readonly advisory?: readonly string[];
}

/** Rules as a plain object, some of which answer later. */
export interface AsyncConstraintRules extends ConstraintRules {
  readonly checkAsync: { readonly [name: string]: AsyncCheckFunction };
}

/**
 * The rules of a plain object as a set, in the order of its keys.
 *
 * @throws EvalError `CONSTRAINT_INVALID` for an unknown key, a wrong value, or a rule without one: a rule is never dropped.
 */
export function constraintsFrom(rules: AsyncConstraintRules): AsyncConstraints;
export function constraintsFrom(rules: ConstraintRules): Constraints;
export function constraintsFrom(rules: ConstraintRules | AsyncConstraintRules): Constraints<boolean> {
  const { advisory = [], ...wanted } = rules;
  if (!Array.isArray(advisory)) {
    throw invalidConstraint("advisory", 'expected a list of the names of rules, such as ["maxWords"]');
  }
  let set: Constraints<boolean> = constraints();
  for (const [kind, value] of Object.entries(wanted)) {
    for (const rule of readRules(kind, value)) {
      const added = advisory.includes(rule.id) ? { ...rule, advisory: true } : rule;
      set =
        added.asynchronous === true
          ? set.checkAsync(added.id, added.evaluate, { advisory: added.advisory })
          : set.with(added);
    }
  }
  const unknown = advisory.find((id) => !set.rules.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw invalidConstraint(unknown, "it is listed as advisory, but there is no such rule");
  return set;
}

function readRules(kind: string, value: unknown): Constraints<boolean>["rules"] {
  if (!Object.hasOwn(ruleReaders, kind)) {
    throw invalidConstraint(
      kind,
      `there is no such rule; known are ${Object.keys(ruleReaders).join(", ")} and advisory`,
    );
  }
  if (value === undefined) throw invalidConstraint(kind, "its value is undefined");
  const read = ruleReaders[kind as keyof typeof ruleReaders] as (
    value: unknown,
  ) => Constraints<boolean>["rules"];
  return read(value);
}
