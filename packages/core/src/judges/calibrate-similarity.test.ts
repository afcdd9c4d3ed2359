import { expect, test } from "vitest";
import { scriptedEmbeddings } from "../testing/scripted-embeddings.ts";
import { calibrateSimilarity, type SimilarityPair } from "./calibrate-similarity.ts";

/** A text whose cosine with "base" is `value`. */
const at = (value: number): [string, number[]] => [`t${value}`, [value, Math.sqrt(1 - value * value)]];

function labelled(similar: readonly number[], different: readonly number[]) {
  const all = [...similar, ...different];
  const model = scriptedEmbeddings({ base: [1, 0], ...Object.fromEntries(all.map(at)) });
  const pair = (value: number, label: boolean): SimilarityPair => ({
    output: at(value)[0],
    reference: "base",
    similar: label,
  });
  const pairs = [...similar.map((one) => pair(one, true)), ...different.map((one) => pair(one, false))];
  return { model, pairs };
}

test("says what each threshold gives, with intervals", async () => {
  const { model, pairs } = labelled([0.9, 0.8, 0.6], [0.7, 0.3, 0.2, 0.1]);

  const calibration = await calibrateSimilarity(pairs, { model });

  expect(calibration).toMatchObject({ model: "scripted-embeddings", similar: 3, different: 4 });
  expect(calibration.thresholds.map(({ min, tpr, tnr }) => [Number(min.toFixed(9)), tpr, tnr])).toEqual([
    [0.1, 1, 0],
    [0.2, 1, 0.25],
    [0.3, 1, 0.5],
    [0.6, 1, 0.75],
    [0.7, 2 / 3, 0.75],
    [0.8, 2 / 3, 1],
    [0.9, 1 / 3, 1],
  ]);
  // statsmodels 0.13.5, proportion_confint(3, 3, method="wilson").
  expect(calibration.best).toMatchObject({
    min: expect.closeTo(0.6, 9),
    tpr: 1,
    tprInterval: { low: expect.closeTo(0.4385029682, 9), high: 1 },
  });
});

test("takes the highest of equally good thresholds", async () => {
  const { model, pairs } = labelled([0.9, 0.8], [0.2, 0.1]);

  expect((await calibrateSimilarity(pairs, { model })).best?.min).toBeCloseTo(0.8, 9);
});

test("takes the largest TPR among thresholds with the TNR that is asked for", async () => {
  const { model, pairs } = labelled([0.9, 0.8, 0.6], [0.7, 0.3, 0.2, 0.1]);

  const { best } = await calibrateSimilarity(pairs, { model, criterion: { minTnr: 0.9 } });

  expect(best).toMatchObject({ min: expect.closeTo(0.8, 9), tpr: 2 / 3, tnr: 1 });
});

test("has no best threshold where none meets the criterion", async () => {
  const { model, pairs } = labelled([0.3], [0.9]);

  expect(await calibrateSimilarity(pairs, { model, criterion: { minTnr: 1 } })).not.toHaveProperty("best");
});

test("warns of few labels", async () => {
  const { model, pairs } = labelled([0.9], [0.1, 0.2]);

  expect((await calibrateSimilarity(pairs, { model })).warnings).toEqual([
    "1 similar pair: label at least 30 of each kind",
    "2 different pairs: label at least 30 of each kind",
  ]);
});

test("asks in batches", async () => {
  const { model, pairs } = labelled([0.9, 0.8, 0.7], [0.1, 0.2]);

  const calibration = await calibrateSimilarity(pairs, { model, batchSize: 4 });

  expect(model.requests.map((texts) => texts.length)).toEqual([4, 4, 2]);
  expect(calibration.similarities.map((one) => Number(one.toFixed(9)))).toEqual([0.9, 0.8, 0.7, 0.1, 0.2]);
});

test.each([
  [undefined, "no list"],
  [[{ output: "a", reference: "", similar: true }], "pairs[0] has no text"],
  [[{ output: "a", reference: "b", similar: 1 }], "pairs[0].similar"],
  [[{ output: "a", reference: "b", similar: true }], "no pair is labelled different"],
  [[{ output: "a", reference: "b", similar: false }], "no pair is labelled similar"],
])("refuses %j: %s", async (pairs, problem) => {
  await expect(
    calibrateSimilarity(pairs as SimilarityPair[], { model: scriptedEmbeddings({}) }),
  ).rejects.toMatchObject({ code: "MATCHER_ARGUMENT", message: expect.stringContaining(problem) });
});
