import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { calibrateSimilarity, type SimilarityPair } from "@assay/core";
import { embeddings } from "../judges.ts";

const file = join(dirname(fileURLToPath(import.meta.url)), "..", "cases", "similar-pairs.jsonl");
let threshold: Promise<number> | undefined;

/**
 * The least cosine of a reply that is about the right thing. What a model gives to unrelated texts ranges from near 0 to 0.8, so
 * the threshold comes from pairs that a person labelled, with the model that is used: the largest TPR + TNR. Ten pairs of each
 * kind show how; take 30 or more, and measure the threshold on others.
 */
export function similarityThreshold(): Promise<number> {
  return (threshold ??= calibrate());
}

async function calibrate(): Promise<number> {
  if (embeddings === undefined)
    throw new Error("There is no embedding model: set OPENAI_API_KEY or OPENAI_BASE_URL.");
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const pairs = lines.map((line) => JSON.parse(line) as SimilarityPair);
  const { best } = await calibrateSimilarity(pairs, { model: embeddings });
  if (best === undefined) throw new Error("No threshold tells the pairs apart.");
  return best.min;
}
