import type { Usage } from "../trace/trace.ts";
import type { CheckRecord, CutText, TraceSummary } from "./journal-line.ts";
import { openCaseDetails } from "./open-case-details.ts";
import type { CaseStatus } from "./outcome.ts";
import type { CaseCause, SummaryCase } from "./summary.ts";

/** One attempt of a trial, with everything that the journal recorded of it. */
export interface AttemptDetails {
  /** From 0. */
  readonly attempt: number;
  /** Whether the trial's status comes from it. */
  readonly counted: boolean;
  readonly status: CaseStatus;
  readonly cause?: CaseCause;
  readonly reason?: string;
  readonly durationMs?: number;
  readonly input?: CutText;
  readonly expected?: CutText;
  readonly output?: CutText;
  readonly usage?: Usage;
  readonly trace?: TraceSummary;
  readonly checks: readonly CheckRecord[];
}

export interface TrialDetails {
  /** From 0. */
  readonly trial: number;
  readonly attempts: readonly AttemptDetails[];
}

/** What the journal says of one case, trial by trial. */
export interface CaseDetails {
  readonly trials: readonly TrialDetails[];
}

export interface ReadCaseDetailsOptions {
  /** Of one text, in UTF-16 units. Default 4000: what a journal keeps of an input or an output. */
  readonly maxLength?: number;
  /** Of all texts together, in UTF-16 units. Default 48 Mi. */
  readonly maxTotal?: number;
}

export interface CaseDetailsReading {
  /** In the order of the cases that were asked for; `undefined` where the bound on all texts left a case out. */
  readonly cases: readonly (CaseDetails | undefined)[];
  /** How many texts are shorter than they were. */
  readonly cutTexts: number;
  readonly omittedCases: number;
}

/**
 * What the journal of the run in `directory` says of each of `cases` (those of its summary), in bounded memory: texts are cut,
 * and where all of them together are too long, the details of the last cases that passed are left out first.
 *
 * @example
 * ```ts
 * const summary = summarizeRun(directory);
 * const details = readCaseDetails(directory, summary.cases);
 * details.cases[0]?.trials[0]?.attempts[0]?.output?.text;
 * ```
 */
export function readCaseDetails(
  directory: string,
  cases: readonly SummaryCase[],
  options: ReadCaseDetailsOptions = {},
): CaseDetailsReading {
  const { cases: found, cutTexts, omittedCases } = openCaseDetails(directory, cases, options);
  return { cases: found.slice(), cutTexts, omittedCases };
}
