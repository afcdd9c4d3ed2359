import fc from "fast-check";
import { expect, test } from "vitest";
import { cohenKappa, krippendorffAlpha } from "./agreement.ts";
import { bonettPriceInterval } from "./bonett-price-interval.ts";
import { clopperPearsonInterval, exactLowerBound, exactLowerTail } from "./clopper-pearson-interval.ts";
import { fisherTest } from "./fisher-test.ts";
import { mcnemarTest } from "./mcnemar-test.ts";
import { newcombeInterval } from "./newcombe-interval.ts";
import { passAtK, passHatK } from "./pass-at-k.ts";
import { percentile } from "./percentile.ts";
import { signFlipTest } from "./sign-flip-test.ts";
import { wilsonInterval } from "./wilson-interval.ts";

// Every definition here is slow and exact: fractions of big integers, or counting every outcome.

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** With 16 digits, whatever the size of the two. */
function divide(numerator: bigint, denominator: bigint): number {
  const shift = BigInt(Math.max(0, denominator.toString().length - numerator.toString().length)) + 20n;
  return Number((numerator * 10n ** shift) / denominator) / Number(10n ** shift);
}

/** P(at most k of n), the chance being `numerator`/`denominator`. */
function lowerTail(k: number, n: number, numerator: bigint, denominator: bigint): number {
  let sum = 0n;
  for (let i = 0; i <= k; i++)
    sum += choose(n, i) * numerator ** BigInt(i) * (denominator - numerator) ** BigInt(n - i);
  return divide(sum, denominator ** BigInt(n));
}

const ofTotal = (max: number): fc.Arbitrary<readonly [passed: number, total: number]> =>
  fc
    .integer({ min: 1, max })
    .chain((total) => fc.nat({ max: total }).map((passed) => [passed, total] as const));
const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
};

test("the exact lower tail is the sum of the binomial chances", () => {
  fc.assert(
    fc.property(ofTotal(120), fc.integer({ min: 1, max: 99 }), ([passed, total], percent) => {
      near(exactLowerTail(passed, total, percent / 100), lowerTail(passed, total, BigInt(percent), 100n));
    }),
  );
});

test("the exact interval ends where a rate would give such an outcome in half of what the level leaves", () => {
  // A bound is a double: a fraction over a power of two, which big integers hold exactly.
  const scale = 2 ** 80;
  fc.assert(
    fc.property(ofTotal(25), fc.constantFrom(0.8, 0.9, 0.95, 0.99), ([passed, total], level) => {
      const { low, high } = clopperPearsonInterval(passed, total, level);
      const tail = (rate: number, k: number): number =>
        lowerTail(k, total, BigInt(rate * scale), BigInt(scale));

      if (passed === 0) expect(low).toBe(0);
      else near(1 - tail(low, passed - 1), (1 - level) / 2);
      if (passed === total) expect(high).toBe(1);
      else near(tail(high, passed), (1 - level) / 2);
      if (passed > 0) near(1 - tail(exactLowerBound(passed, total, level), passed - 1), 1 - level);
    }),
  );
});

test("McNemar's p-values are shares of all ways the flips could have gone", () => {
  fc.assert(
    fc.property(fc.nat({ max: 150 }), fc.nat({ max: 150 }), (broken, mended) => {
      const flips = broken + mended;
      if (flips === 0) return;
      const share = (holds: (ones: number) => boolean): number => {
        let ways = 0n;
        for (let ones = 0; ones <= flips; ones++) if (holds(ones)) ways += choose(flips, ones);
        return divide(ways, 2n ** BigInt(flips));
      };
      const apart = (ones: number): number => Math.abs(2 * ones - flips);
      const seen = apart(broken);
      const { twoSided, midP, worse } = mcnemarTest(broken, mended);

      near(
        twoSided,
        share((ones) => apart(ones) >= seen),
      );
      near(midP, share((ones) => apart(ones) > seen) + share((ones) => apart(ones) === seen) / 2);
      near(
        worse,
        share((ones) => ones >= broken),
      );
    }),
  );
});

test("Fisher's p-value is the chance of all tables with these margins that are no likelier", () => {
  fc.assert(
    fc.property(ofTotal(90), ofTotal(90), ([a, n], [b, m]) => {
      const ways = (k: number): bigint => choose(n, k) * choose(m, a + b - k);
      let sum = 0n;
      for (let k = 0; k <= a + b; k++) if (ways(k) <= ways(a)) sum += ways(k);

      near(fisherTest({ passed: a, total: n }, { passed: b, total: m }), divide(sum, choose(n + m, a + b)));
    }),
  );
});

test("pass@k and pass^k are shares of all choices of k trials", () => {
  fc.assert(
    fc.property(ofTotal(200), fc.integer({ min: 1, max: 200 }), ([passed, trials], k) => {
      if (k > trials) return;
      const all = choose(trials, k);

      near(passAtK(trials, passed, k), divide(all - choose(trials - passed, k), all));
      near(passHatK(trials, passed, k), divide(choose(passed, k), all));
    }),
  );
});

