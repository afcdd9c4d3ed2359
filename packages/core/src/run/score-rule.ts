import { percentile } from "../statistics/percentile.ts";
import { boundedVerdict } from "./bounded-verdict.ts";
import type { CheckRecord } from "./journal-line.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import { worstStatus, type CaseStatus } from "./outcome.ts";
import type { ScoreRule, TrialRule } from "./run-settings.ts";
import type { ScoreThreshold } from "./score-threshold.ts";

/** Of a trial, what a rule about scores looks at. */
export interface ScoredTrial {
  readonly status: CaseStatus;
  readonly cause?: string | undefined;
  readonly checks: readonly CheckRecord[];
}

/** One check of a case, by the mean or the median of its scores over the trials. */
export interface RuledScore {
  readonly name: string;
  readonly subject?: string;
  /** What the mean or median is if every missing score is the worst one, and the best one: the same where none is missing. */
  readonly low: number;
  readonly high: number;
  readonly min: number;
  /** How many trials have a score. */
  readonly trials: number;
  readonly verdict: TrialDecision;
}

export type TrialDecision = "pass" | "fail" | "undecided";

export function isScoreRule(rule: TrialRule): rule is ScoreRule {
  return rule === "mean" || rule === "median";
}

type RuledCheck = CheckRecord & { readonly threshold: ScoreThreshold };

/** Whether a check counts by its score: it has one, and what was asked of it. A negated, polled or advisory one does not. */
export function hasRuledScore(check: CheckRecord): check is RuledCheck {
  const { threshold, negated, advisory, polled, outcome } = check;
  if (threshold === undefined || negated || advisory || polled === true) return false;
  return (outcome === "pass" || outcome === "fail") && Number.isFinite(threshold.value);
}

/**
 * What the scores of `count` trials say, check by check. Several of one check in a trial count as the lowest of them: each of
 * them would have to pass. A trial without a score does not shrink their number.
 */
export function ruledScores(
  rule: ScoreRule,
  count: number,
  trials: readonly Pick<ScoredTrial, "checks">[],
): RuledScore[] {
  const groups = new Map<string, RuledCheck[]>();
  for (const lowest of trials.flatMap(({ checks }) => [...lowestByKey(checks)])) {
    const [key, check] = lowest;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, checks]) => ruledScore(rule, count, checks as [RuledCheck, ...RuledCheck[]]));
}

function lowestByKey(checks: readonly CheckRecord[]): Map<string, RuledCheck> {
  const lowest = new Map<string, RuledCheck>();
  for (const check of checks.filter(hasRuledScore)) {
    const key = JSON.stringify([check.name, check.subject ?? "", check.threshold.min]);
    const known = lowest.get(key);
    if (known === undefined || check.threshold.value < known.threshold.value) lowest.set(key, check);
  }
  return lowest;
}

function ruledScore(
  rule: ScoreRule,
  count: number,
  checks: readonly [RuledCheck, ...RuledCheck[]],
): RuledScore {
  const [{ name, subject, threshold }] = checks;
  const { min, lowest, highest } = threshold;
  const known = checks.map((check) => check.threshold.value);
  const missing = Math.max(0, count - known.length);
  const fill = (value: number): number =>
    reduce(rule, [...known, ...Array.from({ length: missing }, () => value)]);
  const [low, high] = [fill(lowest), fill(highest)];
  const verdict = reaches(low, min) ? "pass" : reaches(high, min) ? "undecided" : "fail";
  return { name, ...(subject !== undefined && { subject }), low, high, min, trials: known.length, verdict };
}

/** A mean of three times 0.7 is 0.6999999999999998 in floating point. */
function reaches(value: number, min: number): boolean {
  return value >= min - 1e-9;
}

/** Sorted before it is summed: the order of trials must not show in the last digit. */
function reduce(rule: ScoreRule, values: readonly number[]): number {
  if (rule === "median") return percentile(values, 0.5) ?? Number.NaN;
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;
}

/** What a trial says when its scores are left to the rule: a miss of nothing but scores is a pass here. */
export function statusWithoutScores({ status, cause, checks }: ScoredTrial): CaseStatus {
  if (status !== "fail" || cause !== "check") return status;
  const missed = lastOfPolls(checks).filter(({ outcome, advisory }) => outcome === "fail" && !advisory);
  return missed.length > 0 && missed.every(hasRuledScore) ? "pass" : status;
}

/**
 * Every score's mean or median has to reach what was asked of it, and a majority of the trials has to pass in everything else.
 * `undecided` while what is missing could still tip it.
 */
export function decideByScores(
  rule: ScoreRule,
  count: number,
  trials: readonly ScoredTrial[],
): TrialDecision {
  const statuses = trials.map(statusWithoutScores);
  const pass = statuses.filter((status) => status === "pass").length;
  const fail = statuses.filter((status) => status === "fail").length;
  const needed = Math.floor(count / 2) + 1;
  const others = boundedVerdict({ declared: count, pass, fail }, needed / count);
  const verdicts = ruledScores(rule, count, trials).map(({ verdict }) => verdict);
  if (others === "fail" || verdicts.includes("fail")) return "fail";
  return others === "pass" && verdicts.every((verdict) => verdict === "pass") ? "pass" : "undecided";
}

/** What a case is that its trials leave open: what left it open, else there are too few scores. */
export function statusOfUndecided(statuses: readonly CaseStatus[]): CaseStatus {
  const open = statuses.filter((status) => status !== "pass" && status !== "fail");
  return open.length === 0 ? "inconclusive" : worstStatus(open);
}

/** What the scores that are short, or undecided, come to: `toScoreAtLeast (tone): mean 3.2 of 3 trials < 3.5`. */
export function explainScores(rule: ScoreRule, count: number, trials: readonly ScoredTrial[]): string[] {
  return ruledScores(rule, count, trials)
    .filter(({ verdict }) => verdict !== "pass")
    .map((score) => describeScore(rule, count, score));
}

/** `toScoreAtLeast (tone): mean 3.7 of 3 trials >= 3.5` */
export function describeScore(rule: ScoreRule, count: number, score: RuledScore): string {
  const { name, subject, low, high, min, trials, verdict } = score;
  const what = subject === undefined ? name : `${name} (${subject})`;
  const value = low === high ? show(low) : `${show(low)} to ${show(high)}`;
  const known = trials === count ? `of ${count} trials` : `(${trials} of ${count} trials have a score)`;
  const relation = verdict === "undecided" ? "is not decided against" : verdict === "pass" ? ">=" : "<";
  return `${what}: ${rule} ${value} ${known} ${relation} ${show(min)}`;
}

function show(value: number): string {
  return String(Number(value.toFixed(4)));
}
