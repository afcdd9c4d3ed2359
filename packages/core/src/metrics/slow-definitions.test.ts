import fc from "fast-check";
import { expect, test } from "vitest";
import { averagePrecision, contextPrecision } from "./average-precision.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { levenshteinDistance } from "./levenshtein.ts";
import { ndcg } from "./ndcg.ts";
import { tokenize } from "./normalize-text.ts";
import { precisionAtK } from "./precision-at-k.ts";
import { recallAtK } from "./recall-at-k.ts";
import { reciprocalRank } from "./reciprocal-rank.ts";
import { tokenF1 } from "./token-f1.ts";

// Each metric again, written from its definition and without a line of the metric's own code.
const ranking = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 10 });
const grades = fc.dictionary(fc.constantFrom(..."abcdef"), fc.integer({ min: 0, max: 4 }), { maxKeys: 5 });
const cutoff = fc.integer({ min: 1, max: 12 });

/** Without repetitions, by what stands before. */
const distinct = (list: readonly string[]): string[] =>
  list.filter((id, place) => list.indexOf(id) === place);

/** Close, or both undefined. */
function expectSame(figure: number, slow: number): void {
  if (Number.isNaN(slow)) expect(figure).toBeNaN();
  else expect(figure).toBeCloseTo(slow, 10);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, place) =>
    permutations(items.filter((_, other) => other !== place)).map((rest) => [item, ...rest]),
  );
}

test("precision and recall are shares of two sets", () => {
  fc.assert(
    fc.property(ranking, grades, cutoff, (ranked, relevance, k) => {
      const relevant = new Set(Object.keys(relevance).filter((id) => (relevance[id] ?? 0) > 0));
      const top = new Set(distinct(ranked).filter((_, place) => place < k));
      let both = 0;
      for (const id of relevant) both += top.has(id) ? 1 : 0;
      expect(precisionAtK(ranked, relevance, k)).toBe(both / k);
      expect(recallAtK(ranked, relevance, k)).toBe(relevant.size === 0 ? Number.NaN : both / relevant.size);
    }),
  );
});

test("reciprocal rank and average precision walk down the ranking", () => {
  fc.assert(
    fc.property(ranking, grades, (ranked, relevance) => {
      const relevant = Object.keys(relevance).filter((id) => (relevance[id] ?? 0) > 0);
      const places = relevant.map((id) => distinct(ranked).indexOf(id) + 1).filter((place) => place > 0);
      const precisions = places.map((place) => places.filter((other) => other <= place).length / place);
      const sum = precisions.reduce((a, b) => a + b, 0);
      const nothing = relevant.length === 0;
      expect(reciprocalRank(ranked, relevance)).toBe(
        nothing ? Number.NaN : places.length === 0 ? 0 : 1 / Math.min(...places),
      );
      expectSame(averagePrecision(ranked, relevance), nothing ? Number.NaN : sum / relevant.length);
    }),
  );
});

test.each(["linear", "exponential"] as const)(
  "NDCG with a %s gain is over the best of all orders",
  (gain) => {
    fc.assert(
      fc.property(ranking, grades, cutoff, (ranked, relevance, k) => {
        const gainOf = (grade: number): number => (gain === "linear" ? grade : 2 ** grade - 1);
        const dcg = (order: readonly string[]): number => {
          let total = 0;
          for (let place = 1; place <= Math.min(k, order.length); place++) {
            total += gainOf(relevance[order[place - 1] as string] ?? 0) / (Math.log(place + 1) / Math.LN2);
          }
          return total;
        };
        const best = Math.max(...permutations(Object.keys(relevance)).map(dcg));
        const slow = best === 0 ? Number.NaN : dcg(distinct(ranked)) / best;
        expectSame(ndcg(ranked, relevance, { k, gain }), slow);
      }),
    );
  },
);

test("context precision is the mean precision at the places that hold a relevant context", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 8 }), (verdicts) => {
      const precisions = verdicts.flatMap((hit, place) =>
        hit ? [verdicts.slice(0, place + 1).filter(Boolean).length / (place + 1)] : [],
      );
      const mean = precisions.length === 0 ? 0 : precisions.reduce((a, b) => a + b) / precisions.length;
      expect(contextPrecision(verdicts)).toBeCloseTo(mean, 12);
    }),
  );
});

const label = fc.constantFrom("a", "b", "c", "toString");

test("a confusion matrix counts pairs one by one", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 30 }), (pairs) => {
      const matrix = confusionMatrix(pairs);
      const count = (keep: (expected: string, predicted: string) => boolean): number =>
        pairs.filter(([expected, predicted]) => keep(expected, predicted)).length;
      const f1s = matrix.labels.map((one, row) => {
        const [tp, fp, fn] = [
          count((e, p) => e === one && p === one),
          count((e, p) => e !== one && p === one),
          count((e, p) => e === one && p !== one),
        ];
        const [precision, recall] = [tp / (tp + fp), tp / (tp + fn)];
        const f1 = tp === 0 ? 0 : (2 * precision * recall) / (precision + recall);
        const figures = matrix.perClass.get(one);
        expect(figures?.support).toBe(tp + fn);
        expect(figures?.precision).toBe(precision);
        expect(figures?.recall).toBe(recall);
        expect(figures?.f1).toBeCloseTo(f1, 12);
        matrix.labels.forEach((other, column) => {
          expect(matrix.counts[row]?.[column]).toBe(count((e, p) => e === one && p === other));
        });
        return f1;
      });
      const hits = count((e, p) => e === p);
      const misses = pairs.length - hits;
      expect(matrix.total).toBe(pairs.length);
      expect(matrix.accuracy).toBe(hits / pairs.length);
      // Pooled over classes each miss is one false positive and one false negative.
      expect(matrix.microF1).toBeCloseTo((2 * hits) / (2 * hits + misses + misses), 12);
      expect(matrix.macroF1).toBeCloseTo(f1s.reduce((a, b) => a + b) / f1s.length, 12);
    }),
  );
});

test("token F1 strikes out shared tokens one by one", () => {
  const text = fc.array(fc.constantFrom("a", "refund", "30", "days", "constructor"), { maxLength: 9 });
  fc.assert(
    fc.property(text, text, (output, reference) => {
      const [made, wanted] = [tokenize(output.join(" ")), tokenize(reference.join(" "))];
      const left = [...wanted];
      let shared = 0;
      for (const token of made) {
        const place = left.indexOf(token);
        if (place < 0) continue;
        left.splice(place, 1);
        shared += 1;
      }
      const [precision, recall] = [shared / made.length, shared / wanted.length];
      const slow = shared === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      const bothEmpty = made.length === 0 && wanted.length === 0;
      expect(tokenF1(output.join(" "), reference.join(" ")).f1).toBeCloseTo(bothEmpty ? 1 : slow, 12);
    }),
  );
});

test("Levenshtein's distance is the shortest of all ways to edit", () => {
  const slow = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return a.length + b.length;
    const [restA, restB] = [a.slice(1), b.slice(1)];
    if (a[0] === b[0]) return slow(restA, restB);
    return 1 + Math.min(slow(restA, b), slow(a, restB), slow(restA, restB));
  };
  const text = fc.array(fc.constantFrom("a", "b", "👍"), { maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(levenshteinDistance(a.join(""), b.join(""))).toBe(slow(a, b));
    }),
  );
});
