import type { ComparisonVerdict } from "../statistics/comparison-verdict.ts";
import type { Interval } from "../statistics/interval.ts";
import type { CaseStatus } from "./outcome.ts";
import type { GateVerdict } from "./summary.ts";

/** One side of a comparison: a run or a baseline. */
export interface ComparedRun {
  readonly runId: string;
  readonly startedAt: string;
  /** Whole days from `startedAt` to the start of the other side; 0 for the head. */
  readonly ageDays: number;
  readonly sealed: boolean;
}

/** A case on both sides whose status is another one. */
export interface CaseChange {
  readonly id: string;
  readonly partition: string;
  readonly project?: string;
  readonly file: string;
  readonly test: string;
  readonly base: CaseStatus;
  readonly head: CaseStatus;
  /** Of the head. Untrusted text. */
  readonly reason?: string;
}

/** A difference, head minus base, over what both sides decided. */
export interface Difference {
  /** Cases that are paired, or of both sides together where `unpaired`. */
  readonly cases: number;
  readonly base: number;
  readonly head: number;
  readonly difference: number;
  readonly interval: Interval;
  /** Two-sided. */
  readonly p: number;
  readonly method: string;
  readonly verdict: ComparisonVerdict;
  /** How many paired cases would decide it, where it is inconclusive or short of data. */
  readonly needed?: number;
}

export interface PartitionComparison extends Difference {
  readonly newlyFailing: number;
  readonly newlyPassing: number;
  /** Cases that one side has no verdict for. */
  readonly undecided: number;
  readonly notComparable: number;
}

export interface ScoreComparison extends Difference {
  readonly partition: string;
  /** The matcher. */
  readonly check: string;
  readonly subject?: string;
}

/** What changed underneath, so that a change of the outcome says nothing. */
export interface NotComparable {
  readonly kind: "rubric" | "judge" | "prompt" | "row" | "config";
  /** Holds names from the tests: untrusted text. */
  readonly message: string;
  /** Ids of the cases that are left out. */
  readonly cases: readonly string[];
}

/** Something that could still hide a regression; a code never changes its meaning. */
export interface OpenQuestion {
  /** `run`: a side is not a whole run. `unproven`: a drop that matters, and may be chance. */
  readonly code: "run" | "nothing-compared" | "undecided" | "not-comparable" | "removed" | "unproven";
  /** Holds names from the tests: untrusted text. */
  readonly message: string;
}

/** What changed from a base to a head, case by case and in sum. */
export interface Comparison {
  readonly schema: "assay.comparison/1";
  readonly base: ComparedRun;
  readonly head: ComparedRun;
  /** `regression` when a case of golden or regression newly fails, or a partition or score regresses. */
  readonly verdict: ComparisonVerdict;
  /** `fail` for a regression; `inconclusive` where `open` says what has to be known first; else `pass`. */
  readonly decision: GateVerdict;
  /** Why it cannot be said that nothing got worse. */
  readonly open: readonly OpenQuestion[];
  /** Whether cases were paired by id; else both sides are compared as independent samples. */
  readonly paired: boolean;
  readonly partitions: { readonly [name: string]: PartitionComparison };
  readonly scores: readonly ScoreComparison[];
  readonly newlyFailing: readonly CaseChange[];
  readonly newlyPassing: readonly CaseChange[];
  /** From or to a status that is no verdict. */
  readonly otherChanges: readonly CaseChange[];
  /** Ids of cases that only the head, or only the base, has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly notComparable: readonly NotComparable[];
}
