import type { Verdict } from "../../judges/verdict.ts";
import type { FileDigest } from "../../dataset/dataset-source.ts";
import type { CaseStatus } from "../outcome.ts";

/** What judged a check: two verdicts of different judges cannot be compared. */
export interface BaselineJudge {
  readonly rubric: Verdict["rubric"];
  /** The model that answered; absent where a rule decided without one. */
  readonly model?: string;
  readonly promptVersion?: string;
  /** Of everything that decides how the judge judges, see `Verdict`. */
  readonly judgeHash?: string;
}

/** What one matcher said of a case, over all of its trials. */
export interface BaselineCheck {
  /** The matcher. */
  readonly name: string;
  readonly subject?: string;
  /** It cannot fail its case. */
  readonly advisory?: true;
  /** Mean over the trials, from 0 to 1. Absent where the matcher has none, and for a negated one. */
  readonly score?: number;
  /** Names of `Baseline.judges`, sorted. */
  readonly judges?: readonly string[];
}

export interface BaselineCase {
  readonly id: string;
  readonly project?: string;
  readonly file: string;
  readonly test: string;
  readonly partition: string;
  /** Of input and expected value; empty for a plain test. */
  readonly fingerprint: string;
  readonly status: CaseStatus;
  /** What the trials of a case with several had to do: `majority of 3`. */
  readonly trials?: string;
  /** Only those with a score or a judge. */
  readonly checks?: readonly BaselineCheck[];
}

export interface BaselinePartition {
  /** The share that must pass. */
  readonly threshold: number;
}

/** `assay.baseline.json`: what a later run is compared with. Belongs under version control. */
export interface Baseline {
  readonly schema: "assay.baseline/1";
  readonly runId: string;
  /** When the run started. */
  readonly startedAt: string;
  readonly runner: { readonly name: string; readonly version: string };
  /** Whether the run came to its end. */
  readonly sealed: boolean;
  /** What speaks against the run, where it was forced to become a baseline all the same. */
  readonly forced?: readonly string[];
  readonly datasets: readonly FileDigest[];
  readonly partitions: { readonly [name: string]: BaselinePartition };
  readonly judges: { readonly [name: string]: BaselineJudge };
  /** By project, file, test and id, in code-unit order. */
  readonly cases: readonly BaselineCase[];
}
