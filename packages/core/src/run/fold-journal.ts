import type { CaseFacts } from "./case-facts.ts";
import { CaseFold } from "./fold-case.ts";
import { declarationProblems } from "./gate.ts";
import type { CaseKey } from "./journal-line.ts";
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
  readonly conflicts: readonly string[];
  readonly undeclared: readonly string[];
}

/** Reads the journal of the run in `directory`, every case once, however often and wherever it was declared or executed. */
export function foldJournal(directory: string): FoldedJournal {
  const folds = new Map<string, { readonly fold: CaseFold; readonly key: CaseKey }>();
  const pool = new TextPool();
  const reading = readJournal(directory, (line, file) => {
    const name = nameOf(line);
    let entry = folds.get(name);
    if (entry === undefined) {
      const key = { project: line.project, file: line.file, test: line.test, case: line.case };
      entry = { fold: new CaseFold(key, pool), key };
      folds.set(name, entry);
    }
    entry.fold.add(line, file);
  });
  const sorted = [...folds.values()].toSorted((a, b) => compareKeys(a.key, b.key));
  return {
    reading,
    cases: sorted.map(({ fold }) => fold.summary()),
    facts: sorted.map(({ fold }) => fold.facts()),
    ...declarationProblems(sorted.map(({ fold, key }) => [fold, `${key.file} > ${key.test}`] as const)),
  };
}

/** One text for each key and no other: with the lengths no two keys read the same. */
function nameOf({ project, file, test, case: id }: CaseKey): string {
  return `${project.length}:${file.length}:${test.length}:${project}${file}${test}${id}`;
}

function compareKeys(a: CaseKey, b: CaseKey): number {
  for (const field of ["project", "file", "test", "case"] as const) {
    if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  }
  return 0;
}
