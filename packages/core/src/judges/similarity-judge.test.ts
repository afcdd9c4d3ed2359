import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EmbeddingModel } from "../models/chat-model.ts";
import { scriptedEmbeddings } from "../testing/scripted-embeddings.ts";
import { cosine } from "./cosine.ts";
import { judgeSimilarity } from "./similarity-judge.ts";

const vectors = { "Money back": [3, 4], "A refund": [4, 3], "A parcel": [-4, 3], Opposite: [-4, -3] };
const model = scriptedEmbeddings(vectors);

function answering(embedded: unknown): EmbeddingModel {
  return { id: "odd", embed: () => Promise.resolve(embedded as number[][]) };
}

describe("the cosine", () => {
  // numpy 1.24: dot(a, b) / (norm(a) * norm(b)).
  test.each([
    [[3, 4], [4, 3], 0.96],
    [[1, 2, 3], [4, 5, 6], 0.9746318461970762],
    [[1, 0], [0, 1], 0],
    [[1, 1], [-1, -1], -1],
    [[1e200, 1e200], [1e200, 0], 0.7071067811865475],
    [[1e-200, 1e-200], [1e-200, 0], 0.7071067811865475],
  ])("of %j and %j is %d", (first, second, value) => {
    expect(cosine(first, second)).toBeCloseTo(value, 12);
  });

  test("is symmetric, within -1 and 1, and the same for a scaled vector", () => {
    const vector = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 0.001, max: 1e6, noNaN: true }), (a, b, factor) => {
        fc.pre(a.some((value) => value !== 0) && b.some((value) => value !== 0));
        const value = cosine(a, b);
        const scaled = cosine(
          a.map((one) => one * factor),
          b,
        );
        return Math.abs(value) <= 1 && value === cosine(b, a) && Math.abs(value - scaled) < 1e-9;
      }),
    );
  });
});

test("passes from the least similarity on, and fails below it", async () => {
  const judged = { output: "Money back", reference: "A refund", model };

  expect(await judgeSimilarity({ ...judged, min: 0.9 })).toMatchObject({
    outcome: "pass",
    similarity: expect.closeTo(0.96, 12),
    score: expect.closeTo(0.96, 12),
    critique: "the similarity is 0.96, at least 0.9 is asked for",
    model: { asked: "scripted-embeddings" },
    promptVersion: "similarity/1",
    requests: 1,
  });
  expect((await judgeSimilarity({ ...judged, min: 0.97 })).outcome).toBe("fail");
});

test("has no score from 0 to 1 below 0, and never lifts one to 0", async () => {
  const verdict = await judgeSimilarity({ output: "Opposite", reference: "A refund", min: 0.5, model });

  expect(verdict).toMatchObject({ outcome: "fail", similarity: expect.closeTo(-1, 12) });
  expect(verdict).not.toHaveProperty("score");
});

test("fails an output without content by rule", async () => {
  expect(await judgeSimilarity({ output: "...", reference: "A refund", min: 0.1, model })).toMatchObject({
    outcome: "fail",
    rule: "punctuation-only",
    requests: 0,
  });
});

test.each([
  [
    "another length",
    [
      [1, 2],
      [1, 2, 3],
    ],
    "vector 2 of 2 has 3 dimensions, the first 2",
  ],
  [
    "a zero vector",
    [
      [1, 2],
      [0, 0],
    ],
    "vector 2 of 2 is zero everywhere",
  ],
  [
    "a NaN",
    [
      [1, Number.NaN],
      [1, 2],
    ],
    "vector 1 of 2 has an entry that is no finite number",
  ],
  [
    "an infinite entry",
    [
      [1, Infinity],
      [1, 2],
    ],
    "no finite number",
  ],
  [
    "a null",
    [
      [1, null],
      [1, 2],
    ],
    "no finite number",
  ],
  [
    "a text for a number",
    [
      ["1", 2],
      [1, 2],
    ],
    "no finite number",
  ],
  ["fewer vectors", [[1, 2]], "1 vectors to 2 texts"],
  ["more vectors", [[1], [1], [1]], "3 vectors to 2 texts"],
  ["empty vectors", [[], []], "vector 1 of 2 is empty"],
  ["no list", { data: [] }, "no list of vectors"],
  ["nothing", undefined, "no list of vectors"],
])("is an error, and no verdict, on %s", async (_name, embedded, problem) => {
  const judged = { output: "Money back", reference: "A refund", min: 0.5, model: answering(embedded) };

  await expect(judgeSimilarity(judged)).rejects.toMatchObject({
    name: "ModelError",
    code: "MODEL_BAD_EMBEDDING",
    outcome: "error",
    message: expect.stringContaining(problem),
  });
});

test("gives the model up at the deadline", async () => {
  const hanging: EmbeddingModel = { id: "hanging", embed: () => new Promise(() => {}) };
  const judged = { output: "Money back", reference: "A refund", min: 0.5, model: hanging };

  await expect(judgeSimilarity({ ...judged, deadline: performance.now() + 50 })).rejects.toMatchObject({
    code: "MODEL_TIMEOUT",
  });
});

test("counts what a model throws as an error", async () => {
  const broken: EmbeddingModel = { id: "broken", embed: () => Promise.reject(new Error("boom")) };
  const judged = { output: "Money back", reference: "A refund", min: 0.5, model: broken };

  await expect(judgeSimilarity(judged)).rejects.toMatchObject({ name: "ModelError", outcome: "error" });
});

test.each([-1, 1.01, Number.NaN, "0.5", undefined])("refuses %s as least similarity", async (min) => {
  const judged = { output: "Money back", reference: "A refund", min: min as number, model };

  await expect(judgeSimilarity(judged)).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
    message: expect.stringContaining("calibrateSimilarity"),
  });
});

test.each(["", " ", 3])("refuses %j as a reference", async (reference) => {
  const judged = { output: "Money back", reference: reference as string, min: 0.5, model };

  await expect(judgeSimilarity(judged)).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});
