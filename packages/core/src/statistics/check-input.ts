// A wrong argument must not become a plausible number: these refuse it by name.

/** @throws RangeError unless `value` is a whole number of at least `least`. */
export function checkCount(value: number, name: string, least: number = 0): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`Expected ${name} to be a whole number of at least ${least}, got ${value}.`);
}

/** @throws RangeError unless both are whole numbers and `passed` is at most `total`. */
export function checkCounts(passed: number, total: number): void {
  checkCount(total, "total");
  checkCount(passed, "passed");
  if (passed > total) throw new RangeError(`Expected passed to be at most total, got ${passed} of ${total}.`);
}

/** @throws RangeError unless `value` is above 0 and below 1. */
export function checkLevel(value: number, name: string = "level"): void {
  // The last double below 1 is taken for 1 where the level is split over two tails.
  if (!(value > 0 && 0.5 + value / 2 < 1))
    throw new RangeError(`Expected ${name} to be above 0 and below 1, got ${value}.`);
}

/** @throws RangeError unless `value` is a number from 0 to 1. */
export function checkShare(value: number, name: string): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`Expected ${name} to be from 0 to 1, got ${value}.`);
}

/** @throws RangeError unless every value is a finite number. */
export function checkFinite(values: readonly number[], name: string): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new RangeError(`Expected ${name} to be finite numbers, got ${values[wrong]} at index ${wrong}.`);
}

/** @throws RangeError unless both lists are as long, hold at least `least` values, and all are finite. */
export function checkPairs(first: readonly number[], second: readonly number[], least: number): void {
  if (first.length !== second.length || first.length < least) {
    throw new RangeError(
      `Expected two lists of the same length, at least ${least}, got ${first.length} and ${second.length}.`,
    );
  }
  checkFinite(first, "the first list");
  checkFinite(second, "the second list");
}
