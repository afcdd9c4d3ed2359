import type { GateVerdict } from "./summary.ts";

/** Cases, of which those that neither passed nor failed are without a verdict. */
export interface Bounded {
  readonly declared: number;
  readonly pass: number;
  readonly fail: number;
}

/**
 * The verdict of one partition from its bounds: low = pass/declared, high = (declared - fail)/declared. `pass` if low
 * reaches the threshold, `fail` if even high does not, else `inconclusive`. No case is `inconclusive`.
 */
export function boundedVerdict({ declared, pass, fail }: Bounded, threshold: number): GateVerdict {
  if (declared === 0) return "inconclusive";
  // 19/20 >= 0.95 holds in floating point, 0.95 * 20 <= 19 does not; a computed threshold (0.1 + 0.2) may be an ulp high.
  const needed = threshold - 1e-12;
  if (pass / declared >= needed) return "pass";
  return (declared - fail) / declared < needed ? "fail" : "inconclusive";
}
