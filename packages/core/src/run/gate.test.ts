import fc from "fast-check";
import { expect, test } from "vitest";
import { boundedVerdict } from "./bounded-verdict.ts";

// The worked example: 200 cases, 188 passed, 5 failed, 7 without a verdict, 95 % asked.
test("stays undecided while the cases without a verdict could tip it", () => {
  expect(boundedVerdict({ declared: 200, pass: 188, fail: 5 }, 0.95)).toBe("inconclusive");
  expect(boundedVerdict({ declared: 200, pass: 190, fail: 5 }, 0.95)).toBe("pass");
  expect(boundedVerdict({ declared: 200, pass: 188, fail: 11 }, 0.95)).toBe("fail");
});

test("passes exactly at the threshold, also where floating point has no exact value for it", () => {
  expect(boundedVerdict({ declared: 20, pass: 19, fail: 1 }, 0.95)).toBe("pass");
  expect(boundedVerdict({ declared: 10, pass: 3, fail: 7 }, 0.1 + 0.2)).toBe("pass");
  expect(boundedVerdict({ declared: 10, pass: 7, fail: 3 }, 0.7)).toBe("pass");
  expect(boundedVerdict({ declared: 3, pass: 2, fail: 1 }, 2 / 3)).toBe("pass");
});

test("a threshold of 1 needs every case, a threshold of 0 none", () => {
  expect(boundedVerdict({ declared: 1_000_000, pass: 999_999, fail: 1 }, 1)).toBe("fail");
  expect(boundedVerdict({ declared: 1_000_000, pass: 999_999, fail: 0 }, 1)).toBe("inconclusive");
  expect(boundedVerdict({ declared: 3, pass: 0, fail: 3 }, 0)).toBe("pass");
});

test("no case at all is undecided, whatever the threshold", () => {
  expect(boundedVerdict({ declared: 0, pass: 0, fail: 0 }, 0)).toBe("inconclusive");
});

const counts = fc
  .tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000))
  .map(([pass, fail, undecided]) => ({ pass, fail, declared: pass + fail + undecided }))
  .filter(({ declared }) => declared > 0);

test("agrees with exact arithmetic on whole numbers, for every threshold of four decimals", () => {
  fc.assert(
    fc.property(counts, fc.nat(10_000), ({ pass, fail, declared }, tenThousandths) => {
      const reached = (part: number): boolean =>
        BigInt(part) * 10_000n >= BigInt(tenThousandths) * BigInt(declared);
      const exact = reached(pass) ? "pass" : reached(declared - fail) ? "inconclusive" : "fail";
      expect(boundedVerdict({ pass, fail, declared }, tenThousandths / 10_000)).toBe(exact);
    }),
    { numRuns: 2_000 },
  );
});

test("deciding a case never turns a decided gate", () => {
  fc.assert(
    fc.property(
      counts,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (before, threshold, passes) => {
        fc.pre(before.pass + before.fail < before.declared);
        const verdict = boundedVerdict(before, threshold);
        fc.pre(verdict !== "inconclusive");
        const after = passes ? { ...before, pass: before.pass + 1 } : { ...before, fail: before.fail + 1 };
        expect(boundedVerdict(after, threshold)).toBe(verdict);
      },
    ),
  );
});
