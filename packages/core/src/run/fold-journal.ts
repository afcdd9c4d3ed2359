import type { CaseFacts } from "./case-facts.ts";
import { CaseFold, type Span } from "./fold-case.ts";
import { declarationProblems } from "./gate.ts";
import type { CaseKey, JournalLine } from "./journal-line.ts";
import { readJournal, type JournalReading } from "./read-journal.ts";
import type { SummaryCase } from "./summary.ts";
import { TextPool } from "./text-pool.ts";

/** What a journal says, case by case. */
export interface FoldedJournal {
  readonly reading: JournalReading;
  /** By project, file, test and id, in code-unit order. */
  readonly cases: readonly SummaryCase[];
  /** In the order of the cases. */
  readonly facts: readonly CaseFacts[];
  /** From the first start of a partition's cases to the last end, in milliseconds. */
  readonly walls: ReadonlyMap<string, number>;
  /** The same of all cases. */
  readonly wallMs: number | undefined;
  readonly conflicts: readonly string[];
  readonly undeclared: readonly string[];
}

/**
 * Reads the journal of the run in `directory`, every case once, however often and wherever it was declared or executed. `view`
 * is handed every line first, and says how it counts, or not at all.
 */
export function foldJournal(
  directory: string,
  view: (line: JournalLine, file: string) => JournalLine | undefined = (line) => line,
): FoldedJournal {
  const folds = new CaseFolds();
  const pool = new TextPool();
  const reading = readJournal(directory, (line, file) => {
    const seen = view(line, file);
    if (seen !== undefined) folds.of(seen, pool).add(seen, file);
  });
  const cases: SummaryCase[] = [];
  const facts: CaseFacts[] = [];
  const spans: (readonly [string, Span | undefined])[] = [];
  const odd: (readonly [CaseFold, string])[] = [];
  for (const { key, fold } of folds.release()) {
    const summary = fold.summary();
    cases.push(summary);
    facts.push(fold.facts());
    spans.push([summary.partition, fold.span]);
    if (fold.partitions.length !== 1) odd.push([fold, `${key.file} > ${key.test}`]);
  }
  return { reading, cases, ...wallTimes(spans), facts, ...declarationProblems(odd) };
}

function wallTimes(
  spans: readonly (readonly [partition: string, span: Span | undefined])[],
): Pick<FoldedJournal, "walls" | "wallMs"> {
  const joined = new Map<string, Span>();
  let whole: Span | undefined;
  for (const [partition, span] of spans) {
    if (span === undefined) continue;
    joined.set(partition, join(joined.get(partition), span));
    whole = join(whole, span);
  }
  return {
    walls: new Map([...joined].map(([partition, { from, to }]) => [partition, to - from])),
    wallMs: whole === undefined ? undefined : whole.to - whole.from,
  };
}

function join(known: Span | undefined, { from, to }: Span): Span {
  return known === undefined
    ? { from, to }
    : { from: Math.min(known.from, from), to: Math.max(known.to, to) };
}

interface KeyedFold {
  readonly key: CaseKey;
  readonly fold: CaseFold;
}

/** Finds the fold of a key by file and test, which hardly any two cases share: a text of the whole key would be made for every line. */
class CaseFolds {
  readonly #all: KeyedFold[] = [];
  readonly #files: Map<string, Map<string, KeyedFold[]>> = new Map();

  of(key: CaseKey, pool: TextPool): CaseFold {
    const { project, file, test, case: id } = key;
    const tests = this.#files.get(file) ?? new Map<string, KeyedFold[]>();
    if (tests.size === 0) this.#files.set(file, tests);
    const namesakes = tests.get(test) ?? [];
    if (namesakes.length === 0) tests.set(test, namesakes);
    const known = namesakes.find((one) => one.key.case === id && one.key.project === project);
    if (known !== undefined) return known.fold;
    const own = { project, file: pool.one(file), test, case: id };
    const made = { key: own, fold: new CaseFold(own, pool) };
    namesakes.push(made);
    this.#all.push(made);
    return made.fold;
  }

  /** All of them, sorted; each is let go when the next one is asked for, so that a large run is not in memory twice. */
  *release(): Generator<KeyedFold, void, undefined> {
    this.#files.clear();
    const left = this.#all.sort((a, b) => compareKeys(b.key, a.key));
    for (let next = left.pop(); next !== undefined; next = left.pop()) yield next;
  }
}

function compareKeys(a: CaseKey, b: CaseKey): number {
  for (const field of ["project", "file", "test", "case"] as const) {
    if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  }
  return 0;
}
