import { EvalError } from "../errors/eval-error.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import type { CaseContext } from "./case-context.ts";
import type { CaseStatus } from "./outcome.ts";
import { runCase, type CaseResult, type RunCaseOptions } from "./run-case.ts";
import {
  decideByScores,
  explainScores,
  isScoreRule,
  statusOfUndecided,
  type ScoredTrial,
} from "./score-rule.ts";
import { decideTrials, describeRule, type TrialPlan } from "./trial-rule.ts";

export interface RunTrialsOptions extends RunCaseOptions {
  readonly plan: TrialPlan;
  /** Which run of the whole test this is, where the runner repeats it; from 0. */
  readonly repeat: number;
}

/** Makes the context of one trial and what runs in it. */
export type MakeTrial = (trial: number) => {
  readonly context: CaseContext;
  readonly body: () => unknown;
};

/**
 * Runs the trials of one case one after the other, each with its own time limit, until the rule is decided or all have
 * run. Never throws for what a body did.
 */
export async function runTrials(options: RunTrialsOptions, makeTrial: MakeTrial): Promise<CaseResult> {
  const { plan, repeat, ...caseOptions } = options;
  const first = repeat * plan.trials;
  const results: TrialOutcome[] = [];
  let id = "";
  for (let index = 0; index < plan.trials; index++) {
    const { context, body } = makeTrial(first + index);
    id = context.key.case;
    context.rulesScores = plan.trials > 1 && isScoreRule(plan.rule);
    const result = await runTrial(context, caseOptions, body);
    results.push({ ...result, checks: context.checks });
    // Skipped or stopped: the test is over, and the trials that are left are not run either.
    if (result.status === "not-run") break;
    if (isOver(plan, results)) break;
  }
  if (results.length > 1 || plan.trials > 1) return joinTrials(id, plan, results);
  const { checks: _checks, ...result } = results[0] as TrialOutcome;
  return result;
}

type TrialOutcome = CaseResult & Pick<ScoredTrial, "checks">;

/** Under a rule about scores never before the last trial: each of them counts in the mean. */
function isOver(plan: TrialPlan, results: readonly TrialOutcome[]): boolean {
  if (!plan.stopEarly || isScoreRule(plan.rule)) return false;
  const statuses = results.map(({ status }) => status);
  return decideTrials(plan, statuses) !== "undecided";
}

function runTrial(context: CaseContext, options: RunCaseOptions, body: () => unknown): Promise<CaseResult> {
  // The signal of a cancelled run has fired already and tells nobody a second time.
  if (options.runnerSignal?.aborted !== true || context.trial === 0) return runCase(context, options, body);
  const reason = "the run was cancelled";
  context.end({ status: "not-run", cause: "stopped", reason, durationMs: 0 });
  const error = new EvalError(`Not run: ${reason}.`, { code: "RUN_STOPPED", outcome: "error" });
  return Promise.resolve({
    status: "not-run",
    cause: "stopped",
    reason,
    error,
    authoring: false,
    output: undefined,
    durationMs: 0,
  });
}

/** The result of the case, from those of its trials. */
function joinTrials(id: string, plan: TrialPlan, results: readonly TrialOutcome[]): CaseResult {
  const status = judgeTrials(plan, results);
  const { checks: _checks, ...told } =
    results.find((result) => result.status === status) ?? (results[0] as TrialOutcome);
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const output = results.at(-1)?.output;
  // A test that is wrong shows itself whatever the rule makes of it.
  const wrong = results.find(({ authoring }) => authoring);
  if (wrong !== undefined) {
    const { checks: _, ...shown } = wrong;
    return { ...shown, output, durationMs };
  }
  if (status === "pass") {
    return {
      status,
      cause: undefined,
      reason: undefined,
      error: undefined,
      authoring: false,
      output,
      durationMs,
    };
  }
  // The runner's own way to skip a test, and the end of a stopped run, have to reach it as they are.
  if (status === "not-run") return { ...told, output, durationMs };
  const reason = explainTrials(plan, results);
  const error = new EvalError(`Failed to pass case "${id}": ${encodeTerminal(reason)}`, {
    code: "TRIALS_MISSED",
    cause: told.error,
    outcome: status,
  });
  pointAt(error, told.error);
  const cause = told.status === status ? told.cause : status === "fail" ? "check" : "no-verdict";
  return { status, cause, reason, error, authoring: false, output, durationMs };
}

function judgeTrials(plan: TrialPlan, results: readonly TrialOutcome[]): CaseStatus {
  const statuses = results.map(({ status }) => status);
  const decided = isScoreRule(plan.rule)
    ? decideByScores(plan.rule, plan.trials, results)
    : decideTrials(plan, statuses);
  return decided === "undecided" ? statusOfUndecided(statuses) : decided;
}

const words = { fail: "failed", inconclusive: "gave no verdict", error: "ended in an error" } as const;

/** `2 of 3 trials failed; 2 of 3 must pass`, or what the scores are, then the reason of each. */
function explainTrials(plan: TrialPlan, results: readonly TrialOutcome[]): string {
  const counts = (["fail", "inconclusive", "error"] as const).flatMap((status) => {
    const missed = results.filter((result) => result.status === status).length;
    return missed === 0 ? [] : [`${missed} of ${plan.trials} trials ${words[status]}`];
  });
  const reasons = results.flatMap(({ status, reason }, index) =>
    status === "pass" ? [] : [`  trial ${index + 1}: ${headOf(reason ?? status).replaceAll("\n", "\n    ")}`],
  );
  const scores = isScoreRule(plan.rule) ? explainScores(plan.rule, plan.trials, results) : [];
  const told =
    scores.length > 0 ? scores.join("; ") : `${counts.join(", ")}; ${describeRule(plan)} must pass`;
  return [told, ...reasons].join("\n");
}

/** What a message says before its details: those of the first trial that missed are in the cause, all of them on record. */
function headOf(reason: string): string {
  return reason.split("\n\n", 1)[0] ?? "";
}

/** Runners show the code around an error's innermost frame: that has to be where the trial missed, and not here. */
function pointAt(error: EvalError, cause: unknown): void {
  const stack = cause instanceof Error && typeof cause.stack === "string" ? cause.stack : "";
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
}
