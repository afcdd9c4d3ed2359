export interface CompareOptions {
  /** Compare both sides as independent samples, where ids do not pair. Default: pair cases by id. */
  readonly unpaired?: boolean;
  /** The smallest change of a pass rate that matters, above 0. Default 0.02. */
  readonly rateMargin?: number;
  /** The smallest change of a score from 0 to 1 that matters, above 0. Default 0.075: 0.3 points on a scale from 1 to 5. */
  readonly scoreMargin?: number;
}

export interface Margins {
  readonly rate: number;
  readonly score: number;
}

/** @throws RangeError for a margin that is not above 0 and at most 1. */
export function marginsOf({ rateMargin = 0.02, scoreMargin = 0.075 }: CompareOptions): Margins {
  for (const [name, value] of Object.entries({ rateMargin, scoreMargin })) {
    if (!(value > 0 && value <= 1))
      throw new RangeError(`Expected \`${name}\` to be a number above 0 and at most 1, got ${value}.`);
  }
  return { rate: rateMargin, score: scoreMargin };
}
