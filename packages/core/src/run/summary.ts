import type { JsonValue } from "../dataset/json-value.ts";
import type { SourceLocation } from "../errors/eval-error.ts";
import type { Verdict } from "../judges/verdict.ts";
import type { Interval } from "../statistics/interval.ts";
import type { GateReasonCode } from "./gate-reason-code.ts";
import type { CutText, EndCause } from "./journal-line.ts";
import type { CaseStatus, Outcome } from "./outcome.ts";
import type { JournalProblem } from "./read-journal.ts";
import type { RunFilter } from "./run-manifest.ts";
import type { FailedFile } from "./run-facts.ts";
import type { RecordingsSummary } from "./recordings-summary.ts";
import type { PartitionSettings, TrialRule } from "./run-settings.ts";
import type { RunnerInfo, RunnerOfFiles } from "./runner-info.ts";
import type { RuledScore } from "./score-rule.ts";
import type { SummaryTables } from "./summary-tables.ts";

export type { GateReasonCode };

export type GateVerdict = "pass" | "fail" | "inconclusive";

export interface GateReason {
  readonly code: GateReasonCode;
  /** What the reason does to the verdict; a `note` does nothing. */
  readonly effect: "fail" | "inconclusive" | "note";
  /** Holds names from the tests and the dataset: untrusted text. */
  readonly message: string;
}

export interface Gate {
  readonly verdict: GateVerdict;
  readonly reasons: readonly GateReason[];
}

/** `declared` = `pass` + `fail` + `inconclusive` + `error` + `notRun`, always. */
export interface Counts {
  readonly declared: number;
  readonly pass: number;
  readonly fail: number;
  /** Of `fail`: cases in which the application under test threw. */
  readonly erroredOutput: number;
  readonly inconclusive: number;
  readonly error: number;
  readonly notRun: number;
  /** `pass` / `declared`, from 0 to 1. */
  readonly passRate: number;
}

/** How the cases of a partition did over their trials; only where some case has more than one. */
export interface TrialsSummary {
  /** The most trials that a case was given. */
  readonly trials: number;
  readonly rule: string;
  readonly stablePass: number;
  readonly flaky: number;
  readonly stableFail: number;
  /** Cases of which a trial is without a verdict; a case that never ran is in none of the four. */
  readonly error: number;
  /** The cases behind the figures below: those that have a verdict in every trial that ran whatever the others said. */
  readonly cases: number;
  /**
   * `passAtK[i]`: mean over cases of the unbiased chance that at least one of i + 1 trials passes. Ends at the last k that is
   * observed in every case, whatever its verdicts were: 2 for a majority of 3 that stops early.
   */
  readonly passAtK: readonly number[];
  /** `passHatK[i]`: mean over cases of the unbiased chance that all of i + 1 trials pass; as long as it is observed. */
  readonly passHatK: readonly number[];
  /** Of single trials; the standard error and the interval count cases, because the trials of a case are a cluster. */
  readonly trialPassRate?: {
    readonly rate: number;
    readonly standardError: number;
    readonly interval: Interval;
  };
  /** `more trials` while the noise of trials outweighs the differences between cases. */
  readonly advice?: "more cases" | "more trials";
}

export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** Tokens of judges and of the application under test, kept apart; each absent where nobody reported any. */
export interface TokenTotals {
  /** Of every verdict: retries of the test, all trials and repeated checks included. */
  readonly judge?: TokenCount;
  /** As the application recorded them, of every execution. */
  readonly application?: TokenCount;
}

export interface PartitionSummary extends Counts {
  /** The pass rate without any retry, from 0 to 1. */
  readonly firstAttemptPassRate: number;
  /** Of the pass rate. */
  readonly interval: Interval;
  /** The pass rate that the gate asks for, from 0 to 1. */
  readonly threshold: number;
  readonly verdict: GateVerdict;
  /** "true rate >= low at level": the exact one-sided lower bound of the pass rate (Clopper-Pearson). */
  readonly claim?: { readonly low: number; readonly level: number };
  readonly trials?: TrialsSummary;
  /** `true`: the gate reports it and never fails by it. */
  readonly advisory?: boolean;
  /** What the gate asks of it, as configured; absent where that is a pass rate and nothing else. */
  readonly settings?: PartitionSettings;
  /** From the first start to the last end, in milliseconds. */
  readonly wallMs?: number;
  /** Of the whole case, judges included, over the cases that ran; absent when none did. */
  readonly latencyMs?: { readonly p50: number; readonly p95: number };
  /**
   * What the judges cost: of every verdict, retries and all trials included, and of answers that no verdict came of (a panel
   * that lacks votes); absent unless all of them have a cost. A call that failed has none.
   */
  readonly costUsd?: number;
  /** As far as servers and application report them; absent where nobody does. */
  readonly tokens?: TokenTotals;
}

/** How often one matcher gave which outcome; advisory and repeated checks included. */
export interface CheckSummary {
  readonly name: string;
  readonly subject?: string;
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
  readonly error: number;
}

/** A check of a case, as far as reports need it; the journal has the whole verdict. */
export interface CaseCheck {
  readonly name: string;
  readonly subject?: string;
  readonly outcome: Outcome;
  readonly negated: boolean;
  readonly advisory: boolean;
  readonly score?: number;
  readonly reason?: string;
  readonly rubric?: Verdict["rubric"];
  /** The model that answered. */
  readonly model?: string;
  readonly promptVersion?: string;
  /** Of everything that decides how the judge judges, see `Verdict`. */
  readonly judgeHash?: string;
  /** When the reply, or the oldest of several, was recorded that decided in the place of the model: ISO 8601 in UTC. */
  readonly recordedAt?: string;
  /** From 0; absent where the case has one trial only. */
  readonly trial?: number;
  /** Where the matcher was called; of checks that did not pass. */
  readonly location?: SourceLocation;
}

