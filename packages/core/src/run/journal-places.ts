import { grown, none } from "./grown.ts";
import type { JournalLine } from "./journal-line.ts";
import type { FileLine } from "./read-lines.ts";
import type { SummaryCase } from "./summary.ts";

/** Lines of one case that follow each other in a file. */
export interface JournalRange {
  readonly file: string;
  readonly start: number;
  length: number;
}

/** Where the lines of one case are, its declarations aside: the first range, which nearly always is all, and others. */
export interface CasePlaces {
  file: string;
  start: number;
  length: number;
  later: JournalRange[];
  lines: number;
  /** In bytes, of the longest line. */
  longest: number;
  /** Whether any line holds lists or texts that may be shorter than they were, however long it is. */
  isNested: boolean;
}

export function noPlaces(): CasePlaces {
  return { file: "", start: 0, length: 0, later: none(), lines: 0, longest: 0, isNested: false };
}

export function addPlace(places: CasePlaces, line: JournalLine, file: string, place: FileLine): void {
  const { start, bytes } = place;
  const { length } = bytes;
  const isNext = places.later.length === 0 && follows(places, file, start);
  if (places.lines++ === 0) [places.file, places.start, places.length] = [file, start, length];
  else if (isNext) places.length += 1 + length;
  else places.later = withRange(places.later, { file, start, length });
  places.longest = Math.max(places.longest, length);
  places.isNested ||= isNested(line);
}

export function rangesOf({ file, start, length, later, lines }: CasePlaces): readonly JournalRange[] {
  return lines === 0 ? [] : [{ file, start, length }, ...later];
}

/** `ranges` with one more, which may follow the last. */
export function withRange(ranges: JournalRange[], range: JournalRange): JournalRange[] {
  const last = ranges.at(-1);
  if (last === undefined || !follows(last, range.file, range.start)) return grown(ranges, range);
  last.length += 1 + range.length;
  return ranges;
}

function follows(last: JournalRange, file: string, start: number): boolean {
  return last.file === file && last.start + last.length + 1 === start;
}

function isNested(line: JournalLine): boolean {
  if (line.kind === "check") return line.check.verdict !== undefined || line.check.details !== undefined;
  if (line.kind !== "end") return false;
  const { input, expected, output, trace } = line;
  return (
    trace !== undefined ||
    [input, expected, output].some((one) => one !== undefined && one.text.length !== one.length)
  );
}

interface NotedPlaces {
  readonly directory: string;
  /** In the order of the cases. */
  readonly places: readonly CasePlaces[];
}

const noted: WeakMap<readonly SummaryCase[], NotedPlaces> = new WeakMap();

/** Keeps, as long as there are `cases`, where the reading that they come of found them. */
export function notePlaces(cases: readonly SummaryCase[], places: NotedPlaces): void {
  noted.set(cases, places);
}

/** `undefined` for cases that were not read from `directory` in this process. */
export function notedPlaces(
  directory: string,
  cases: readonly SummaryCase[],
): readonly CasePlaces[] | undefined {
  const known = noted.get(cases);
  return known?.directory === directory ? known.places : undefined;
}
