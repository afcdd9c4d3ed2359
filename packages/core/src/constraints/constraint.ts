/** What one rule found in a text. */
export interface RuleFinding {
  readonly pass: boolean;
  /** One line: why it passed or failed. */
  readonly reason: string;
}

export interface RuleOptions {
  /** The rule is evaluated and recorded, but never decides. */
  readonly advisory?: boolean;
}

/** One named rule over a text. */
export interface Constraint {
  /** Unique in its set: the rule's name, or the method's where a rule has no name. */
  readonly id: string;
  readonly advisory: boolean;
  /** May throw: that is an error of this rule and no verdict. */
  readonly evaluate: CheckFunction;
}

/** A rule of the user's own: `true` or `false`, or these with a reason. */
export type CheckFunction = (text: string) => boolean | { readonly pass: boolean; readonly reason?: string };
