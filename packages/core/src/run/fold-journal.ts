import { saysSomething, type CaseFacts } from "./case-facts.ts";
import { CaseFold, type Span } from "./fold-case.ts";
import { declarationProblems } from "./gate.ts";
import { grown, none } from "./grown.ts";
import type { CaseKey, JournalLine } from "./journal-line.ts";
import { addPlace, noPlaces, notePlaces, type CasePlaces } from "./journal-places.ts";
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
  const folds = new CaseFolds();
  const asserted = new Set<string>();
  const pool = new TextPool();
  const filesOf = new Map<string, Set<string>>();
  const reading = readJournal(directory, (line, file, place) => {
    if (line.kind === "end" && line.asserted === true) asserted.add(fileKey(line));
    if (view === undefined) {
      const { fold, places } = folds.keyed(line, pool);
      if (line.kind !== "declare") addPlace(places, line, file, place);
      return fold.add(line, file);
    }
    const seen = view.place(line, file);
    addTo(filesOf, file, pool.one(seen.file));
    folds.of(seen, pool, view.elsewhere(line, file)).add(seen, file);
  });
  const cases: SummaryCase[] = [];
  const facts: CaseFacts[] = [];
  const walls = new WallTimes();
  const recordings = new RecordingsTally();
  const found: CasePlaces[] = [];
  const odd: (readonly [CaseFold, string])[] = [];
  for (const { key, fold: own, others, places } of folds.release()) {
    const fold = others === undefined ? own : worstFold(own, sortedByName(others));
    if (view === undefined && fold.isElsewhere) continue;
    const summary = withAssertions(fold, asserted);
    cases.push(summary);
    found.push(places);
    const counted = fold.facts();
    if (saysSomething(counted)) facts.push(counted);
    walls.add(summary.partition, fold.span);
    if (fold.recordings !== undefined) recordings.add(fold.recordings.sum);
    if (fold.partitions.length !== 1) odd.push([fold, `${key.file} > ${key.test}`]);
  }
  // In a merged run, the names in the journal are not those of the cases.
  if (view === undefined) notePlaces(cases, { directory, places: found });
  return {
    reading,
    cases,
    ...walls.result(),
    recordings: recordings.result(),
    filesOf,
    facts,
    ...declarationProblems(odd),
  };
}

function addTo(sets: Map<string, Set<string>>, name: string, value: string): void {
  const known = sets.get(name);
  if (known === undefined) sets.set(name, new Set([value]));
  else known.add(value);
}

/** An assertion of the runner's own somewhere in the file may have been this case's. */
function withAssertions(fold: CaseFold, asserted: ReadonlySet<string>): SummaryCase {
  const summary = fold.summary();
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

interface KeyedFold {
  readonly key: CaseKey;
  readonly fold: CaseFold;
  readonly places: CasePlaces;
  /** What the case did in processes where it does not count, by process. */
  others?: Map<string, CaseFold>;
}

/** Finds the fold of a key by file and test, which hardly any two cases share: a text of the whole key would be made for every line. */
class CaseFolds {
  /** Lines of a case follow each other, as a rule. */
  #last: KeyedFold | undefined;
  readonly #all: KeyedFold[] = [];
  readonly #files: Map<string, Map<string, KeyedFold[]>> = new Map();

  of(key: CaseKey, pool: TextPool, elsewhere?: string): CaseFold {
    const keyed = this.keyed(key, pool);
    if (elsewhere === undefined) return keyed.fold;
    const others = (keyed.others ??= new Map<string, CaseFold>());
    const known = others.get(elsewhere) ?? new CaseFold(keyed.key, pool);
    others.set(elsewhere, known);
    return known;
  }

  keyed(key: CaseKey, pool: TextPool): KeyedFold {
    if (this.#last !== undefined && isSameKey(this.#last.key, key)) return this.#last;
    return (this.#last = this.#find(key, pool));
  }

  #find(key: CaseKey, pool: TextPool): KeyedFold {
    const { project, file, test, case: id } = key;
    const tests = this.#files.get(file) ?? new Map<string, KeyedFold[]>();
    if (tests.size === 0) this.#files.set(file, tests);
    const namesakes = tests.get(test) ?? none<KeyedFold>();
    const known = namesakes.find((one) => one.key.case === id && one.key.project === project);
    if (known !== undefined) return known;
    const own = { project, file: pool.one(file), test, case: id };
    const made: KeyedFold = { key: own, fold: new CaseFold(own, pool), places: noPlaces() };
    tests.set(test, grown(namesakes, made));
    this.#all.push(made);
    return made;
  }

  /** All of them, sorted; each is let go when the next one is asked for, so that a large run is not in memory twice. */
  *release(): Generator<KeyedFold, void, undefined> {
    this.#files.clear();
    this.#last = undefined;
    const left = this.#all.sort((a, b) => compareKeys(b.key, a.key));
    for (let next = left.pop(); next !== undefined; next = left.pop()) yield next;
  }
}

function isSameKey(a: CaseKey, b: CaseKey): boolean {
  return a.case === b.case && a.test === b.test && a.file === b.file && a.project === b.project;
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

function compareKeys(a: CaseKey, b: CaseKey): number {
  for (const field of ["project", "file", "test", "case"] as const) {
    if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  }
  return 0;
}
