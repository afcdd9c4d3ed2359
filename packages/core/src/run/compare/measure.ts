import type { Interval } from "../../statistics/interval.ts";
import { bonettPriceInterval } from "../../statistics/bonett-price-interval.ts";
import { fisherTest } from "../../statistics/fisher-test.ts";
import { mcnemarTest } from "../../statistics/mcnemar-test.ts";
import { mean, sampleVariance } from "../../statistics/mean-variance.ts";
import { newcombeInterval } from "../../statistics/newcombe-interval.ts";
import { pairedDifferences, pairedTTest, type MeanDifference } from "../../statistics/paired-t-test.ts";
import { signFlipTest } from "../../statistics/sign-flip-test.ts";
import { welchTTest } from "../../statistics/welch-t-test.ts";
import type { Difference } from "../comparison.ts";

/** A difference before its verdict. */
export interface Measured extends Omit<Difference, "verdict" | "needed"> {
  /** Of what a case adds to the difference: how many cases are needed follows from it. */
  readonly variance: number;
}

/** Two pass rates of the same cases: exact McNemar, and Bonett and Price's interval. */
export function pairedRates(pairs: readonly (readonly [base: boolean, head: boolean])[]): Measured {
  const cases = pairs.length;
  const count = (test: (base: boolean, head: boolean) => boolean): number =>
    pairs.filter(([base, head]) => test(base, head)).length;
  const broken = count((base, head) => base && !head);
  const mended = count((base, head) => !base && head);
  const [lost, won] = [(broken + 1) / (cases + 2), (mended + 1) / (cases + 2)];
  return {
    cases,
    ...rates(
      count((base) => base),
      count((_base, head) => head),
      cases,
      cases,
    ),
    interval: cases === 0 ? unknown("bonett-price") : bonettPriceInterval(broken, mended, cases),
    p: mcnemarTest(broken, mended).twoSided,
    method: "exact McNemar",
    variance: lost + won - (won - lost) ** 2,
  };
}

/** Two pass rates of different cases: Fisher's exact test, and Newcombe's interval. */
export function unpairedRates(base: readonly boolean[], head: readonly boolean[]): Measured {
  const first = { passed: head.filter(Boolean).length, total: head.length };
  const second = { passed: base.filter(Boolean).length, total: base.length };
  const known = first.total > 0 && second.total > 0;
  const spread = ({ passed, total }: typeof first): number =>
    ((passed + 1) / (total + 2)) * (1 - (passed + 1) / (total + 2));
  return {
    cases: Math.min(first.total, second.total),
    ...rates(second.passed, first.passed, second.total, first.total),
    interval: known ? newcombeInterval(first, second) : unknown("newcombe"),
    p: known ? fisherTest(first, second) : 1,
    method: "Fisher exact",
    variance: spread(first) + spread(second),
  };
}

/** From so many cases on, the t distribution needs no help. */
const manyScores = 30;

/** Scores of the same cases: the paired t test, and for few cases the sign-flip test, which assumes no distribution. */
export function pairedScores(base: readonly number[], head: readonly number[]): Measured {
  if (base.length < 2) return tooFew(base, head, "paired-t");
  const result = pairedTTest(base, head);
  const differences = pairedDifferences(base, head);
  const signs = base.length < manyScores || result.standardError === 0;
  return {
    ...means(base, head, result),
    p: signs ? signFlipTest(differences).p : result.p,
    method: signs ? "sign-flip" : "paired t",
    variance: sampleVariance(differences),
  };
}

/** Scores of different cases: Welch's t test. */
export function unpairedScores(base: readonly number[], head: readonly number[]): Measured {
  if (base.length < 2 || head.length < 2) return tooFew(base, head, "welch");
  return {
    ...means(base, head, welchTTest(base, head)),
    method: "Welch t",
    variance: sampleVariance(base) + sampleVariance(head),
  };
}

function rates(
  base: number,
  head: number,
  baseTotal: number,
  headTotal: number,
): Pick<Measured, "base" | "head" | "difference"> {
  const before = baseTotal === 0 ? 0 : base / baseTotal;
  const after = headTotal === 0 ? 0 : head / headTotal;
  const difference =
    baseTotal === headTotal ? (baseTotal === 0 ? 0 : (head - base) / baseTotal) : after - before;
  return { base: before, head: after, difference };
}

function means(
  base: readonly number[],
  head: readonly number[],
  { difference, interval, p }: MeanDifference,
): Omit<Measured, "method" | "variance"> {
  return {
    cases: Math.min(base.length, head.length),
    base: mean(base),
    head: mean(head),
    difference,
    interval: { ...interval, low: Math.max(-1, interval.low), high: Math.min(1, interval.high) },
    p,
  };
}

function tooFew(base: readonly number[], head: readonly number[], method: string): Measured {
  const [before, after] = [base.length === 0 ? 0 : mean(base), head.length === 0 ? 0 : mean(head)];
  return {
    cases: Math.min(base.length, head.length),
    base: before,
    head: after,
    difference: after - before,
    interval: unknown(method),
    p: 1,
    method,
    variance: 0.25,
  };
}

function unknown(method: string): Interval {
  return { low: -1, high: 1, level: 0.95, method };
}
