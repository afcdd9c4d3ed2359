import { expect, test } from "vitest";
import { mustFail } from "./must-fail.ts";
import type { GateReasonCode, GateVerdict, PartitionSummary, Summary } from "./summary.ts";

type Counted = Pick<PartitionSummary, "declared" | "pass" | "fail" | "notRun" | "threshold" | "verdict">;

function summary(
  verdict: GateVerdict,
  codes: readonly GateReasonCode[],
  part: Partial<Summary> = {},
  counted?: Counted,
): Summary {
  const reasons = codes.map((code) => ({ code, effect: "inconclusive" as const, message: "" }));
  return {
    gate: { verdict, reasons },
    partitions: counted === undefined ? {} : { distribution: counted },
    filter: {},
    onlyMode: false,
    ...part,
  } as unknown as Summary;
}

const filter = { testNamePattern: "refund" };

test("a passed gate passes, a failed one fails, filtered or not", () => {
  expect(mustFail(summary("pass", []))).toBe(false);
  expect(mustFail(summary("fail", ["filtered"], { filter }))).toBe(true);
});

test("an undecided gate of a whole run fails", () => {
  expect(mustFail(summary("inconclusive", ["no-cases"]))).toBe(true);
  expect(mustFail(summary("inconclusive", ["partition-inconclusive"]))).toBe(true);
});

test("a gate that is undecided because cases were filtered out does not fail", () => {
  const counted = {
    declared: 10,
    pass: 1,
    fail: 0,
    notRun: 9,
    threshold: 0.9,
    verdict: "inconclusive",
  } as const;

  expect(mustFail(summary("inconclusive", ["filtered", "partition-inconclusive"], { filter }, counted))).toBe(
    false,
  );
});

test("an outage in a filtered run fails it", () => {
  const counted = {
    declared: 10,
    pass: 1,
    fail: 0,
    notRun: 7,
    threshold: 0.9,
    verdict: "inconclusive",
  } as const;

  expect(mustFail(summary("inconclusive", ["filtered", "partition-inconclusive"], { filter }, counted))).toBe(
    true,
  );
});

test("misses in a shard decide nothing alone", () => {
  const counted = { declared: 4, pass: 3, fail: 1, notRun: 0, threshold: 0.9, verdict: "fail" } as const;
  const shard = { index: 1, count: 2 };

  expect(mustFail(summary("inconclusive", ["shard", "partition-inconclusive"], { shard }, counted))).toBe(
    false,
  );
});

test("a file that did not load fails a filtered run, too", () => {
  expect(mustFail(summary("inconclusive", ["filtered", "file-failed"], { filter }))).toBe(true);
});

test("a run of other tests' paths without a case does not fail", () => {
  expect(mustFail(summary("inconclusive", ["no-cases"], { filter: { paths: ["src/math.test.ts"] } }))).toBe(
    false,
  );
});
