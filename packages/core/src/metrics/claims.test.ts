import fc from "fast-check";
import { expect, test } from "vitest";
import { contextRecall } from "./context-recall.ts";
import { factualCorrectness } from "./factual-correctness.ts";
import { noiseSensitivity } from "./noise-sensitivity.ts";

test("context recall is the share of supported sentences", () => {
  expect(contextRecall([true, true, false])).toBeCloseTo(2 / 3, 12);
  expect(contextRecall([])).toBeNaN();
});

// Ragas' functions run over these labels.
test("noise sensitivity of one wrong claim from each kind of context", () => {
  const supports = [
    [true, false],
    [false, true],
    [true, false],
  ];

  const { relevant, irrelevant } = noiseSensitivity({
    correct: [true, false, false],
    supports,
    relevant: [true, false],
  });

  expect(relevant).toBeCloseTo(1 / 3, 12);
  expect(irrelevant).toBeCloseTo(1 / 3, 12);
});

test("a wrong claim that any relevant context supports counts as relevant noise only", () => {
  expect(noiseSensitivity({ correct: [false], supports: [[true, true]], relevant: [true, false] })).toEqual({
    relevant: 1,
    irrelevant: 0,
  });
});

test("labels that do not fit together are refused", () => {
  expect(() => noiseSensitivity({ correct: [true], supports: [], relevant: [] })).toThrow(RangeError);
  expect(() => noiseSensitivity({ correct: [true], supports: [[true]], relevant: [] })).toThrow(RangeError);
});

// 3 claims of the answer, 2 of them true; 4 of the reference, 1 of them covered. Ragas: recall .4, F1 .5.
test("factual correctness keeps the claims of two texts apart", () => {
  const labels = { supported: [true, true, false], covered: [true, false, false, false] };

  expect(factualCorrectness(labels).recall).toBe(0.25);
  expect(factualCorrectness(labels).f1).toBeCloseTo(0.3636363636, 10);
  expect(factualCorrectness(labels, { ragasCompatible: true })).toEqual({
    precision: 2 / 3,
    recall: 0.4,
    f1: 0.5,
  });
});

test("no claims give no figure, and none right gives 0", () => {
  expect(factualCorrectness({ supported: [], covered: [true] }).f1).toBeNaN();
  expect(factualCorrectness({ supported: [false], covered: [false] }).f1).toBe(0);
});

test("every share stays from 0 to 1", () => {
  const labels = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(labels, labels, (supported, covered) => {
      const figures = Object.values(factualCorrectness({ supported, covered }));
      return [...figures, contextRecall(covered)].every((figure) => figure >= 0 && figure <= 1);
    }),
  );
});
