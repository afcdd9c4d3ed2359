import { formatShare } from "./format-numbers.ts";

const blocks = "▁▂▃▄▅▆▇█";
const ascii = "_.-=+*#@";

/** Shares over time as one character each, from the lowest to the highest of them, and which these are: `▁▅█ 92 - 100 %`. */
export function sparkline(shares: readonly number[], unicode: boolean): string {
  const marks = [...(unicode ? blocks : ascii)];
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const top = marks.length - 1;
  // Where nothing changes there is no lowest and no highest: the height is the share itself, so that 0 % looks like 0 %.
  const [floor, span] = low === high ? [0, 1] : [low, high - low];
  const line = shares.map((share) => marks[Math.round(((share - floor) / span) * top + 1e-9)]);
  const range =
    low === high ? formatShare(low) : `${formatShare(low).replace(" %", "")} - ${formatShare(high)}`;
  return `${line.join("")} ${range}`;
}
