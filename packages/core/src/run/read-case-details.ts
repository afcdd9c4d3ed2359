import type { Usage } from "../trace/trace.ts";
import { countedAttempt } from "./counted-attempt.ts";
import { TextCutter } from "./cut-check.ts";
import { AttemptFold, type AttemptResult, type FoldedLine } from "./fold-attempt.ts";
import type {
  CaseKey,
  CheckRecord,
  CutText,
  DeclareEvent,
  JournalLine,
  TraceSummary,
} from "./journal-line.ts";
import type { CaseStatus } from "./outcome.ts";
import { readJournal } from "./read-journal.ts";
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
  { maxLength = 4_000, maxTotal = 48 * 1024 * 1024 }: ReadCaseDetailsOptions = {},
): CaseDetailsReading {
  const cutter = new TextCutter({ maxLength, maxItems: 200 });
  const kept = new KeptCases(cases, maxTotal);
  readJournal(directory, (line, file) => {
    if (line.kind === "declare") return;
    const [cuts, length] = [cutter.cut, cutter.kept];
    const cut = cutLine(line, cutter);
    kept.of(line)?.add(cut, {
      file,
      trial: line.trial,
      attempt: line.attempt,
      cuts: cutter.cut - cuts,
      size: cutter.kept - length + lineWeight,
    });
    kept.shrink();
  });
  return {
    cases: kept.all.map((one, index) => one?.details(cases[index]?.partition ?? "")),
    cutTexts: kept.all.reduce((sum, one) => sum + (one?.cuts ?? 0), 0),
    omittedCases: kept.omitted,
  };
}

/** What a line weighs beside its texts, roughly. */
const lineWeight = 300;

/** The cases whose details are kept: misses before passes, each in the order of the summary. */
class KeptCases {
  readonly all: (KeptCase | undefined)[];
  readonly #index: ReadonlyMap<string, number>;
  /** Indexes of `all`, the first to be kept first. */
  readonly #ranked: readonly number[];
  readonly #maxTotal: number;
  #limit: number;
  #total = 0;

  constructor(cases: readonly SummaryCase[], maxTotal: number) {
    this.all = cases.map(() => new KeptCase((size) => (this.#total += size)));
    this.#index = new Map(cases.map((one, index) => [keyOf({ ...one, case: one.id }), index]));
    const passed = (index: number): number => (cases[index]?.status === "pass" ? 1 : 0);
    this.#ranked = cases.map((_, index) => index).sort((a, b) => passed(a) - passed(b) || a - b);
    this.#maxTotal = maxTotal;
    this.#limit = cases.length;
  }

  get omitted(): number {
    return this.all.length - this.#limit;
  }

  of(key: CaseKey): KeptCase | undefined {
    return this.all[this.#index.get(keyOf(key)) ?? -1];
  }

  /** Sizes only grow: what is dropped here would be dropped whatever the order of the journal's lines. */
  shrink(): void {
    while (this.#total > this.#maxTotal && this.#limit > 0) {
      const index = this.#ranked[--this.#limit] as number;
      this.#total -= this.all[index]?.size ?? 0;
      this.all[index] = undefined;
    }
  }
}

interface LinePlace {
  readonly file: string;
  readonly trial: number;
  readonly attempt: number;
  /** How many texts of the line were cut. */
  readonly cuts: number;
  /** Of its texts, in UTF-16 units, and what every line weighs beside them. */
  readonly size: number;
}

class KeptCase {
  size = 0;
  cuts = 0;
  readonly #attempts: { readonly trial: number; readonly attempt: number; readonly fold: AttemptFold }[] = [];
  readonly #grow: (size: number) => void;

  constructor(grow: (size: number) => void) {
    this.#grow = grow;
  }

  add(line: FoldedLine, { file, trial, attempt, cuts, size }: LinePlace): void {
    this.cuts += cuts;
    let known = this.#attempts.find((one) => one.trial === trial && one.attempt === attempt);
    if (known === undefined) this.#attempts.push((known = { trial, attempt, fold: new AttemptFold() }));
    known.fold.add(line, file);
    this.size += size;
    this.#grow(size);
  }

  details(partition: string): CaseDetails {
    const trials = new Map<number, { attempt: number; result: AttemptResult }[]>();
    for (const { trial, attempt, fold } of this.#attempts.toSorted(
      (a, b) => a.trial - b.trial || a.attempt - b.attempt,
    )) {
      const attempts = trials.get(trial) ?? [];
      attempts.push({ attempt, result: fold.result() });
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
}

function toDetails(
  attempt: number,
  { status, cause, reason, end, checks }: AttemptResult,
  counted: boolean,
): AttemptDetails {
  const { durationMs, input, expected, output, usage, trace } = end ?? {};
  const known = { cause, reason, durationMs, input, expected, output, usage, trace };
  const defined = Object.entries(known).filter(([, value]) => value !== undefined);
  return { attempt, counted, status, ...(Object.fromEntries(defined) as Partial<AttemptDetails>), checks };
}

function cutLine(line: Exclude<JournalLine, DeclareEvent>, cutter: TextCutter): FoldedLine {
  if (line.kind === "start") return line;
  if (line.kind === "check") return { kind: "check", check: cutter.check(line.check) };
  const { reason, input, expected, output } = line;
  return {
    ...line,
    ...(reason !== undefined && { reason: cutter.text(reason) }),
    ...(input !== undefined && { input: cutter.recorded(input) }),
    ...(expected !== undefined && { expected: cutter.recorded(expected) }),
    ...(output !== undefined && { output: cutter.recorded(output) }),
  };
}

function keyOf({ project = "", file, test, case: id }: Partial<CaseKey>): string {
  return JSON.stringify([project, file, test, id]);
}
