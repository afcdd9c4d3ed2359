/**
 * What a share of supported claims is multiplied with, so that saying little does not pay (FActScore, Min et al. 2023): 1 from more
 * than `gamma` claims on, else exp(1 - gamma / claims).
 *
 * @returns from 0 to 1; 0 without a claim.
 * @throws RangeError when a number is negative or none, or `gamma` is 0.
 * @example
 * ```ts
 * const penalised = (verdict.score ?? 0) * lengthPenalty(verdict.claims?.length ?? 0);
 * ```
 */
export function lengthPenalty(claims: number, gamma: number = 10): number {
  if (!Number.isInteger(claims) || claims < 0 || !(gamma > 0 && Number.isFinite(gamma))) {
    throw new RangeError(
      `Failed to compute a length penalty: expected a number of claims from 0 and a gamma above 0, got ${String(claims)} and ${String(gamma)}. Correct the arguments.`,
    );
  }
  if (claims > gamma) return 1;
  return claims === 0 ? 0 : Math.exp(1 - gamma / claims);
}
