import { foldCaseDetails, type PlacedLine } from "./case-details.ts";
import { TextCutter, type TextLimits } from "./cut-check.ts";
import { detailsText } from "./details-text.ts";
import type { FoldedLine } from "./fold-attempt.ts";
import { grown, none } from "./grown.ts";
import { JournalFiles } from "./journal-files.ts";
import { decodeJournalBytes, type CaseKey, type DeclareEvent, type JournalLine } from "./journal-line.ts";
import { notedPlaces, rangesOf, withRange, type CasePlaces, type JournalRange } from "./journal-places.ts";
import type { CaseDetails, ReadCaseDetailsOptions } from "./read-case-details.ts";
import { walkJournal } from "./read-journal.ts";
import type { SummaryCase } from "./summary.ts";

/** The details of cases, read from the journal when they are asked for. */
export interface CaseDetailsSource {
  /** As that of an array, in the order of the cases; `undefined` where the bound on all texts left a case out. */
  readonly cases: { slice(start?: number, end?: number): readonly (CaseDetails | undefined)[] };
  /** All of them as JSON, one at a time, each what `JSON.stringify` gives: in most cases without parsing what the journal has of it. */
  texts(): Iterable<string | undefined>;
  /** How many texts are shorter than they were. */
  readonly cutTexts: number;
  readonly omittedCases: number;
}

/**
 * Finds what `readCaseDetails` reads, and reads it case by case: in memory are only the places of the cases in the journal, so
 * that a report of any length can be written.
 *
 * @example
 * ```ts
 * const details = openCaseDetails(directory, summary.cases);
 * details.cases.slice(0, 1)[0]?.trials[0]?.attempts[0]?.output?.text;
 * ```
 */
export function openCaseDetails(
  directory: string,
  cases: readonly SummaryCase[],
  { maxLength = 4_000, maxTotal = 48 * 1024 * 1024 }: ReadCaseDetailsOptions = {},
): CaseDetailsSource {
  const limits = { maxLength, maxItems: 200 };
  const files = new JournalFiles(directory);
  const places = notedPlaces(directory, cases);
  const kept =
    places === undefined || mayExceed(places, maxTotal)
      ? findCases(directory, cases, limits, maxTotal)
      : measureCases(files, places, limits);
  const reader = new CaseReader(files, limits);
  function* read<Read>(
    members: readonly SummaryCase[],
    first: number,
    one: (place: KeptPlace, partition: string) => Read,
  ): Generator<Read | undefined, void, undefined> {
    try {
      for (const [index, { partition }] of members.entries()) {
        const place = kept.at(first + index);
        yield place && one(place, partition);
      }
    } finally {
      files.close();
    }
  }
  return {
    cases: {
      slice(start, end) {
        const members = cases.slice(start, end);
        const first = members[0] === undefined ? 0 : cases.indexOf(members[0]);
        return [...read(members, first, (place, partition) => reader.details(place, partition))];
      },
    },
    texts: () => read(cases, 0, (place, partition) => reader.text(place, partition)),
    cutTexts: kept.cutTexts,
    omittedCases: kept.omitted,
  };
}

/** Reads what is kept of a case. */
class CaseReader {
  readonly #files: JournalFiles;
  readonly #limits: TextLimits;

