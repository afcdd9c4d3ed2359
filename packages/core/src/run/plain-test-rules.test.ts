import { expect, test } from "vitest";
import { isEvalFile, plainTestPartition } from "./plain-test-rules.ts";
import { defaultSettings } from "./run-settings.ts";

const settings = {
  ...defaultSettings,
  filePartitions: { "evals/golden/**": "golden", "evals/**": "distribution" },
};

test("files named *.eval.test.* hold cases only", () => {
  expect(isEvalFile(defaultSettings, "src/support.eval.test.ts")).toBe(true);
  expect(isEvalFile(defaultSettings, "src/support.test.ts")).toBe(false);
});

test("a tag that names a partition comes before the file's globs", () => {
  expect(plainTestPartition(settings, "evals/golden/a.test.ts", ["slow", "regression"])).toBe("regression");
});

test("the first glob that matches gives the partition", () => {
  expect(plainTestPartition(settings, "evals/golden/a.test.ts")).toBe("golden");
  expect(plainTestPartition(settings, "evals/a.test.ts", ["slow"])).toBe("distribution");
});

test("a test that nothing names is unpartitioned", () => {
  expect(plainTestPartition(settings, "src/a.test.ts", ["constructor"])).toBe("unpartitioned");
});