test("the sign-flip test counts whole numbers as a table of sums does, at any scale", () => {
  const differences = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 16 });
  fc.assert(
    fc.property(differences, fc.constantFrom(1, 0.1, 1e-14, 1e9), (list, scale) => {
      let sums = new Map([[0, 1]]);
      for (const one of list) {
        const next = new Map<number, number>();
        for (const [sum, ways] of sums)
          for (const flipped of [sum + one, sum - one]) next.set(flipped, (next.get(flipped) ?? 0) + ways);
        sums = next;
      }
      const seen = Math.abs(list.reduce((sum, one) => sum + one, 0));
      const extreme = [...sums].filter(([sum]) => Math.abs(sum) >= seen).reduce((ways, [, n]) => ways + n, 0);

      near(signFlipTest(list.map((one) => one * scale)).p, extreme / 2 ** list.length);
    }),
    { numRuns: 40 },
  );
});

test("for many cases the sign-flip test comes near what counting gives", () => {
  const list = [3, -1, 2, 2, -2, 1, 4, -1, 1, 2, -3, 2, 1, 1, -1, 2, 2, -1, 3, 1];
  let extreme = 0;
  for (let signs = 0; signs < 2 ** 20; signs++) {
    const sum = list.reduce((total, one, index) => total + ((signs >> index) & 1 ? one : -one), 0);
    if (Math.abs(sum) >= 18) extreme++;
  }

  expect(signFlipTest(list)).toMatchObject({ exact: false });
  expect(Math.abs(signFlipTest(list).p - extreme / 2 ** 20)).toBeLessThan(0.005);
});

test("a percentile of whole numbers is the point of a broken line", () => {
  const whole = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(whole, fc.integer({ min: 0, max: 64 }), (values, part) => {
      const sorted = values.toSorted((a, b) => a - b);
      const steps = (sorted.length - 1) * part;
      const [from, over] = [Math.floor(steps / 64), steps % 64];
      const [low = 0, high = low] = sorted.slice(from, from + 2);

      expect(percentile(values, part / 64)).toBeCloseTo((low * (64 - over) + high * over) / 64, 9);
    }),
  );
});

test("weighted kappa is one less the weighed disagreement over that of all pairs", () => {
  const rating = fc.integer({ min: 1, max: 5 });
  const ratings = fc.array(fc.tuple(rating, rating), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(ratings, fc.constantFrom("none", "linear", "quadratic"), (pairs, weights) => {
      const distance = (a: number, b: number): number =>
        weights === "none" ? Number(a !== b) : weights === "linear" ? Math.abs(a - b) : (a - b) ** 2;
      let [seen, chance] = [0, 0];
      for (const [a, b] of pairs) {
        seen += distance(a, b) * pairs.length;
        for (const [, other] of pairs) chance += distance(a, other);
      }
      const [first, second] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
      const kappa = cohenKappa(first, second, { weights, labels: [1, 2, 3, 4, 5] });

      if (chance === 0) expect(kappa).toBeNaN();
      else expect(kappa).toBeCloseTo(1 - seen / chance, 10);
      expect(cohenKappa(second, first, { weights, labels: [1, 2, 3, 4, 5] })).toEqual(
        Number.isNaN(kappa) ? Number.NaN : expect.closeTo(kappa, 10),
      );
    }),
  );
});

test("Krippendorff's alpha is one less the mean distance in a unit over that of all ratings", () => {
  const units = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(units, fc.constantFrom("nominal", "interval"), (list, metric) => {
      const distance = (a: number, b: number): number =>
        metric === "nominal" ? Number(a !== b) : (a - b) ** 2;
      const apart = (values: readonly number[]): number =>
        values.reduce((sum, a) => sum + values.reduce((inner, b) => inner + distance(a, b), 0), 0);
      const paired = list.filter((unit) => unit.length >= 2);
      const all = paired.flat();
      const alpha = krippendorffAlpha(list, metric);

      const chance = apart(all) / (all.length * (all.length - 1));
      const seen = paired.reduce((sum, unit) => sum + apart(unit) / (unit.length - 1), 0) / all.length;
      if (all.length === 0) expect(alpha).toBeNaN();
      else expect(alpha).toBeCloseTo(chance === 0 ? 1 : 1 - seen / chance, 9);
    }),
  );
});

// Its ends solve |p - rate| = z √(rate (1 - rate)/n).
test("Wilson's interval ends where the score test would just reject", () => {
  fc.assert(
    fc.property(ofTotal(500), ([passed, total]) => {
      const { low, high } = wilsonInterval(passed, total);
      for (const rate of [low, high]) {
        if (rate === 0 || rate === 1) continue;
        near(((passed / total - rate) ** 2 * total) / (rate * (1 - rate)), 1.959963984540054 ** 2);
      }
    }),
  );
});

test("differences of extreme rates keep bounds that can be", () => {
  const extremes = [1, 2, 1_000_000].flatMap((total) => [0, total].map((passed) => ({ passed, total })));
  for (const first of extremes) {
    for (const second of extremes) {
      const { low, high } = newcombeInterval(first, second);
      const swapped = newcombeInterval(second, first);
      const difference = first.passed / first.total - second.passed / second.total;

      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
      expect(high).toBeLessThanOrEqual(1);
      expect([-swapped.high, -swapped.low]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
    }
  }
  for (const [broken, mended, total] of [
    [0, 0, 0],
    [1, 0, 1],
    [0, 1, 1],
    [1_000_000, 0, 1_000_000],
  ] as const) {
    const { low, high } = bonettPriceInterval(broken, mended, total);
    expect(low).toBeGreaterThanOrEqual(-1);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThan(high);
  }
});
