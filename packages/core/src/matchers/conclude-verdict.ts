import type { JsonValue } from "../dataset/json-value.ts";
import { EvalError, isEvalError } from "../errors/eval-error.ts";
import { votesOf } from "../judges/panel-error.ts";
import { spendOf, withSpend } from "../judges/spend.ts";
import type { Verdict } from "../judges/verdict.ts";
import { ModelError } from "../models/model-error.ts";
import { configureRecordings } from "../models/recordings/recording-settings.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import { stopReason, stopRun } from "../run/run-stop.ts";
import { workerState } from "../run/worker-state.ts";
import type { ScoreThreshold } from "../run/score-threshold.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import { cutVerdict, cutVotes } from "./cut-verdict.ts";
import { formatSections } from "./format-failure.ts";
import { verdictSections, voteSections } from "./verdict-sections.ts";

export interface ConcludeOptions {
  readonly subject: string;
  readonly advisory: boolean;
  /** Of the running case: in `golden` only the judge that was asked for may decide. */
  readonly partition?: string | undefined;
  /** What was judged, for the failure message. */
  readonly material: readonly Section[];
  /** Of a verdict that a score alone decides. */
  readonly threshold?: (verdict: Verdict) => ScoreThreshold | undefined;
}

/**
 * What a matcher returns for a judge's verdict. Without a usable one it is an error, so that `.not` cannot turn an outage
 * into a pass; an error that no case can escape stops the run, unless nothing depends on this judge.
 */
export async function concludeVerdict(
  judge: () => Promise<Verdict>,
  { subject, advisory, partition, material, threshold: thresholdOf }: ConcludeOptions,
): Promise<Evaluation> {
  let verdict: Verdict;
  await readyRecordings();
  try {
    goesOn();
    verdict = await judge();
  } catch (error) {
    if (!isEvalError(error) || error.outcome === undefined) throw error;
    if (error.scope === "run" && !advisory) stopRun(error.message);
    return { ...withoutAnswer(error, material), subject, advisory };
  }
  if (verdict.model.replaced === true && partition === "golden") verdict = withdrawn(verdict);
  if (verdict.outcome === "inconclusive") {
    return {
      ...withoutVerdict(subject, verdict, material),
      subject,
      verdict: cutVerdict(verdict),
      advisory,
    };
  }
  const threshold = thresholdOf?.(verdict);
  return {
    pass: verdict.outcome === "pass",
    subject,
    advisory,
    verdict: cutVerdict(verdict),
    reason: reasonOf(verdict),
    ...(verdict.score !== undefined && { score: verdict.score }),
    ...(threshold !== undefined && { threshold }),
    sections: () => [...material, ...verdictSections(verdict)],
  };
}

/**
 * A plain test starts in a stopped run too. Its judge is not asked: each test file may have a worker of its own, which would
 * find out by requests what is known.
 *
 * @throws ModelError that says why the run was stopped.
 */
function goesOn(): void {
  const reason = stopReason();
  if (reason !== undefined) throw new ModelError(reason, { code: "MODEL_FAILED", scope: "run" });
}

/** Where no reporter of ours hands the settings to the worker, those of the configuration hold all the same: a replay asks nobody. */
async function readyRecordings(): Promise<void> {
  const { run, root } = workerState();
  if (run !== undefined || readied === root) return;
  const { recordings = {} } = await (await import("../config/worker-config.ts")).workerConfig();
  configureRecordings({ ...recordings, root, warn: (text) => process.emitWarning(text) });
  readied = root;
}

let readied: string | undefined;

/** A golden case measures the application with one judge: another one's verdict is none. */
function withdrawn(verdict: Verdict): Verdict {
  const { asked, served = "" } = verdict.model;
  const critique = `${asked} was asked and ${served} answered: say so in the model's \`serves\` if that is the same, or name a version that the server keeps`;
  return { ...verdict, outcome: "inconclusive", inconclusiveClass: "other-model", critique };
}

/** No answer came; what other seats of a panel said is kept all the same. */
function withoutAnswer(error: EvalError, material: readonly Section[]): Evaluation {
  const votes = cutVotes(votesOf(error));
  if (votes.length === 0) return { error, pass: false, reason: error.message, sections: () => [] };
  const message = withSections(error.message, [...material, ...voteSections(votes)]);
  const told = new ModelError(message, { code: error.code, cause: error.cause });
  return {
    error: withSpend(told, spendOf(error)),
    pass: false,
    reason: error.message,
    details: { kind: "votes", votes: votes as unknown as JsonValue },
    sections: () => [],
  };
}

/** The error's first line is the reason on record; what was judged and how stands below it, as in a failure. */
function withoutVerdict(subject: string, verdict: Verdict, material: readonly Section[]): Evaluation {
  const reason = whyInconclusive(subject, verdict);
  const message = withSections(reason, [...material, ...verdictSections(verdict)]);
  const error = new EvalError(message, { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" });
  return { error, pass: false, reason, sections: () => [] };
}

function withSections(line: string, sections: readonly Section[]): string {
  return `${line}\n\n${formatSections(sections)}`;
}

const longestReason = 200;

function reasonOf({ outcome, critique: said, scores }: Verdict): string {
  const critique = scores === undefined ? said : `${Number(scores.value.toFixed(2))} of 5: ${said}`;
  const line = critique.replace(/\s+/g, " ").trim();
  const cut = line.length > longestReason ? `${line.slice(0, longestReason).toWellFormed()} ...` : line;
  return cut === "" ? `the judge's verdict is ${outcome}` : cut;
}

function whyInconclusive(subject: string, verdict: Verdict): string {
  const { inconclusiveClass = "unparsable" } = verdict;
  const why = `${inconclusiveClass}: ${reasonOf(verdict)}`;
  const neither = "This is neither a pass nor a fail";
  if (inconclusiveClass === "not-applicable")
    return encodeTerminal(
      `Failed to judge "${subject}": the judge does not apply (${why}). ${neither}; leave the matcher out of a case where there is nothing to compare.`,
    );
  const { asked, served } = verdict.model;
  const model = served === undefined || served === asked ? asked : `${asked} (served ${served})`;
  return encodeTerminal(
    `Failed to judge "${subject}": ${model} gave no usable verdict (${why}). ${neither}; run it again, or give the judge what it needs.`,
  );
}
