import { expect, test } from "vitest";
import { bleu } from "./bleu.ts";
import { missingPackage } from "./missing-package.ts";
import { rouge } from "./rouge.ts";

const output = "the cat was under the bed";
const reference = "the cat was found under the bed";

// By hand: 6 of 6 and 6 of 7 unigrams, 4 of 5 and 4 of 6 bigrams, a common subsequence of 6.
test("ROUGE of the cat and the bed", async () => {
  expect(await rouge(output, reference, { variant: 1 })).toBeCloseTo(12 / 13, 6);
  expect(await rouge(output, reference, { variant: 2 })).toBeCloseTo(8 / 11, 6);
  expect(await rouge(output, reference)).toBeCloseTo(0.923077, 6);
});

test("ROUGE takes case for no difference, unless it is asked to", async () => {
  expect(await rouge("Hello World", "hello world")).toBe(1);
  expect(await rouge("Hello World", "hello world", { caseSensitive: true })).toBe(0);
});

test("ROUGE of empty texts", async () => {
  expect(await rouge("", "")).toBe(1);
  expect(await rouge(" ", "a")).toBe(0);
});

test("ROUGE refuses a variant that it does not know", async () => {
  await expect(rouge("a", "b", { variant: 3 as never })).rejects.toThrow(RangeError);
});

// nltk 3.8, sentence_bleu of the example in its documentation.
test("BLEU equals nltk's", async () => {
  const hypothesis =
    "It is a guide to action which ensures that the military always obeys the commands of the party";
  const wanted = "It is a guide to action that ensures that the military will forever heed Party commands";

  expect(await bleu(hypothesis, wanted)).toBeCloseTo(0.41180376356915777, 12);
});

// By hand: 5/6 unigrams, 3/5 bigrams, 2/4 trigrams, 1/3 of length four, no brevity penalty.
test("BLEU by hand", async () => {
  expect(await bleu("the cat sat on the mat", "the cat sat on a mat")).toBeCloseTo(
    ((5 / 6) * (3 / 5) * (2 / 4) * (1 / 3)) ** (1 / 4),
    12,
  );
});

test("BLEU counts words that every object has", async () => {
  expect(await bleu("constructor __proto__ toString x", "a b c d")).toBe(0);
  expect(await bleu("constructor  __proto__ toString x", "constructor __proto__ toString x")).toBe(1);
});

test("BLEU of empty texts, and of a length that is none", async () => {
  expect(await bleu("", "")).toBe(1);
  expect(await bleu("", "a")).toBe(0);
  await expect(bleu("a", "a", { maxN: 0 })).rejects.toThrow(RangeError);
});

test("a package that is missing is named, any other error is kept", () => {
  const missing = Object.assign(new Error("Cannot find package 'js-rouge'"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  const broken = new SyntaxError("bad");

  expect((missingPackage("js-rouge", missing) as Error).message).toBe(
    'Failed to load the package "js-rouge": it is not installed. Install it with `npm install --save-dev js-rouge`.',
  );
  expect(missingPackage("js-rouge", broken)).toBe(broken);
});
