/** A share as exactly as it was configured: `99.95 %`. */
export function formatPercent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

/** How far down a rate or score went: `4.2 points`, of a hundred. */
export function formatPoints(difference: number): string {
  return `${Number((Math.abs(difference) * 100).toFixed(1))} points`;
}
