import {
  constraintsFrom,
  type AsyncConstraintRules,
  type ConstraintRules,
} from "../constraints/constraint-rules.ts";
import type { AsyncConstraints, Constraints } from "../constraints/constraints.ts";
import {
  evaluateConstraints,
  evaluateConstraintsAsync,
  type RuleResult,
} from "../constraints/evaluate-constraints.ts";
import { isConstraints } from "../constraints/is-constraints.ts";
import { invalidConstraint } from "../constraints/invalid-constraint.ts";
import { EvalError } from "../errors/eval-error.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { checkOptions } from "./argument-error.ts";
import { defineAsyncMatcher, defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedText } from "./received-text.ts";

export interface SatisfyConstraintsOptions {
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

type Rules = Constraints | ConstraintRules;
type AsyncRules = AsyncConstraints | AsyncConstraintRules;
type Arguments = [rules: Rules | AsyncRules, options?: SatisfyConstraintsOptions];

/** One name for both: which of the two it is, the rules say, to the compiler as well as here. */
export const toSatisfyConstraints: Matcher<Arguments, MatcherResult | Promise<MatcherResult>> = function (
  received,
  ...args
) {
  const matcher: Matcher<Arguments, MatcherResult | Promise<MatcherResult>> = answersLater(args[0])
    ? later
    : atOnce;
  return matcher.call(this, received, ...args);
};

const name = "toSatisfyConstraints";

const atOnce: Matcher<Arguments, MatcherResult> = defineMatcher(name, (received, rules, options = {}) => {
  const set = toConstraints(rules);
  const text = receivedText(name, received);
  return { ...evaluate(text, evaluateConstraints(set, text)), ...shared(set, options) };
});

const later: Matcher<Arguments, Promise<MatcherResult>> = defineAsyncMatcher(
  name,
  async (received, rules, options = {}) => {
    const set = toConstraints(rules);
    const text = receivedText(name, received);
    return { ...evaluate(text, await evaluateConstraintsAsync(set, text)), ...shared(set, options) };
  },
);

function answersLater(rules: unknown): boolean {
  if (typeof rules !== "object" || rules === null) return false;
  return isConstraints(rules) ? rules.asynchronous : Object.hasOwn(rules, "checkAsync");
}

function shared(
  set: Constraints<boolean>,
  options: SatisfyConstraintsOptions,
): Pick<Evaluation, "subject" | "advisory"> {
  checkOptions(name, options, ["advisory"]);
  return { ...(set.name !== undefined && { subject: set.name }), advisory: options.advisory === true };
}

function toConstraints(rules: unknown): Constraints<boolean> {
  if (typeof rules !== "object" || rules === null || Array.isArray(rules)) {
    throw new EvalError(
      `Failed to evaluate "toSatisfyConstraints": expected constraints() or an object of rules, got ${describeKind(rules)}. Write toSatisfyConstraints({ maxWords: 200 }), say.`,
      { code: "MATCHER_ARGUMENT" },
    );
  }
  const set: Constraints<boolean> = isConstraints(rules) ? rules : constraintsFrom(rules as ConstraintRules);
  if (set.rules.length === 0) throw invalidConstraint(set.name ?? "constraints", "the set has no rule");
  return set;
}

function evaluate(text: string, results: readonly RuleResult[]): Evaluation {
  const deciding = results.filter((result) => !result.advisory);
  const broken = deciding.filter((result) => result.outcome === "fail");
  const thrown = deciding.find((result) => result.outcome === "error");
  return {
    // A broken rule decides, whatever a rule that threw would have said.
    pass: broken.length === 0,
    ...(broken.length === 0 && thrown !== undefined && { error: constraintThrew(thrown) }),
    reason: summarize(results, broken),
    details: { rules: results.map(({ cause: _, ...result }) => ({ ...result })) },
    sections: () => [["received", text], ...sectionsOf(results)],
  };
}

function constraintThrew({ id, reason, cause }: RuleResult): EvalError {
  return new EvalError(
    `Failed to evaluate constraint "${id}": ${encodeTerminal(reason.replace(/\.$/, ""))}. This is an error of the rule, not a verdict on the text; correct the rule.`,
    { code: "CONSTRAINT_THREW", cause, outcome: "error" },
  );
}

function summarize(results: readonly RuleResult[], broken: readonly RuleResult[]): string {
  const threw = results.filter((result) => result.outcome === "error");
  const advisory = results.filter((result) => result.advisory && result.outcome === "fail");
  const parts = [
    broken.length === 0
      ? `${results.filter((result) => result.outcome === "pass").length} of ${results.length} rules hold`
      : `${broken.length} of ${results.length} rules broken: ${list(broken)}`,
    ...(threw.length === 0 ? [] : [`without a verdict: ${list(threw)}`]),
    ...(advisory.length === 0 ? [] : [`advisory, broken: ${list(advisory)}`]),
  ];
  return parts.join("; ");
}

function list(results: readonly RuleResult[]): string {
  return results.map(({ id, reason }) => `${id} (${reason})`).join(", ");
}

function sectionsOf(results: readonly RuleResult[]): Section[] {
  const groups: readonly [string, (result: RuleResult) => boolean][] = [
    ["broken", (result) => !result.advisory && result.outcome === "fail"],
    ["threw", (result) => result.outcome === "error"],
    ["advisory", (result) => result.advisory && result.outcome === "fail"],
    ["kept", (result) => result.outcome === "pass"],
  ];
  return groups.flatMap(([label, belongs]): Section[] => {
    const lines = results.filter(belongs).map(({ id, reason }) => `${id}: ${reason}`);
    return lines.length === 0 ? [] : [[label, lines.join("\n")]];
  });
}
