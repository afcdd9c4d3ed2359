import { expect, test } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { assertNoLeak, type LabelledCase } from "./assert-no-leak.ts";
import { labelSplit } from "./label-split.ts";
import { loadDataset } from "./load-dataset.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

const none: readonly LabelledCase[] = [];
const resolves = rubric({
  name: "resolves",
  version: 1,
  pass: "It answers.",
  fail: "It does not.",
  examples: [
    {
      input: "How long do I have\n for a refund?",
      output: "30 days",
      verdict: "pass",
      critique: "It answers.",
    },
    { output: "You have 30 days.", verdict: "pass", critique: "It answers." },
  ],
});

test("accepts what labelSplit gives", () => {
  const cases = Array.from({ length: 50 }, (_, index) => ({ id: String(index), input: index }));

  expect(() => assertNoLeak(labelSplit(cases), resolves)).not.toThrow();
});

test("names a case that is in two parts, with both places", async () => {
  const from = datasetFolder({
    "a.jsonl": '{"id":"x","input":1}\n{"id":"y","input":2}\n',
    "b.jsonl": '\n{"id":"x","input":1}\n',
  });
  const { cases: train } = await loadDataset("a.jsonl", { from });
  const { cases: rest } = await loadDataset("b.jsonl", { from });

  const error = await evalErrorOf(() => assertNoLeak({ train, dev: none, test: rest }));

  expect(error.code).toBe("DATASET_LEAK");
  expect(error.message.replaceAll(`${from}/`, "")).toBe(
    'Failed to measure a judge with this split: b.jsonl:2:1: case "x": the case is in two places: train (a.jsonl:1:1) and test (b.jsonl:2:1). Keep it in one part.',
  );
});

test.each([
  ["its input", { input: " How long do I have for a refund? " }],
  ["a text under its input", { input: { question: "How long do I have for a refund?", locale: "en" } }],
  ["what it expects, for an example without an input", { input: "x", expected: "You have\t30 days." }],
])("names a case of dev and test that the rubric shows: %s", async (_name, fields) => {
  const one = { id: "refund", ...fields };

  for (const split of [
    { train: none, dev: [one], test: none },
    { train: none, dev: none, test: [one] },
  ]) {
    const error = await evalErrorOf(() => assertNoLeak(split, resolves));
    expect(error.code).toBe("DATASET_LEAK");
    expect(error.message).toMatch(
      /case "refund": the case is in (?:dev|test), and examples\[[01]\] of rubric "resolves" shows it to the judge\. Take few-shot examples from train\.$/,
    );
  }
  expect(() => assertNoLeak({ train: [one], dev: none, test: none }, resolves)).not.toThrow();
});

test.each([
  ["another input", { input: "How long do I have for a return?" }],
  ["the output of an example that has another input", { input: "Why?", expected: "30 days" }],
  [
    "a text deep inside of its input",
    { input: { messages: [{ content: "How long do I have for a refund?" }] } },
  ],
  ["no text", { input: null, expected: {} }],
])("accepts a case with %s", (_name, fields) => {
  expect(() =>
    assertNoLeak({ train: none, dev: none, test: [{ id: "a", ...fields }] }, resolves),
  ).not.toThrow();
});

test("compares what is no text as JSON", async () => {
  const json = {
    name: "json",
    examples: [{ input: '{ "days": 30, "plan": "team" }', output: "x" }],
  };
  const one = { id: "a", input: { plan: "team", days: 30 } };

  const error = await evalErrorOf(() => assertNoLeak({ train: none, dev: [one], test: none }, json));

  expect(error.code).toBe("DATASET_LEAK");
});

test("takes no empty text for a leak", () => {
  const empty = { name: "empty", examples: [{ input: " ", output: "" }] };

  expect(() =>
    assertNoLeak({ train: none, dev: [{ id: "a", input: "", expected: "" }], test: none }, empty),
  ).not.toThrow();
});

test("names all leaks", async () => {
  const one = { id: "a", input: "x" };

  const error = await evalErrorOf(() => assertNoLeak({ train: [one], dev: [one], test: [one] }));

  expect(error.message).toContain("2 problems");
});
