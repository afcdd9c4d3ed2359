import { expect, test } from "vitest";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import {
  formatCost,
  formatDuration,
  formatFigure,
  formatInterval,
  formatMean,
  formatShare,
  formatSum,
  formatThreshold,
} from "./format-numbers.ts";

test.each([
  [1, "100 %"],
  [0, "0 %"],
  [0.95, "95 %"],
  [0.9286, "92.9 %"],
  [9_999 / 10_000, "99.9 %"],
  [1 / 10_000, "0.1 %"],
])("%d is %s: only all is 100 %%, only nothing is 0 %%", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test("a threshold keeps the digits it was configured with", () => {
  expect([0.95, 0.9995, 1, 0.1 + 0.2].map(formatThreshold)).toEqual(["95 %", "99.95 %", "100 %", "30 %"]);
});

// statsmodels proportion_confint: 50/50 -> .9286524009, 0/10 -> .2775327999, 45/50 -> .7863976856, .9565242351.
test("an interval is one bound where the other says nothing", () => {
  expect(formatInterval(wilsonInterval(50, 50))).toBe(">= 92.9 %");
  expect(formatInterval(wilsonInterval(0, 10))).toBe("<= 27.8 %");
  expect(formatInterval(wilsonInterval(45, 50))).toBe("78.6 - 95.7 %");
});

test.each([
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [12.4, "12 ms"],
  [999.4, "999 ms"],
  [999.6, "1 s"],
  [1_240, "1.2 s"],
  [59_990, "60 s"],
  [99_960, "1 min 40 s"],
  [125_000, "2 min 5 s"],
])("%d ms reads %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test("small costs keep two digits that say something", () => {
  expect([0.00421, 0.5, 0, 12.345].map(formatCost)).toEqual(["$0.0042", "$0.5", "$0", "$12.35"]);
});

test.each([
  [0, "0"],
  [1, "1"],
  [0.832, "0.83"],
  [0.999, "0.99"],
  [0.001, "0.01"],
])("writes the figure %d as %s: only all is 1 and only nothing is 0", (figure, text) => {
  expect(formatFigure(figure)).toBe(text);
});

test("writes a mean with its interval", () => {
  expect(formatMean({ mean: 0.75, interval: { low: 0.129, high: 1, level: 0.95, method: "t" } })).toBe(
    "0.75 (0.13 - 1)",
  );
});

test.each([
  [0.1 + 0.2, "0.3"],
  [Array.from({ length: 100_000 }, () => 0.0021).reduce((sum, cost) => sum + cost, 0), "210"],
  [0.000_123_456_789, "0.000123456789"],
  [1_234_567.89, "1234567.89"],
  [0, "0"],
])("%d as a sum is %s", (sum, text) => {
  expect(formatSum(sum)).toBe(text);
});
