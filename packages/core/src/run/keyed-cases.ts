import { CaseFold, type CaseResult } from "./fold-case.ts";
import { grown, none } from "./grown.ts";
import type { CaseKey, JournalLine } from "./journal-line.ts";
import { noPlaces, type CasePlaces } from "./journal-places.ts";
import type { TextPool } from "./text-pool.ts";
import { UsualCase } from "./usual-case.ts";

/** The lines of one key. */
export class KeyedCase {
  readonly key: CaseKey;
  readonly places: CasePlaces = noPlaces();
  /** What the case did in processes where it does not count, by process. */
  others: Map<string, CaseFold> | undefined;
  #usual: UsualCase | undefined = new UsualCase();
  #fold: CaseFold | undefined;
  readonly #pool: TextPool;

  constructor(key: CaseKey, pool: TextPool) {
    this.key = key;
    this.#pool = pool;
  }

  add(line: JournalLine, file: string): void {
    if (this.#usual?.take(line, file, this.#pool) !== true) this.fold.add(line, file);
  }

  /** `undefined` where the case is not as nearly all are. */
  usualResult(): CaseResult | undefined {
    return this.others === undefined ? this.#usual?.result(this.key) : undefined;
  }

  /** From now on nothing is usual. */
  get fold(): CaseFold {
    this.#fold ??= (this.#usual ?? new UsualCase()).toFold(this.key, this.#pool);
    this.#usual = undefined;
    return this.#fold;
  }

  /** What the case does in `process`, where it does not count. */
  foldOf(process: string): CaseFold {
    this.others ??= new Map();
    const known = this.others.get(process) ?? new CaseFold(this.key, this.#pool);
    this.others.set(process, known);
    return known;
  }
}

/** Finds the case of a key by file and test, which hardly any two cases share: a text of the whole key would be made for every line. */
export class KeyedCases {
  /** Lines of a case follow each other, as a rule. */
  #last: KeyedCase | undefined;
  readonly #all: KeyedCase[] = [];
  readonly #files: Map<string, Map<string, KeyedCase[]>> = new Map();

  keyed(key: CaseKey, pool: TextPool): KeyedCase {
    if (this.#last !== undefined && isSameKey(this.#last.key, key)) return this.#last;
    return (this.#last = this.#find(key, pool));
  }

  #find(key: CaseKey, pool: TextPool): KeyedCase {
    const { project, file, test, case: id } = key;
    const tests = this.#files.get(file) ?? new Map<string, KeyedCase[]>();
    if (tests.size === 0) this.#files.set(file, tests);
    const namesakes = tests.get(test) ?? none<KeyedCase>();
    const known = namesakes.find((one) => one.key.case === id && one.key.project === project);
    if (known !== undefined) return known;
    const own = { project, file: pool.one(file), test, case: id };
    const made = new KeyedCase(own, pool);
    tests.set(test, grown(namesakes, made));
    this.#all.push(made);
    return made;
  }

  /** All of them, sorted; each is let go when the next one is asked for, so that a large run is not in memory twice. */
  *release(): Generator<KeyedCase, void, undefined> {
    this.#files.clear();
    this.#last = undefined;
    const left = this.#all.sort((a, b) => compareKeys(b.key, a.key));
    for (let next = left.pop(); next !== undefined; next = left.pop()) yield next;
  }
}

function isSameKey(a: CaseKey, b: CaseKey): boolean {
  return a.case === b.case && a.test === b.test && a.file === b.file && a.project === b.project;
}

function compareKeys(a: CaseKey, b: CaseKey): number {
  for (const field of ["project", "file", "test", "case"] as const) {
    if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  }
  return 0;
}
