import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";
import type { CaseStatus } from "./outcome.ts";
import { partitionSettings, type RunSettings, type TrialRule } from "./run-settings.ts";
import { isScoreRule } from "./score-rule.ts";

/** How often a case runs, and what its trials must do for it to pass. */
export interface TrialPlan {
  readonly trials: number;
  readonly rule: TrialRule;
  /** Whether trials that cannot change the verdict any more are left out. */
  readonly stopEarly: boolean;
}

/** What may be said of trials: beside a suite, or for a partition. */
export interface TrialOptions {
  readonly trials?: number;
  readonly rule?: TrialRule;
  readonly stopEarly?: boolean;
}

/** More is a mistake of unit rather than a plan. */
export const mostTrials = 1_000;

/** Follows the name of the setting. A text as it is: the first number that is written in a language's own way takes 15 ms. */
export const trialsMust = "must be a whole number from 1 to 1,000";

/**
 * How many of `trials` must pass. More than half for `majority`: 2 of 3, and 3 of 4, since half is no majority. Under a rule
 * about scores the same holds for everything but the scores.
 */
export function neededPasses(trials: number, rule: TrialRule): number {
  if (rule === "all") return trials;
  if (rule === "any") return 1;
  if (rule === "majority" || isScoreRule(rule)) return Math.floor(trials / 2) + 1;
  // 0.7 * 10 is 7.000000000000001 in floating point, and seven of ten are enough.
  return Math.max(1, Math.ceil(rule.atLeast * trials - 1e-9));
}

/**
 * What trials that have ended say of their case: `undecided` while those without a verdict, or yet to run, could still tip
 * it. A trial without a verdict stays among the `trials`.
 */
export function decideTrials(
  { trials, rule }: Pick<TrialPlan, "trials" | "rule">,
  statuses: readonly CaseStatus[],
): "pass" | "fail" | "undecided" {
  const needed = neededPasses(trials, rule);
  if (count(statuses, "pass") >= needed) return "pass";
  return trials - count(statuses, "fail") < needed ? "fail" : "undecided";
}

/** How many trials run whatever their verdicts are: what figures that must not depend on the verdicts are made of. */
export function certainTrials({ trials, rule, stopEarly }: TrialPlan): number {
  if (!stopEarly || isScoreRule(rule)) return trials;
  const needed = neededPasses(trials, rule);
  return Math.min(needed, trials - needed + 1);
}

/** `2 of 3`, `all 3`, `1 of 3`: what must pass. */
export function describeRule({ trials, rule }: Pick<TrialPlan, "trials" | "rule">): string {
  const needed = neededPasses(trials, rule);
  return needed === trials ? `all ${trials}` : `${needed} of ${trials}`;
}

/** A rule by its name: `majority`, `all`, `any`, `at least 0.8`. */
export function ruleName(rule: TrialRule): string {
  return typeof rule === "string" ? rule : `at least ${rule.atLeast}`;
}

/** What a case's declaration says of its trials. */
export function declaredTrials({ trials, rule, stopEarly }: TrialPlan): TrialOptions {
  return trials === 1 ? {} : { trials, rule, ...(!stopEarly && { stopEarly }) };
}

/** What is wrong with `options`, as the end of a sentence; `undefined` when nothing is. */
export function trialMistake({ trials, rule, stopEarly }: TrialOptions): string | undefined {
  if (trials !== undefined && !(Number.isInteger(trials) && trials >= 1 && trials <= mostTrials))
    return `trials ${trialsMust}, got ${showValue(trials)}`;
  if (rule !== undefined && !isTrialRule(rule)) return `rule ${trialRuleMust}, got ${showValue(rule)}`;
  if (stopEarly !== undefined && typeof stopEarly !== "boolean")
    return `stopEarly must be true or false, got ${showValue(stopEarly)}`;
  return undefined;
}

/** Follows the name of the setting. */
export const trialRuleMust =
  'must be "majority", "all", "any", "mean", "median" or { atLeast: 0.8 } with a share above 0 and up to 1';

export function isTrialRule(rule: unknown): rule is TrialRule {
  if (typeof rule === "string") return ruleNames.has(rule);
  if (typeof rule !== "object" || rule === null || Object.keys(rule).length !== 1) return false;
  const { atLeast } = rule as { readonly atLeast?: unknown };
  return typeof atLeast === "number" && atLeast > 0 && atLeast <= 1;
}

const ruleNames: ReadonlySet<string> = new Set(["majority", "all", "any", "mean", "median"]);

/** Whether `rule` asks for less than a majority: a lucky trial would hide a break. */
export function isLooseRule(rule: TrialRule): boolean {
  return rule === "any" || (typeof rule === "object" && rule.atLeast <= 0.5);
}

/**
 * The plan of a case in `partition`: what `options` say goes before what the configuration says.
 *
 * @throws EvalError (TRIALS_INVALID) for options that say nothing sensible, or a rule that would let a partition pass that
 * always blocks.
 */
export function planTrials(
  name: string,
  settings: RunSettings,
  partition: string,
  options: TrialOptions,
): TrialPlan {
  const mistake = trialMistake(options);
  if (mistake !== undefined) throw invalid(name, `${mistake}. Correct the option`);
  const configured = partitionSettings(settings, partition);
  const { trials = 1, rule = "majority", stopEarly = true } = { ...configured, ...known(options) };
  if (trials > 1 && blockingPartitions.has(partition) && isLooseRule(rule)) {
    throw invalid(
      name,
      `the rule ${JSON.stringify(rule)} is too loose for partition "${partition}", whose misses always block. Use "majority", "all" or a share above 0.5, or move the cases to a partition of their own`,
    );
  }
  return { trials, rule, stopEarly };
}

/** Without fields that are there and undefined. */
function known({ trials, rule, stopEarly }: TrialOptions): TrialOptions {
  return {
    ...(trials !== undefined && { trials }),
    ...(rule !== undefined && { rule }),
    ...(stopEarly !== undefined && { stopEarly }),
  };
}

function invalid(name: string, problem: string): EvalError {
  return new EvalError(`Failed to define evals "${showName(name)}": ${problem}.`, { code: "TRIALS_INVALID" });
}

/** Partitions whose misses block whatever a configuration says. */
export const blockingPartitions: ReadonlySet<string> = new Set(["golden", "regression"]);

function count(statuses: readonly CaseStatus[], status: CaseStatus): number {
  return statuses.filter((one) => one === status).length;
}
