import { performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { awakeNow, awakeTimer } from "./awake-clock.ts";

test("without a suspension it is the monotonic clock", () => {
  expect(Math.abs(awakeNow() - performance.now())).toBeLessThan(50);
});

test("a timer fires after its time and not before", async () => {
  const startedAt = performance.now();
  await new Promise<void>((resolve) => awakeTimer(60, resolve));

  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(58);
});

test("a cancelled timer does not fire", async () => {
  let fired = false;
  awakeTimer(10, () => (fired = true))();
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(fired).toBe(false);
});
