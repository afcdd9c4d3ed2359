/** A score beside what was asked of it, both on the check's own scale: 1 to 5 for a rubric's levels, -1 to 1 for a cosine. */
export interface ScoreThreshold {
  readonly value: number;
  /** The least value that passes. */
  readonly min: number;
  /** The ends of the scale: what a score that is missing might have been. */
  readonly lowest: number;
  readonly highest: number;
}

/** Of a score from 0 to 1. */
export function shareThreshold(value: number, min: number): ScoreThreshold {
  return { value, min, lowest: 0, highest: 1 };
}

/** Of a score on a rubric's scale. */
export function levelThreshold(value: number, min: number): ScoreThreshold {
  return { value, min, lowest: 1, highest: 5 };
}
