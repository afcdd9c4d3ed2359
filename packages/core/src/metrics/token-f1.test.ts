import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "./normalize-text.ts";
import { tokenF1 } from "./token-f1.ts";

const words = fc.array(fc.constantFrom("refund", "within", "30", "days", "the", "plan", "退款", "café"), {
  maxLength: 12,
});
const texts = words.map((list) => list.join(" "));

// Values: f1_score of SQuAD's official evaluation script v2.0.
describe("tokenF1", () => {
  test("counts a token as often as both texts have it", () => {
    expect(tokenF1("yes yes yes", "yes").f1).toBe(0.5);
  });

  test("gives the official script's value for a longer answer", () => {
    const { f1 } = tokenF1("You can get a refund within 30 days of purchase", "refund within 30 days");

    expect(f1).toBeCloseTo(0.6153846154, 10);
  });

  test("removes punctuation without putting a space in its place", () => {
    expect(tokenF1("24/7", "24 7").f1).toBe(0);
  });

  test("takes two texts without tokens as equal", () => {
    expect(tokenF1("", "the ...").f1).toBe(1);
  });

  test("gives 0 when only one text has tokens", () => {
    expect(tokenF1("", "yes")).toMatchObject({ f1: 0, precision: 0, recall: 0 });
  });

  test("tells precision, recall, missing and extra tokens", () => {
    expect(tokenF1("refund in 14 days", "refund within 30 days")).toEqual({
      f1: 0.5,
      precision: 0.5,
      recall: 0.5,
      missing: ["within", "30"],
      extra: ["in", "14"],
    });
  });

  test("counts characters of scripts without spaces", () => {
    expect(tokenF1("可以退款", "退款").f1).toBeCloseTo(2 / 3, 10);
  });

  test("keeps articles where asked to", () => {
    expect(tokenF1("the plan", "plan", { normalization: "words" }).f1).toBeCloseTo(2 / 3, 10);
  });

  test("keeps punctuation where only white space splits", () => {
    // Bags {plan:} and {plan} share nothing; {team, plan:} and {team, plan} share one of two.
    expect(tokenF1("Team plan:", "team plan", { normalization: "whitespace" }).f1).toBeCloseTo(1 / 2, 10);
    expect(tokenF1("Team plan:", "team plan", { normalization: "words" }).f1).toBe(1);
  });

  test.each([
    ["squad", 0.4],
    ["words", 0.4],
    ["separators", 1],
    ["whitespace", 0.4],
  ] as const)("24/7 support against 24 7 support, %s: %d", (normalization, f1) => {
    expect(tokenF1("24/7 support", "24 7 support", { normalization }).f1).toBeCloseTo(f1, 10);
  });

  test("compares the tokens of a function as they are", () => {
    const stems = (text: string): readonly string[] => text.split(" ").map((word) => word.slice(0, 3));

    expect(tokenF1("refunded plans", "refunds planned", { normalization: stems }).f1).toBe(1);
    expect(tokenF1("退款", "退款单", { normalization: (text) => [text] }).f1).toBe(0);
  });

  // Inspect's f1 compares sets of words: 1 for "yes yes yes".
  test("counts each token once where the function gives each once", () => {
    const distinct = (text: string): readonly string[] => [...new Set(tokenize(text, "squad"))];

    expect(tokenF1("yes yes yes", "yes", { normalization: distinct }).f1).toBe(1);
    expect(tokenF1("the refund, the refund", "refund now", { normalization: distinct }).f1).toBeCloseTo(
      2 / 3,
      10,
    );
  });

  test("stays from 0 to 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (output, reference) => {
        const { f1, precision, recall } = tokenF1(output, reference);
        return [f1, precision, recall].every((value) => value >= 0 && value <= 1);
      }),
    );
  });

  test("is symmetric, with precision and recall exchanged", () => {
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const there = tokenF1(left, right);
        const back = tokenF1(right, left);
        expect([there.f1, there.precision, there.missing]).toEqual([back.f1, back.recall, back.extra]);
      }),
    );
  });

  test("does not depend on the order of tokens", () => {
    fc.assert(
      fc.property(words, texts, (list, reference) => {
        expect(tokenF1(list.join(" "), reference).f1).toBe(
          tokenF1([...list].reverse().join(" "), reference).f1,
        );
      }),
    );
  });

  test("is 1 for a text and itself", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => tokenF1(text, text).f1 === 1));
  });
});
