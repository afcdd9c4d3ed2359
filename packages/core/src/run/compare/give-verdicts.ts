import { holm } from "../../statistics/adjust-p-values.ts";
import { comparisonVerdict, type ComparisonVerdict } from "../../statistics/comparison-verdict.ts";
import { casesNeeded } from "../../statistics/power.ts";
import type { Difference } from "../comparison.ts";
import type { Measured } from "./measure.ts";

/** A measured difference and the smallest change of it that matters. */
export interface Claim {
  readonly measured: Measured;
  readonly margin: number;
}

const alpha = 0.05;
const minimumCases = 10;

/**
 * The verdict of each difference. The more of them are tested, the likelier one of them looks significant by chance, so
 * a claim has to hold after Holm's correction over all that have cases enough; what does not hold is inconclusive.
 */
export function giveVerdicts(claims: readonly Claim[]): Difference[] {
  const tested = claims.filter(({ measured }) => measured.cases >= minimumCases);
  const adjusted = holm(tested.map(({ measured }) => measured.p));
  const holds = new Map(tested.map((claim, index) => [claim, (adjusted[index] ?? 1) <= alpha]));
  return claims.map((claim) => conclude(claim, holds.get(claim) === true));
}

function conclude({ measured, margin }: Claim, holds: boolean): Difference {
  const { variance, ...difference } = measured;
  const claimed = comparisonVerdict({ ...difference, margin, minimumCases });
  const verdict: ComparisonVerdict = needsTest.has(claimed) && !holds ? "inconclusive" : claimed;
  if (verdict !== "inconclusive" && verdict !== "insufficient-data") return { ...difference, verdict };
  // Without a single pair nothing is known of the spread, so nothing of the size either.
  if (difference.cases === 0) return { ...difference, verdict };
  const change = Math.max(margin, Math.abs(difference.difference));
  const needed = Math.ceil(casesNeeded({ change, betweenVariance: variance }));
  return { ...difference, verdict, needed: Math.max(needed, minimumCases, difference.cases + 1) };
}

const needsTest: ReadonlySet<ComparisonVerdict> = new Set(["regression", "improvement", "trivial"]);
