import type { CaseFacts } from "./case-facts.ts";
import type { CaseFold, CaseResult, Span } from "./fold-case.ts";
import { declarationProblems } from "./gate.ts";
import type { CaseKey, JournalLine } from "./journal-line.ts";
import { addPlace, notePlaces, type CasePlaces } from "./journal-places.ts";
import { KeyedCases, type KeyedCase } from "./keyed-cases.ts";
import type { CaseStatus } from "./outcome.ts";
import { readJournal, type JournalReading } from "./read-journal.ts";
import type { SummaryCase } from "./summary.ts";
import type { RecordingsSummary } from "./recordings-summary.ts";
import { RecordingsTally } from "./tally-recordings.ts";
import { TextPool } from "./text-pool.ts";

/** What a journal says, case by case. */
export interface FoldedJournal {
  readonly reading: JournalReading;
  /** By project, file, test and id, in code-unit order. */
  readonly cases: readonly SummaryCase[];
  /** In the order of the cases; of those that no table counts, nothing. */
  readonly facts: readonly CaseFacts[];
  /** From the first start of a partition's cases to the last end, in milliseconds. */
  readonly walls: ReadonlyMap<string, number>;
  /** The same of all cases. */
  readonly wallMs: number | undefined;
  /** `undefined` where no reply was replayed. */
  readonly recordings: RecordingsSummary | undefined;
  /** Of a merged run: the test files that each of its journals has lines of. */
  readonly filesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly conflicts: readonly string[];
  readonly undeclared: readonly string[];
}

/** How the lines of a merged run count. */
export interface JournalView {
  /** The line, as if it had been written in the root of the merged run. */
  place(line: JournalLine, file: string): JournalLine;
  /** Of a line that does not count, because the case counts as it went in another process: a name of the process it is of. */
  elsewhere(line: JournalLine, file: string): string | undefined;
}

/**
 * Reads the journal of the run in `directory`, every case once, however often and wherever it was declared or executed. A case
 * that went worse where it does not count than where it does counts as it went there.
 */
export function foldJournal(directory: string, view?: JournalView): FoldedJournal {
  const folds = new KeyedCases();
  const asserted = new Set<string>();
  const pool = new TextPool();
  const filesOf = new Map<string, Set<string>>();
  const reading = readJournal(directory, (line, file, place) => {
    if (line.kind === "end" && line.asserted === true) asserted.add(fileKey(line));
    if (view === undefined) {
      const keyed = folds.keyed(line, pool);
      if (line.kind !== "declare") addPlace(keyed.places, line, file, place);
      return keyed.add(line, file);
    }
    const seen = view.place(line, file);
    addTo(filesOf, file, pool.one(seen.file));
    const elsewhere = view.elsewhere(line, file);
    const keyed = folds.keyed(seen, pool);
    (elsewhere === undefined ? keyed : keyed.foldOf(elsewhere)).add(seen, file);
  });
  const collected = collectCases(folds, { asserted, isMerged: view !== undefined });
  const { cases, places } = collected;
  // In a merged run, the names in the journal are not those of the cases.
  if (view === undefined) notePlaces(cases, { directory, places });
  return {
    reading,
    cases,
    ...collected.walls.result(),
    recordings: collected.recordings.result(),
    filesOf,
    facts: collected.facts,
    ...declarationProblems(collected.odd),
  };
}

/** What all cases come to. */
class CollectedCases {
  readonly cases: SummaryCase[] = [];
  /** In the order of the cases. */
  readonly places: CasePlaces[] = [];
  readonly facts: CaseFacts[] = [];
  readonly walls: WallTimes = new WallTimes();
  readonly recordings: RecordingsTally = new RecordingsTally();
  /** Declared in no partition, or in several. */
  readonly odd: (readonly [CaseFold, string])[] = [];
}

function collectCases(folds: KeyedCases, options: FoldingOptions): CollectedCases {
  const collected = new CollectedCases();
  for (const keyed of folds.release()) {
    const result = keyed.usualResult() ?? foldedResult(keyed, options, collected.odd);
    if (result === undefined) continue;
    const { summary, facts, span, recordings } = result;
    collected.cases.push(summary);
    collected.places.push(keyed.places);
    if (facts !== undefined) collected.facts.push(facts);
    collected.walls.add(summary.partition, span);
    if (recordings !== undefined) collected.recordings.add(recordings.sum);
  }
  return collected;
}

function addTo(sets: Map<string, Set<string>>, name: string, value: string): void {
  const known = sets.get(name);
  if (known === undefined) sets.set(name, new Set([value]));
  else known.add(value);
}

interface FoldingOptions {
  /** Files with assertions of the runner's own. */
  readonly asserted: ReadonlySet<string>;
  readonly isMerged: boolean;
}

/** `undefined` for a case that belongs to another share of its suite. */
function foldedResult(
  { key, fold: own, others }: KeyedCase,
  { asserted, isMerged }: FoldingOptions,
  odd: (readonly [CaseFold, string])[],
): CaseResult | undefined {
  const fold = others === undefined ? own : worstFold(own, sortedByName(others));
  if (!isMerged && fold.isElsewhere) return undefined;
  if (fold.partitions.length !== 1) odd.push([fold, `${key.file} > ${key.test}`]);
  const result = fold.result();
  return { ...result, summary: withAssertions(result.summary, fold, asserted) };
}

/** An assertion of the runner's own somewhere in the file may have been this case's. */
function withAssertions(summary: SummaryCase, fold: CaseFold, asserted: ReadonlySet<string>): SummaryCase {
  if (summary.unchecked === undefined || fold.unchecked !== "file" || !asserted.has(fileKey(fold.key)))
    return summary;
  const { unchecked: _unknown, ...rest } = summary;
  return rest;
}

function fileKey({ project, file }: CaseKey): string {
  return JSON.stringify([project, file]);
}

/** From the first start to the last end, of each partition and of all. */
class WallTimes {
  readonly #joined: Map<string, Span> = new Map();
  #whole: Span | undefined;

  add(partition: string, span: Span | undefined): void {
    if (span === undefined) return;
    this.#joined.set(partition, join(this.#joined.get(partition), span));
    this.#whole = join(this.#whole, span);
  }

  result(): Pick<FoldedJournal, "walls" | "wallMs"> {
    return {
      walls: new Map([...this.#joined].map(([partition, { from, to }]) => [partition, to - from])),
      wallMs: this.#whole === undefined ? undefined : this.#whole.to - this.#whole.from,
    };
  }
}

function join(known: Span | undefined, { from, to }: Span): Span {
  return known === undefined
    ? { from, to }
    : { from: Math.min(known.from, from), to: Math.max(known.to, to) };
}

/** The worst first: a failure must not be hidden by where it happened. */
const severity: readonly CaseStatus[] = ["fail", "error", "inconclusive", "not-run", "pass"];

/** `own`, unless it went worse in another process; of several that went as badly, the one whose name sorts first. */
function worstFold(own: CaseFold, others: readonly CaseFold[]): CaseFold {
  return others.reduce((worst, other) => {
    other.declareAs(own);
    return severityOf(other) < severityOf(worst) ? other : worst;
  }, own);
}

function sortedByName(folds: ReadonlyMap<string, CaseFold>): readonly CaseFold[] {
  return [...folds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fold]) => fold);
}

function severityOf(fold: CaseFold): number {
  return severity.indexOf(fold.summary().status);
}