/** The scores of one check of one case over its trials. */
export interface CaseScore {
  readonly name: string;
  readonly subject?: string;
  readonly mean: number;
  readonly median: number;
  /** How many trials have a score. */
  readonly trials: number;
}

/** What an `EndCause` cannot say because nothing ended. */
export type CaseCause = EndCause | "worker-died" | "never-started" | "excluded";

export interface SummaryCase {
  readonly id: string;
  readonly partition: string;
  /** The runner's project, where there are several. */
  readonly project?: string;
  readonly file: string;
  readonly test: string;
  readonly status: CaseStatus;
  readonly cause?: CaseCause;
  readonly reason?: string;
  /** What the status would be without any retry. */
  readonly firstStatus: CaseStatus;
  /** Passed, but not at once: after a retry, or after its worker died and ran the file again. */
  readonly recovered: boolean;
  /** The most attempts that a trial took. */
  readonly attempts: number;
  /** How often the counted attempt was executed: more than 1 where a runner ran a crashed file again. */
  readonly executions: number;
  /** How many trials ran. */
  readonly trials: number;
  /**
   * Of each trial, in order; absent where the case has one trial only. Trials that could not change the verdict any more did
   * not run and are left out; one that was lost while it mattered is `error`.
   */
  readonly trialStatuses?: readonly CaseStatus[];
  /** How many trials the case was given, where that is more than one. */
  readonly plannedTrials?: number;
  /** What they must do for the case to pass. */
  readonly trialRule?: TrialRule;
  /** All trials run, also those that cannot change the verdict any more. */
  readonly allTrials?: boolean;
  /**
   * What the trials that ran say together; absent where the case has one trial only, or did not run. `error`: a trial is
   * without a verdict, and those that have one agree.
   */
  readonly stability?: "stable-pass" | "flaky" | "stable-fail" | "error";
  /** What the rule `mean` or `median` makes of every score that something was asked of; absent under any other rule. */
  readonly ruledScores?: readonly RuledScore[];
  /** Of every check with a score, over the trials; absent where the case has one trial only. */
  readonly scores?: readonly CaseScore[];
  readonly checks: readonly CaseCheck[];
  /** Passed, and no check ran: no matcher of Assay and no assertion of the runner's own, as far as that is known. */
  readonly unchecked?: true;
  /** Mean over the trials; 0 when the case never ended. */
  readonly durationMs: number;
  /**
   * What the judges cost: of every verdict, retries and all trials included, and of answers that no verdict came of (a panel
   * that lacks votes); absent unless all of them have a cost. A call that failed has none.
   */
  readonly costUsd?: number;
  /** Judges answered, what they took has no price, and no verdict among the checks tells: none came of it, or it does not count. */
  readonly unpriced?: true;
  readonly tokens?: TokenTotals;
  readonly dimensions: { readonly [dimension: string]: JsonValue };
  readonly tags: readonly string[];
  /** Of input and expected value; empty for a plain test. */
  readonly fingerprint: string;
  /** The case's row in its dataset; the file relative to the root of the run, with forward slashes. */
  readonly location?: SourceLocation;
  /** Where the test threw; of cases that did not pass. */
  readonly failedAt?: SourceLocation;
  /** Input, expected value and output are kept for cases that did not pass. */
  readonly input?: CutText;
  readonly expected?: CutText;
  readonly output?: CutText;
}

/** `summary.json`: counts, rates and the gate of one run, computed from its journal. */
export interface Summary extends SummaryTables {
  readonly schema: "assay.summary/1";
  readonly runId: string;
  readonly startedAt: string;
  readonly runner: RunnerInfo;
  readonly sealed: boolean;
  readonly interrupted: boolean;
  readonly filter: RunFilter;
  readonly onlyMode: boolean;
  readonly shard?: { readonly index: number; readonly count: number };
  /** Of a run merged from several runners: which of them ran which test files. */
  readonly runners?: readonly RunnerOfFiles[];
  /** The runs that were merged into this one. */
  readonly mergedFrom?: readonly string[];
  /** What is known to be missing: shards that nobody merged, `shard 3 of 4`, and shares of a suite that splits its own cases. */
  readonly missingShards?: readonly string[];
  /** Test files of the suite that no given shard ran, as far as the runners told. */
  readonly missingFiles?: readonly string[];
  readonly stopReason?: string;
  readonly failedFiles: readonly FailedFile[];
  readonly unhandledErrors: readonly string[];
  readonly journal: { readonly torn: number; readonly problems: readonly JournalProblem[] };
  readonly gate: Gate;
  /** From the first start of a case to the last end, in milliseconds; absent when none ran. */
  readonly wallMs?: number;
  /** Absent where no reply was replayed. */
  readonly recordings?: RecordingsSummary;
  readonly partitions: { readonly [name: string]: PartitionSummary };
  readonly dimensions: { readonly [dimension: string]: { readonly [value: string]: Counts } };
  readonly checks: readonly CheckSummary[];
  /** By project, file, test and id, in code-unit order. */
  readonly cases: readonly SummaryCase[];
}
