import type { Comparison } from "../../run/comparison.ts";
import type { AttemptDetails, TrialDetails } from "../../run/read-case-details.ts";
import type { CheckRecord, CutText } from "../../run/journal-line.ts";
import type {
  CheckSummary,
  Counts,
  Gate,
  GateVerdict,
  PartitionSummary,
  Summary,
  SummaryCase,
} from "../../run/summary.ts";
import type { ReportTable } from "../report-table.ts";

/** What the page of an HTML report shows at once. All texts are untrusted. */
export interface PageData {
  readonly run: PageRun;
  readonly gate: Gate;
  readonly partitions: { readonly [name: string]: PartitionSummary };
  readonly dimensions: { readonly [dimension: string]: { readonly [value: string]: Counts } };
  readonly checks: readonly CheckSummary[];
  readonly tables: readonly ReportTable[];
  readonly cases: readonly PageCase[];
  /** How many cases share one data block of details. */
  readonly blockSize: number;
  readonly comparison?: PageComparison;
  /** Oldest first; the last one is the run itself. */
  readonly history?: readonly HistoryPoint[];
  /** What the report leaves out. */
  readonly notes: readonly string[];
}

export type PageRun = Pick<
  Summary,
  | "runId"
  | "startedAt"
  | "runner"
  | "sealed"
  | "interrupted"
  | "shard"
  | "mergedFrom"
  | "failedFiles"
  | "unhandledErrors"
>;

/** A line of the list; its details are in a block of their own. */
export interface PageCase extends Pick<
  SummaryCase,
  | "id"
  | "partition"
  | "project"
  | "file"
  | "test"
  | "status"
  | "cause"
  | "durationMs"
  | "costUsd"
  | "location"
  | "stability"
  | "trialStatuses"
  | "unchecked"
> {
  /** Of project, file, test and id: the same in every run, for links. */
  readonly key: string;
  /** Why it did not pass, in one text. */
  readonly why?: string;
  readonly dimensions: { readonly [dimension: string]: string };
  readonly tags: readonly string[];
  /** Indexes of `PageData.checks`, each once. */
  readonly checks: readonly number[];
  /** Those of `checks` that did not pass. */
  readonly missed: readonly number[];
  readonly recovered?: true;
  /** What the rule `mean` or `median` makes of the scores, a line per check. */
  readonly ruled?: readonly string[];
  /** The status in the base of the comparison, where it was another. */
  readonly was?: string;
  readonly reproduce: string;
}

/** The details of one case; absent where the report leaves them out. */
export interface PageDetails {
  readonly trials: readonly PageTrial[];
}

export interface PageTrial extends Omit<TrialDetails, "attempts"> {
  readonly attempts: readonly PageAttempt[];
}

export type PageAttempt = AttemptDetails;
export type PageCheck = CheckRecord;
export type PageText = CutText;

export interface PageComparison extends Comparison {
  /** Keys of the cases' pages, by the position of the change in its list. */
  readonly keys: {
    readonly newlyFailing: readonly (string | null)[];
    readonly newlyPassing: readonly (string | null)[];
    readonly otherChanges: readonly (string | null)[];
  };
}

/** One run in the history chart. */
export interface HistoryPoint {
  readonly runId: string;
  readonly startedAt: string;
  readonly verdict: GateVerdict;
  readonly partitions: {
    readonly [name: string]: Pick<
      PartitionSummary,
      "declared" | "pass" | "fail" | "passRate" | "interval" | "claim" | "threshold" | "verdict"
    >;
  };
}
