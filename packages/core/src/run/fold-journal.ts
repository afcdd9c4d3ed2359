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
 * Reads the journal of the run in `directory`, every case once, however often and wherever it was declared or executed. Lines
 * for which `keep` is false are left out.
 */
export function foldJournal(
  directory: string,
  keep?: (line: JournalLine, file: string) => boolean,
): FoldedJournal {
  const folds = new CaseFolds();
  const pool = new TextPool();
  const reading = readJournal(directory, (line, file) => {
    if (keep?.(line, file) !== false) folds.of(line, pool).add(line, file);
  });
  const sorted = folds.all.toSorted((a, b) => compareKeys(a.key, b.key));
  const cases = sorted.map(({ fold }) => fold.summary());
  return {
    reading,
    cases,
    ...wallTimes(sorted.map(({ fold }, index) => [cases[index]?.partition ?? "", fold.span])),
    facts: sorted.map(({ fold }) => fold.facts()),
    ...declarationProblems(sorted.map(({ fold, key }) => [fold, `${key.file} > ${key.test}`] as const)),
  };
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
  readonly all: KeyedFold[] = [];
  readonly #files: Map<string, Map<string, KeyedFold[]>> = new Map();

  of(key: CaseKey, pool: TextPool): CaseFold {
    const { project, file, test, case: id } = key;
    const tests = this.#files.get(file) ?? new Map<string, KeyedFold[]>();
    if (tests.size === 0) this.#files.set(file, tests);
    const namesakes = tests.get(test) ?? [];
    if (namesakes.length === 0) tests.set(test, namesakes);
    const known = namesakes.find((one) => one.key.case === id && one.key.project === project);
    if (known !== undefined) return known.fold;
    const own = { project, file, test, case: id };
    const made = { key: own, fold: new CaseFold(own, pool) };
    namesakes.push(made);
    this.all.push(made);
    return made.fold;
  }
}

function compareKeys(a: CaseKey, b: CaseKey): number {
  for (const field of ["project", "file", "test", "case"] as const) {
    if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  }
  return 0;
}
