import { expect, test } from "vitest";
import { defaultSettings } from "./run-settings.ts";
import { runSplit } from "./run-split.ts";

const half = { index: 2, count: 2 };
const third = { index: 1, count: 3 };
const byFile = { evalFiles: ["**/*.eval.test.ts"] };
const byCase = { ...byFile, shardBy: "case" } as const;

test("nobody splits a run that nobody asked to split", () => {
  expect(runSplit(undefined, byFile, {})).toEqual({});
  expect(runSplit(undefined, byCase, {})).toEqual({});
});

test("the runner's shard splits files", () => {
  expect(runSplit(half, byFile, {})).toEqual({ shard: half });
  expect(runSplit(half, defaultSettings, {})).toEqual({ shard: half });
});

test("the runner's shard splits the cases of eval files where that is configured", () => {
  expect(runSplit(half, byCase, {})).toEqual({
    shard: half,
    caseShard: half,
    caseShardFiles: ["**/*.eval.test.ts"],
  });
});

test("the environment splits all cases", () => {
  expect(runSplit(undefined, byFile, { ASSAY_SHARD: "1/3" })).toEqual({ shard: third, caseShard: third });
  expect(runSplit(undefined, byCase, { ASSAY_SHARD: "1/3" })).toEqual({ shard: third, caseShard: third });
});

test("files and cases are counted as one shard of their product", () => {
  expect(runSplit(half, byFile, { ASSAY_SHARD: "1/3" })).toEqual({
    shard: { index: 4, count: 6 },
    caseShard: third,
  });
});

test("cases are not split twice", () => {
  expect(() => runSplit(half, byCase, { ASSAY_SHARD: "1/3" })).toThrow(
    'Failed to split the cases: with shardBy "case", --shard=2/2 splits them already, and so would ASSAY_SHARD=1/3. Leave one of the two out.',
  );
});
