import type { SummaryCase } from "../run/summary.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { wrapLine } from "./wrap-line.ts";

export interface CaseHeadingOptions {
  /** In columns, of the whole line. */
  readonly width: number;
  /** In columns: what stands in front of the first line. */
  readonly indent: number;
  /** What is said behind the place, as `executed 2 times`. */
  readonly remark?: string;
}

/**
 * Partition and id of a case and where it is, for a terminal: in one line where that fits, else the place goes below. A
 * reader finds a case by its id, so a long place must not cut it. Encoded.
 */
export function caseHeading(
  { partition, id, file, test }: Pick<SummaryCase, "partition" | "id" | "file" | "test">,
  { width, indent, remark }: CaseHeadingOptions,
): readonly [first: string, ...rest: string[]] {
  const suite = test.endsWith(` > ${id}`) ? test.slice(0, -id.length - 3) : test;
  const name = `${partition} / ${id}`;
  const place = `(${file} > ${suite}${remark === undefined ? "" : `, ${remark}`})`;
  const whole = wrapLine(`${name} ${place}`, width - indent, 2);
  if (whole.length < 2) return [encodeTerminalLine(whole.join(""))];
  const [first = "", ...rest] = wrapLine(name, width - indent, 3).map(encodeTerminalLine);
  return [first, ...rest, ...wrapLine(place, width - 8, 2).map(encodeTerminalLine)];
}
