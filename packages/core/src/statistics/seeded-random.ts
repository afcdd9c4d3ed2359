/** The generator's four words of state. */
export type RandomState = readonly [number, number, number, number];

/** A generator of 32-bit integers that gives the same numbers for the same seed, on every machine. */
export interface SeededRandom {
  /** An integer from 0 to 2^32 - 1. */
  nextUint32(): number;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018); a number seeds it through splitmix32. */
export function seededRandom(seed: number | RandomState): SeededRandom {
  let [a, b, c, d] = typeof seed === "number" ? expandSeed(seed) : seed;
  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  return { nextUint32, next: () => nextUint32() / 2 ** 32 };
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function expandSeed(seed: number): RandomState {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  return [next(), next(), next(), next()];
}
