import { countedAttempt } from "./counted-attempt.ts";
import type { AttemptFold, AttemptResult } from "./fold-attempt.ts";
import { worstStatus, type CaseStatus } from "./outcome.ts";
import type { ScoreRule } from "./run-settings.ts";
import { decideByScores, explainScores, isScoreRule, statusOfUndecided } from "./score-rule.ts";
import { decideTrials, type TrialPlan } from "./trial-rule.ts";

/** One attempt of one trial, as the journal has it. */
export interface FoldedAttempt {
  readonly trial: number;
  readonly attempt: number;
  readonly fold: AttemptFold;
}

/** A trial of the attempt that counts. */
export interface TrialResult {
  /** From 0. */
  readonly trial: number;
  readonly result: AttemptResult;
}

/** What the trials of a case say together. */
export interface FoldedTrials {
  readonly status: CaseStatus;
  /** What the status would be without any retry. */
  readonly firstStatus: CaseStatus;
  /** Of the attempts that count, in order: every trial that ran, and those that were lost while they still mattered. */
  readonly trials: readonly TrialResult[];
  /** What stands for the case: the result of the first trial with its status. */
  readonly told: AttemptResult;
  readonly attempts: number;
  /** Whether anything was tried more than once. */
  readonly again: boolean;
}

/** Folds the attempts of a case that started. Without a plan, every trial has to pass (a runner that repeats tests). */
export function foldTrials(
  attempts: readonly FoldedAttempt[],
  plan: TrialPlan | undefined,
  partition: string,
): FoldedTrials {
  const count = plan?.trials ?? 1;
  const [only] = attempts;
  if (attempts.length === 1 && only !== undefined && count === 1) return foldOnly(only);
  const repeats = [...groupBy(attempts, ({ trial }) => Math.floor(trial / count))]
    .sort(([a], [b]) => a - b)
    .map(([repeat, members]) => foldRepeat(members, plan, repeat * count, partition));
  const status = worstStatus(repeats.map(({ counted }) => counted.status));
  const worst = repeats.find(({ counted }) => counted.status === status) as FoldedRepeat;
  return {
    status,
    firstStatus: worstStatus(repeats.map(({ first }) => first.status)),
    trials: repeats.flatMap(({ counted }) => counted.trials),
    told: worst.counted.told,
    attempts: Math.max(...repeats.map((repeat) => repeat.attempts)),
    again: repeats.some(
      ({ first, counted }) => first !== counted || counted.trials.some(({ result }) => result.executions > 1),
    ),
  };
}

/** What nearly all cases are: one attempt of one trial, which nothing can outweigh. */
function foldOnly({ trial, fold }: FoldedAttempt): FoldedTrials {
  const result = fold.result();
  const { status, executions } = result;
  return {
    status,
    firstStatus: status,
    trials: [{ trial, result }],
    told: result,
    attempts: 1,
    again: executions > 1,
  };
}

/** One attempt of the whole test: all trials of the plan. */
interface JudgedAttempt {
  readonly status: CaseStatus;
  readonly told: AttemptResult;
  readonly trials: readonly TrialResult[];
}

interface FoldedRepeat {
  readonly counted: JudgedAttempt;
  readonly first: JudgedAttempt;
  readonly attempts: number;
}

function foldRepeat(
  members: readonly FoldedAttempt[],
  plan: TrialPlan | undefined,
  offset: number,
  partition: string,
): FoldedRepeat {
  const judged = [...groupBy(members, ({ attempt }) => attempt)]
    .sort(([a], [b]) => a - b)
    .map(([, folds]) => judgeAttempt(folds, plan ?? onePlan, offset));
  const first = judged[0] as JudgedAttempt;
  return { counted: countedAttempt(judged, partition) ?? first, first, attempts: judged.length };
}

const onePlan: TrialPlan = { trials: 1, rule: "all", stopEarly: true };

function judgeAttempt(folds: readonly FoldedAttempt[], plan: TrialPlan, offset: number): JudgedAttempt {
  if (plan.trials === 1) {
    const { fold, trial } = folds[0] as FoldedAttempt;
    const result = fold.result();
    return { status: result.status, told: result, trials: [{ trial, result }] };
  }
  const byTrial = folds.toSorted((a, b) => a.trial - b.trial);
  // What the runner says of the test is about all of its trials.
  const reports = byTrial.flatMap(({ fold }) => fold.report() ?? []);
  const ran = byTrial.filter(({ fold }) => fold.started);
  if (ran.length === 0) return ofReport(reports, offset);
  const judged = judgeTrials(
    ran.map(({ fold, trial }) => ({ trial, result: fold.ownResult() })),
    plan,
    offset,
  );
  const against = reports.find(({ status }) => status !== "pass" && status !== "not-run");
  if (judged.status !== "pass" || against === undefined) return judged;
  return { ...judged, status: against.status, told: against };
}

/** The test failed before its first trial could start. */
function ofReport(reports: readonly AttemptResult[], offset: number): JudgedAttempt {
  const status = worstStatus(reports.map((report) => report.status));
  const told = reports.find((report) => report.status === status) as AttemptResult;
  return { status, told, trials: [{ trial: offset, result: told }] };
}

function judgeTrials(ran: readonly TrialResult[], plan: TrialPlan, offset: number): JudgedAttempt {
  if (isScoreRule(plan.rule)) return judgeScores(ran, plan, plan.rule, offset);
  const decided = decideTrials(
    plan,
    ran.map(({ result }) => result.status),
  );
  if (decided !== "undecided") {
    const told = ran.find(({ result }) => result.status === decided) as TrialResult;
    return { status: decided, told: told.result, trials: ran };
  }
  const trials = withLost(ran, plan.trials, offset);
  const status = worstStatus(
    trials.map(({ result }) => result.status).filter((one) => one !== "pass" && one !== "fail"),
  );
  const told = trials.find(({ result }) => result.status === status) as TrialResult;
  return { status, told: told.result, trials };
}

/** By the scores of all trials: none of them is left out, because each counts in the mean. */
function judgeScores(
  ran: readonly TrialResult[],
  { trials: count }: TrialPlan,
  rule: ScoreRule,
  offset: number,
): JudgedAttempt {
  const trials = withLost(ran, count, offset);
  const results = trials.map(({ result }) => result);
  const decided = decideByScores(rule, count, results);
  const status = decided === "undecided" ? statusOfUndecided(results.map((one) => one.status)) : decided;
  const told = results.find((result) => result.status === status) ?? (results[0] as AttemptResult);
  const short = explainScores(rule, count, results);
  // What left the case open says more than how open it is.
  const isTold = told.status === status && status !== "fail";
  if (status === "pass" || isTold || short.length === 0) return { status, told, trials };
  const cause = status === "fail" ? "check" : "no-verdict";
  return { status, told: { ...told, status, cause, reason: short.join("; ") }, trials };
}

/** The trials that should have run and have left no trace, in their places. */
function withLost(ran: readonly TrialResult[], count: number, offset: number): TrialResult[] {
  const stopped = ran.find(({ result }) => result.status === "not-run")?.result;
  const lost: AttemptResult =
    stopped === undefined
      ? {
          status: "error",
          cause: "worker-died",
          reason: "no end was recorded: the process was stopped or killed before this trial",
          checks: [],
          executions: 0,
        }
      : { ...stopped, checks: [], executions: 0 };
  return Array.from({ length: count }, (_, index) => {
    const trial = offset + index;
    return ran.find((one) => one.trial === trial) ?? { trial, result: lost };
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
