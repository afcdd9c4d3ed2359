import { countedAttempt } from "./counted-attempt.ts";
import { AttemptFold, type AttemptResult, type FoldedEnd, type FoldedLine } from "./fold-attempt.ts";
import type { AttemptDetails, CaseDetails } from "./read-case-details.ts";

/** A line of a case's journal, and which attempt it is of. */
export interface PlacedLine {
  readonly line: FoldedLine;
  readonly file: string;
  readonly trial: number;
  readonly attempt: number;
}

/** What the lines of a case say of it, trial by trial. */
export function foldCaseDetails(lines: readonly PlacedLine[], partition: string): CaseDetails {
  const trials = new Map<number, { attempt: number; result: AttemptResult }[]>();
  for (const { trial, attempt, fold } of foldAttempts(lines)) {
    const attempts = trials.get(trial) ?? [];
    attempts.push({ attempt, result: fold.release() });
    trials.set(trial, attempts);
  }
  return {
    trials: [...trials].map(([trial, attempts]) => {
      const counted = countedAttempt(
        attempts.map(({ result }) => result),
        partition,
      );
      return {
        trial,
        attempts: attempts.map(({ attempt, result }) => toDetails(attempt, result, result === counted)),
      };
    }),
  };
}

interface PlacedFold {
  readonly trial: number;
  readonly attempt: number;
  readonly fold: AttemptFold;
}

function foldAttempts(lines: readonly PlacedLine[]): readonly PlacedFold[] {
  const folds: PlacedFold[] = [];
  for (const { line, file, trial, attempt } of lines) {
    let known = folds.find((one) => one.trial === trial && one.attempt === attempt);
    if (known === undefined) folds.push((known = { trial, attempt, fold: new AttemptFold() }));
    known.fold.add(line, file);
  }
  return folds.sort((a, b) => a.trial - b.trial || a.attempt - b.attempt);
}

function toDetails(
  attempt: number,
  { status, cause, reason, end, checks }: AttemptResult,
  counted: boolean,
): AttemptDetails {
  return {
    attempt,
    counted,
    status,
    ...(cause !== undefined && { cause }),
    ...(reason !== undefined && { reason }),
    ...(end !== undefined && recordedOf(end)),
    checks,
  };
}

function recordedOf({
  durationMs,
  input,
  expected,
  output,
  usage,
  trace,
}: FoldedEnd): Partial<AttemptDetails> {
  return {
    durationMs,
    ...(input !== undefined && { input }),
    ...(expected !== undefined && { expected }),
    ...(output !== undefined && { output }),
    ...(usage !== undefined && { usage }),
    ...(trace !== undefined && { trace }),
  };
}
