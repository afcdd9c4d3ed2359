import fc from "fast-check";
import { expect, test } from "vitest";
import { requestSeed } from "./request-seed.ts";

test("the first trial asks as a case without trials does", () => {
  expect(requestSeed({})).toBeUndefined();
  expect(requestSeed({ trial: 0, seed: 3 })).toBe(3);
});

test("no two trials and votes share a seed", () => {
  const asked = fc.record({
    trial: fc.nat({ max: 50 }),
    seed: fc.option(fc.integer({ min: 1, max: 999 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(asked, asked, (a, b) => {
      const same = a.trial === b.trial && a.seed === b.seed;
      expect(requestSeed(a) === requestSeed(b)).toBe(same);
    }),
  );
});
