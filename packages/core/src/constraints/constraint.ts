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
  /** Absent: a rule answers at once. */
  readonly asynchronous?: false;
  /** May throw: that is an error of this rule and no verdict. */
  readonly evaluate: CheckFunction;
}

/** One named rule over a text that answers later. */
export interface AsyncConstraint {
  readonly id: string;
  readonly advisory: boolean;
  readonly asynchronous: true;
  /** May throw or reject: that is an error of this rule and no verdict. */
  readonly evaluate: AsyncCheckFunction;
}

type CheckAnswer = boolean | { readonly pass: boolean; readonly reason?: string };

/** A rule of the user's own: `true` or `false`, or these with a reason. */
export type CheckFunction = (text: string) => CheckAnswer;

/** A rule of the user's own that answers later. */
export type AsyncCheckFunction = (text: string) => PromiseLike<CheckAnswer>;
