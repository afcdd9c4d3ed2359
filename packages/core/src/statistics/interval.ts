/** A confidence interval; `level` from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: string;
}
