import { describe, expect, test } from "vitest";
import { confusionMatrix } from "../metrics/confusion-matrix.ts";
import type { ClassificationDetails } from "../run/classification-details.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const labels = ["refund", "billing", "other"];

describe("toClassifyAs", () => {
  test("passes when the label is the expected one", () => {
    expect("refund").toClassifyAs("refund", { labels });
    expect({ label: "refund", confidence: 0.4 }).toClassifyAs("refund");
  });

  test("fails when it is another one", () => {
    expect(() => expect("billing").toClassifyAs("refund", { labels, group: "intent" }))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toClassifyAs(intent: refund): classified as "billing"

      expected:   refund
      received:   billing
      labels:     refund, billing, other]
    `);
  });

  test("passes negated when it is another one", () => {
    expect("billing").not.toClassifyAs("refund");
  });

  test("fails negated when it is the expected one", () => {
    expect(() => expect("refund").not.toClassifyAs("refund")).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toClassifyAs(refund): classified as "refund"

      expected:   refund
      received:   refund]
    `);
  });

  test("tells a label that does not exist from a wrong one", () => {
    expect(() => expect("Refund!").toClassifyAs("refund", { labels })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toClassifyAs(refund): "Refund!" is none of the labels

      expected:   refund
      received:   Refund!
      labels:     refund, billing, other]
    `);
  });

  test("compares labels as they are, unless it is asked to normalise", () => {
    expect(" refund").not.toClassifyAs("refund");
    expect(" refund\n").toClassifyAs("refund", { normalization: "trim" });
    expect("Refund").not.toClassifyAs("refund", { normalization: "trim" });
    expect(" REFUND ").toClassifyAs("refund", { labels, normalization: "case" });
    expect("cafe\u0301").toClassifyAs("CAFÉ", { normalization: "case" });
  });

  test("records a label as the test writes it, so that a confusion matrix has one row for it", async () => {
    const { checks } = await inCase(() => {
      expect(" Billing ").not.toClassifyAs("refund", { labels, normalization: "case" });
      expect("REFUND").toClassifyAs("Refund", { labels, normalization: "case", group: "intent" });
      expect("nonsense").not.toClassifyAs("refund", { labels });
    });

    expect(checks.map(({ details }) => details)).toEqual([
      { kind: "classification", version: 1, expected: "refund", predicted: "billing", labels, known: true },
      {
        kind: "classification",
        version: 1,
        expected: "refund",
        predicted: "refund",
        group: "intent",
        labels,
        known: true,
      },
      { kind: "classification", version: 1, expected: "refund", predicted: "nonsense", labels, known: false },
    ]);
  });

  // scikit-learn's documented example of precision_recall_fscore_support.
  test("records what a confusion matrix is made of", async () => {
    const expected = ["cat", "dog", "pig", "cat", "dog", "pig"];
    const predicted = ["cat", "pig", "dog", "cat", "cat", "dog"];
    const { checks } = await inCase(() =>
      expected.forEach((label, index) => expect(predicted[index]).toClassifyAs(label, { advisory: true })),
    );

    const pairs = checks.map(({ details }) => {
      const recorded = details as ClassificationDetails;
      return [recorded.expected, recorded.predicted] as const;
    });
    expect(confusionMatrix(pairs).counts).toEqual([
      [2, 0, 0],
      [1, 0, 1],
      [0, 2, 0],
    ]);
  });

  test("takes an empty label for a wrong one", async () => {
    const { status, checks } = await inCase(() => expect("").toClassifyAs("refund"));

    expect(status).toBe("fail");
    expect(checks).toMatchObject([{ reason: "the label is blank", score: 0, subject: "refund" }]);
  });

  test("stands inside other assertions", () => {
    expect({ intent: "refund" }).toEqual({ intent: expect.toClassifyAs("refund") });
    expect({ intent: "billing" }).toEqual({ intent: expect.not.toClassifyAs("refund") });
    expect({ intent: 5 }).not.toEqual({ intent: expect.not.toClassifyAs("refund") });
  });

  test("refuses a value without a label, negated too", () => {
    expect(() => expect({ label: null }).toClassifyAs("refund")).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toClassifyAs": expected the value under expect to be a label, or an object with a \`label\` that is a text, got an object with the keys label. Pass the label itself, such as reply.intent; where the application may give none, write reply.intent ?? "none".]`,
    );
    expect(() => expect(undefined).not.toClassifyAs("refund")).toThrow("got undefined");
  });

  test.each([
    ["a blank label", [" "], "the label to be a text that is not blank"],
    ["a label that is no text", [5], "the label to be a text that is not blank, got 5"],
    ["a label outside of the labels", ["returns", { labels }], 'the label "returns" to be one of `labels`'],
    ["no labels", ["refund", { labels: [] }], "`labels` to be a list of texts"],
    [
      "labels that normalise to the same",
      ["a", { labels: ["a", "A"], normalization: "case" }],
      "different from each other, once normalised",
    ],
    ["a blank group", ["a", { group: "" }], "`group` to be a text that is not blank"],
    ["an unknown normalisation", ["a", { normalization: "squad" }], '"none", "trim" or "case"'],
    ["an inherited normalisation", ["a", { normalization: "toString" }], '"none", "trim" or "case"'],
    ["an unknown option", ["a", { label: ["a"] }], 'no option "label"'],
  ])("refuses %s, negated too", (_, args, message) => {
    expect(() => expect("a").not.toClassifyAs(...(args as unknown as [string]))).toThrow(
      expect.objectContaining({
        code: "MATCHER_ARGUMENT",
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
