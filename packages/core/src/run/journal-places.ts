import type { Verdict } from "../judges/verdict.ts";
import { grown, none } from "./grown.ts";
import type { CutText, EndEvent, JournalLine } from "./journal-line.ts";
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
  /** Of the longest list that a report may cut. */
  mostItems: number;
  /** Whether the journal itself has cut a text. */
  isShortened: boolean;
}

export function noPlaces(): CasePlaces {
  return {
    file: "",
    start: 0,
    length: 0,
    later: none(),
    lines: 0,
    longest: 0,
    mostItems: 0,
    isShortened: false,
  };
}

export function addPlace(places: CasePlaces, line: JournalLine, file: string, place: FileLine): void {
  const { start, bytes } = place;
  const { length } = bytes;
  const isNext = places.later.length === 0 && follows(places, file, start);
  if (places.lines++ === 0) [places.file, places.start, places.length] = [file, start, length];
  else if (isNext) places.length += 1 + length;
  else places.later = withRange(places.later, { file, start, length });
  places.longest = Math.max(places.longest, length);
  if (line.kind === "check" && line.check.verdict !== undefined) noteVerdict(places, line.check.verdict);
  if (line.kind === "end") noteEnd(places, line);
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

function noteVerdict(places: CasePlaces, { evidence, claims, votes }: Verdict): void {
  places.mostItems = Math.max(places.mostItems, evidence.length, claims?.length ?? 0, votes?.length ?? 0);
}

function noteEnd(places: CasePlaces, { input, expected, output, trace }: EndEvent): void {
  places.isShortened ||= isShortened(input) || isShortened(expected) || isShortened(output);
  if (trace === undefined) return;
  const { calls = none(), retrievals = none() } = trace;
  places.mostItems = Math.max(places.mostItems, calls.length, retrievals.length);
  places.isShortened ||=
    calls.some(({ args, result, error }) => isShortened(args) || isShortened(result) || isShortened(error)) ||
    retrievals.some(({ query }) => isShortened(query));
}

function isShortened(text: CutText | undefined): boolean {
  return text !== undefined && text.text.length !== text.length;
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
