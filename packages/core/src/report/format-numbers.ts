import type { Interval } from "../statistics/interval.ts";

/** A share as percent with one decimal at most: `92.9 %`. Only all is `100 %`, and only nothing is `0 %`. */
export function formatShare(share: number): string {
  return `${sharePercent(share)} %`;
}

/** A threshold as exactly as it was configured: `99.95 %`. */
export function formatThreshold(share: number): string {
  return `${Number((share * 100).toFixed(6))} %`;
}

/** The bounds that the data speaks for: `>= 92.9 %`, or `81 - 95.6 %`. */
export function formatInterval({ low, high }: Interval): string {
  if (high >= 1) return `>= ${sharePercent(low)} %`;
  return low <= 0 ? `<= ${sharePercent(high)} %` : `${sharePercent(low)} - ${sharePercent(high)} %`;
}

function sharePercent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (rounded >= 100 && share < 1) return "99.9";
  if (rounded <= 0 && share > 0) return "0.1";
  return String(rounded);
}

/** A figure from 0 to 1 with two decimals: `0.83`. Only all is `1`, and only nothing is `0`. */
export function formatFigure(figure: number): string {
  if (figure === 0 || figure === 1) return String(figure);
  return Math.min(0.99, Math.max(0.01, figure)).toFixed(2);
}

/** A mean with its interval: `0.83 (0.71 - 0.95)`. */
export function formatMean({
  mean,
  interval,
}: {
  readonly mean: number;
  readonly interval: Interval;
}): string {
  return `${formatFigure(mean)} (${formatFigure(interval.low)} - ${formatFigure(interval.high)})`;
}

/** A duration in the unit that fits: `340 ms`, `1.2 s`, `2 min 5 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5)
    return durationMs < 9.95 ? `${Number(durationMs.toFixed(1))} ms` : `${Math.round(durationMs)} ms`;
  if (durationMs < 99_950) return `${Number((durationMs / 1000).toFixed(1))} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Small sums need digits: `$0.0042`. */
export function formatCost(costUsd: number): string {
  return `$${costUsd < 1 ? Number(costUsd.toPrecision(2)) : costUsd.toFixed(2)}`;
}

/** `340 tokens`, `15.2k tokens`, `3.1M tokens`. */
export function formatTokens(count: number): string {
  if (count < 999.5) return formatCount(Math.round(count), "token");
  const [value, unit] = count < 999_950 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  return `${Number(value.toFixed(1))}${unit} tokens`;
}

/**
 * A sum for a program: the shortest decimal that agrees with it in 12 digits, `0.3` and not `0.30000000000000004`. No price
 * has as many digits, and adding up a hundred thousand of them is wrong in later ones only.
 */
export function formatSum(sum: number): string {
  return Number.isInteger(sum) && Math.abs(sum) < 1e12 ? String(sum) : String(Number(sum.toPrecision(12)));
}

/** How much older a base is than what is compared with it. */
export function formatAge(days: number): string {
  return days === 0 ? "of the same day" : `${formatCount(days, "day")} older`;
}

/** `1 case`, `3 cases`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;
}
