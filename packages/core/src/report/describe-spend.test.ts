import { expect, test } from "vitest";
import { describeSpend } from "./describe-spend.ts";
import { formatTokens } from "./format-numbers.ts";

const judged = { costUsd: 0.4, tokens: { judge: { input: 12_000, output: 3_200 } } };
const answered = { tokens: { application: { input: 900, output: 99 } } };

test("says what the judges spent and what the application did, each over all partitions", () => {
  expect(describeSpend([judged, judged, answered])).toEqual([
    "judges $0.8 for 30.4k tokens",
    "application 999 tokens",
  ]);
});

test("says nothing of what is not known or is nothing", () => {
  expect(describeSpend([{}, { costUsd: 0, tokens: { judge: { input: 0, output: 0 } } }])).toEqual([]);
  expect(describeSpend([{ costUsd: 0.5 }])).toEqual(["judges $0.5"]);
  expect(describeSpend([{ tokens: { judge: { input: 1, output: 0 } } }])).toEqual(["judges 1 token"]);
});

test("says of a sum without some of its parts that it is a least one", () => {
  expect(describeSpend([judged], { atLeast: true })).toEqual(["judges at least $0.4 for 15.2k tokens"]);
});

test.each([
  [1, "1 token"],
  [999, "999 tokens"],
  [999.6, "1k tokens"],
  [15_240, "15.2k tokens"],
  [999_949, "999.9k tokens"],
  [999_950, "1M tokens"],
  [3_140_000, "3.1M tokens"],
])("%d tokens read %s", (count, text) => {
  expect(formatTokens(count)).toBe(text);
});