  constructor(files: JournalFiles, limits: TextLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  details({ ranges }: KeptPlace, partition: string): CaseDetails {
    const lines = ranges.flatMap((range) => cutLines(this.#files, range, new TextCutter(this.#limits)));
    return foldCaseDetails(lines, partition);
  }

  text(place: KeptPlace, partition: string): string {
    const [range] = place.ranges;
    const plain =
      range === undefined || place.ranges.length > 1 || place.isCut
        ? undefined
        : detailsText(this.#files.text(range));
    return plain ?? JSON.stringify(this.details(place, partition));
  }
}

function cutLines(files: JournalFiles, range: JournalRange, cutter: TextCutter): PlacedLine[] {
  const lines: PlacedLine[] = [];
  for (const bytes of files.lines(range)) {
    const line = decodeJournalBytes(bytes);
    if (line === undefined || line.kind === "declare") throw files.changed(range);
    const { trial, attempt } = line;
    lines.push({ line: cutLine(line, cutter), file: range.file, trial, attempt });
  }
  return lines;
}

/** What of the cases is kept. */
interface KeptDetails {
  /** In the order of the summary. */
  at(index: number): KeptPlace | undefined;
  readonly cutTexts: number;
  readonly omitted: number;
}

interface KeptPlace {
  readonly ranges: readonly JournalRange[];
  /** Whether any of its texts or lists is shorter than in the journal, or was shortened there. */
  readonly isCut: boolean;
}

/** Reads the journal for it: the cases are from elsewhere, or too many to keep them all. */
function findCases(
  directory: string,
  cases: readonly SummaryCase[],
  limits: TextLimits,
  maxTotal: number,
): KeptDetails {
  const cutter = new TextCutter(limits);
  const kept = new KeptCases(cases, maxTotal);
  walkJournal(directory, (line, file, { start, bytes }) => {
    if (line.kind === "declare") return;
    const [cuts, length] = [cutter.cut, cutter.kept];
    cutLine(line, cutter);
    const size = cutter.kept - length + lineWeight;
    kept.add(line, { file, start, length: bytes.length }, { cuts: cutter.cut - cuts, size });
  });
  return {
    at(index) {
      const one = kept.all[index];
      return one && { ranges: one.ranges, isCut: one.cuts > 0 };
    },
    cutTexts: kept.all.reduce((sum, one) => sum + (one?.cuts ?? 0), 0),
    omitted: kept.omitted,
  };
}

/** No text is longer than its line. */
function mayExceed(places: readonly CasePlaces[], maxTotal: number): boolean {
  let most = 0;
  for (const { length, later, lines } of places) {
    most += lines * lineWeight + length;
    for (const range of later) most += range.length;
  }
  return most > maxTotal;
}

/** The reading that the summary comes of found the cases; only those of which something may be cut are read once more. */
function measureCases(files: JournalFiles, places: readonly CasePlaces[], limits: TextLimits): KeptDetails {
  let cutTexts = 0;
  const cut = new Set<CasePlaces>();
  try {
    for (const one of places) {
      if (!mayBeCut(one, limits)) continue;
      const cutter = new TextCutter(limits);
      for (const range of rangesOf(one)) cutLines(files, range, cutter);
      cutTexts += cutter.cut;
      if (cutter.cut > 0) cut.add(one);
    }
  } finally {
    files.close();
  }
  return {
    at(index) {
      const one = places[index];
      return one && { ranges: rangesOf(one), isCut: cut.has(one) };
    },
    cutTexts,
    omitted: 0,
  };
}

/** No text is longer than its line. */
function mayBeCut({ longest, mostItems, isShortened }: CasePlaces, limits: TextLimits): boolean {
  return isShortened || longest > limits.maxLength || mostItems > limits.maxItems;
}

/** What a line weighs beside its texts, roughly. */
const lineWeight = 300;

/** The cases whose details are kept: misses before passes, each in the order of the summary. */
class KeptCases {
  readonly all: (KeptCase | undefined)[];
  readonly #index: CaseIndex;
  /** Indexes of `all`, the first to be kept first. */
  readonly #ranked: readonly number[];
  readonly #maxTotal: number;
  #limit: number;
  #total = 0;

  constructor(cases: readonly SummaryCase[], maxTotal: number) {
    this.all = cases.map(() => ({ size: 0, cuts: 0, ranges: none() }));
    this.#index = new CaseIndex(cases);
    const passed = (index: number): number => (cases[index]?.status === "pass" ? 1 : 0);
    this.#ranked = cases.map((_, index) => index).sort((a, b) => passed(a) - passed(b) || a - b);
    this.#maxTotal = maxTotal;
    this.#limit = cases.length;
  }

  get omitted(): number {
    return this.all.length - this.#limit;
  }

  add(
    key: CaseKey,
    range: JournalRange,
    { cuts, size }: { readonly cuts: number; readonly size: number },
  ): void {
    const one = this.all[this.#index.of(key)];
    if (one === undefined) return;
    one.ranges = withRange(one.ranges, range);
    one.cuts += cuts;
    one.size += size;
    this.#total += size;
    this.#shrink();
  }

  /** Sizes only grow: what is dropped here would be dropped whatever the order of the journal's lines. */
  #shrink(): void {
    while (this.#total > this.#maxTotal && this.#limit > 0) {
      const index = this.#ranked[--this.#limit] as number;
      this.#total -= this.all[index]?.size ?? 0;
      this.all[index] = undefined;
    }
  }
}

interface KeptCase {
  size: number;
  cuts: number;
  ranges: JournalRange[];
}

/** Finds a case by file and test, which hardly any two cases share: a text of the whole key would be made for every line. */
class CaseIndex {
  readonly #cases: readonly SummaryCase[];
  readonly #files: Map<string, Map<string, number[]>> = new Map();

  constructor(cases: readonly SummaryCase[]) {
    this.#cases = cases;
    for (const [index, { file, test }] of cases.entries()) {
      const tests = this.#files.get(file) ?? new Map<string, number[]>();
      if (tests.size === 0) this.#files.set(file, tests);
      tests.set(test, grown(tests.get(test) ?? none(), index));
    }
  }

  /** Of the last such case, as a map has it; -1 where there is none. */
  of({ project, file, test, case: id }: CaseKey): number {
    const namesakes = this.#files.get(file)?.get(test);
    return namesakes?.findLast((index) => this.#isOf(index, id, project)) ?? -1;
  }

  #isOf(index: number, id: string, project: string): boolean {
    const one = this.#cases[index];
    return one?.id === id && (one.project ?? "") === project;
  }
}

function cutLine(line: Exclude<JournalLine, DeclareEvent>, cutter: TextCutter): FoldedLine {
  if (line.kind === "start") return line;
  if (line.kind === "check") return { kind: "check", check: cutter.check(line.check) };
  const { reason, input, expected, output, trace } = line;
  return {
    ...line,
    ...(reason !== undefined && { reason: cutter.text(reason) }),
    ...(input !== undefined && { input: cutter.recorded(input) }),
    ...(expected !== undefined && { expected: cutter.recorded(expected) }),
    ...(output !== undefined && { output: cutter.recorded(output) }),
    ...(trace !== undefined && { trace: cutter.trace(trace) }),
  };
}
