import { betaCdf } from "./beta-distribution.ts";

/** P(X <= k) for X binomial with `n` draws of chance `p`. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaCdf(1 - p, n - k, k + 1, p);
}

/** P(X >= k) for X binomial with `n` draws of chance `p`. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaCdf(p, k, n - k + 1);
}
