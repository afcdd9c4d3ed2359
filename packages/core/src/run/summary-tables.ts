import type { Interval } from "../statistics/interval.ts";

/** How one expected tool fared. The case is the unit: of several trials or calls the worst counts. */
export interface ExpectedToolSummary {
  /** As the checks name it; may hold `*`. */
  readonly tool: string;
  /** Cases that expect the tool; `hit` + `calledOtherwise` + `instead` + `none`. */
  readonly cases: number;
  /** The expected call was made. */
  readonly hit: number;
  /** `hit` / `cases`, from 0 to 1. */
  readonly hitRate: number;
  readonly interval: Interval;
  /** The tool was called, but not as expected. */
  readonly calledOtherwise: number;
  /** Another tool was called, one that the case does not expect: how often, by its name. */
  readonly instead: { readonly [tool: string]: number };
  /** Nothing was called that the case does not expect. */
  readonly none: number;
}

export interface ToolsSummary {
  /** Cases that expect a tool. */
  readonly cases: number;
  /** By name. */
  readonly expected: readonly ExpectedToolSummary[];
  /** Tools that the application has and no case expects, with the cases that call them all the same. */
  readonly unexpected: readonly { readonly tool: string; readonly calledIn: number }[];
}

/** The mean of one figure over cases; of several checks or trials of a case their mean counts. */
export interface MeanSummary {
  readonly cases: number;
  /** From 0 to 1. */
  readonly mean: number;
  /** Student's t over the cases, cut to 0 and 1; Wilson's where all values are equal, or there is only one. */
  readonly interval: Interval;
}

export interface ClassSummary {
  readonly label: string;
  /** Cases of this class. */
  readonly support: number;
  /** Absent when the class was never predicted. */
  readonly precision?: number;
  /** Absent when no case is of this class. */
  readonly recall?: number;
  /** Absent when both are. */
  readonly f1?: number;
}

/** One classifier: expected against predicted labels. */
export interface ClassificationSummary {
  /** As the checks name it; empty where they name none. */
  readonly group: string;
  /** Labels that were judged: one per case and check; where trials differ, a wrong one counts. */
  readonly total: number;
  readonly correct: number;
  /** Equals the micro F1: every item has one label. */
  readonly accuracy: number;
  readonly interval: Interval;
  readonly macroF1: number;
  readonly microF1: number;
  /** By name. */
  readonly classes: readonly ClassSummary[];
  /** `counts[i][j]`: items of class i that were predicted as class j. */
  readonly counts: readonly (readonly number[])[];
}

export interface FieldSummary {
  /** Indices are left out: `lines[].price`. */
  readonly path: string;
  /** Cases that have the field. */
  readonly cases: number;
  /** Cases in which every value of the field is right, in all trials. */
  readonly right: number;
  readonly accuracy: number;
  readonly interval: Interval;
}

export interface StructureSummary {
  /** The mean share of right fields per case. */
  readonly accuracy: MeanSummary;
  /** Over all fields of all cases. */
  readonly passed: number;
  readonly total: number;
  /** Cases with more fields than were recorded one by one: the figures per field leave some of theirs out. */
  readonly cut: number;
  /** By path. */
  readonly fields: readonly FieldSummary[];
}

/** Where runs broke: each trial with recorded steps is a run. */
export interface TransitionsSummary {
  readonly runs: number;
  /** Runs without a failing step. */
  readonly succeeded: number;
  /** In the order in which runs go through them. */
  readonly states: readonly string[];
  /** `counts[i][j]`: runs whose last successful step was state i and whose first failing step was state j. */
  readonly counts: readonly (readonly number[])[];
  /** Runs that failed in their first step, by state. */
  readonly failedFirst: readonly number[];
}

/** Tables of a summary; each is there only when cases have something for it. */
export interface SummaryTables extends CheckTables {
  /** The same tables of the cases with a dimension `variant`, by its value: no other table counts those cases. */
  readonly variants?: { readonly [variant: string]: CheckTables };
}

export interface CheckTables {
  readonly tools?: ToolsSummary;
  /** By partition and figure: `recall@5`, `ndcg`, `reciprocalRank`. */
  readonly retrieval?: { readonly [partition: string]: { readonly [figure: string]: MeanSummary } };
  /** By group. */
  readonly classification?: readonly ClassificationSummary[];
  readonly structure?: StructureSummary;
  readonly transitions?: TransitionsSummary;
  /** By judge and rubric. */
  readonly judges?: readonly JudgeSummary[];
}

/** Figures of one judge that lean one way for reasons that have nothing to do with the rubric. Of several trials of a case the first counts. */
export interface JudgeSummary {
  /** The models that were asked. */
  readonly judge: string;
  readonly rubric: string;
  readonly verdicts: number;
  readonly position?: PositionSummary;
  readonly length?: LengthSummary;
  readonly scores?: ScoresSummary;
  /** Verdicts on what a model of the judge's own family wrote, where the application says which models it asks. */
  readonly sameFamily: number;
  /** Verdicts of models that were not asked for, by the name that the server gave. */
  readonly replaced: { readonly [served: string]: number };
}

/** Of pairs that were judged in both orders. */
export interface PositionSummary {
  readonly pairs: number;
  /** Pairs of which both orders said the same. */
  readonly consistent: number;
  /** `consistent` / `pairs`. */
  readonly consistency: number;
  readonly consistencyInterval: Interval;
  /** Orders in which the text in first place was taken, of those in which one was. */
  readonly firstPicks: number;
  readonly picks: number;
  readonly firstRate?: number;
  readonly firstInterval?: Interval;
  /** Pairs of which both orders took the text in first place, and in second place. */
  readonly bothFirst: number;
  readonly bothSecond: number;
  /** Two-sided exact sign test of `bothFirst` against `bothSecond`. */
  readonly pValue: number;
}

/** Of pairs that have a winner and are not equally long. */
export interface LengthSummary {
  readonly pairs: number;
  readonly longer: number;
  /** `longer` / `pairs`. */
  readonly longerRate: number;
  readonly interval: Interval;
}

export interface ScoresSummary {
  readonly scored: number;
  /** Of score and length of the output, Spearman's; absent for fewer than 3 scores and where all are equal. */
  readonly lengthCorrelation?: number;
  /** Scores of several votes, and those of them whose votes are far apart. */
  readonly voted: number;
  readonly unstable: number;
}
