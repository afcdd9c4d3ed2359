import { betaCdf, betaQuantile } from "./beta-distribution.ts";

/** The chance that a Student t variable with `df` degrees of freedom is at most `t`. */
export function tCdf(t: number, df: number): number {
  const tail = tTail(Math.abs(t), df);
  return t < 0 ? tail : 1 - tail;
}

/** The chance that a Student t variable is above `t`, for t >= 0; exact in the far tail. */
export function tTail(t: number, df: number): number {
  if (t === Infinity) return 0;
  const square = t * t;
  return 0.5 * betaCdf(df / (df + square), df / 2, 0.5, square / (df + square));
}

/** The `p`-quantile of Student's t distribution with `df` degrees of freedom. */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, df);
  if (p <= 0) return -Infinity;
  if (p > 0.25) {
    const y = betaQuantile(1 - 2 * p, 0.5, df / 2);
    return -Math.sqrt((df * y) / (1 - y));
  }
  const x = betaQuantile(2 * p, df / 2, 0.5);
  return -Math.sqrt((df * (1 - x)) / x);
}
