import { lexical, openai, openaiEmbeddings, type ChatModel, type EmbeddingModel } from "@assay/core";
import { usesModel } from "./src/uses-model.ts";

/** Judges every check; `lexical()` compares words and numbers, and says `inconclusive` to what it cannot judge. */
export const judge: ChatModel = usesModel()
  ? openai({ model: process.env["OPENAI_JUDGE_MODEL"] ?? "gpt-4.1" })
  : lexical();

const dimensions = 256;

/**
 * An embedding model of our own: it counts words. It tells a reply that is about something else from one that shares its words,
 * and knows no synonyms, no order and no meaning; two words may fall into one dimension.
 */
const wordCounts: EmbeddingModel = {
  id: "word-counts-1",
  async embed(texts) {
    return texts.map((text) => {
      const vector = Array.from({ length: dimensions }, () => 0);
      for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
        const place = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % dimensions, 7);
        vector[place] = (vector[place] ?? 0) + 1;
      }
      return vector;
    });
  },
};

/** Compares texts as wholes: their meanings where there is a model, else their words. */
export const embeddings: EmbeddingModel = usesModel()
  ? openaiEmbeddings({ model: process.env["OPENAI_EMBEDDING_MODEL"] ?? "text-embedding-3-small" })
  : wordCounts;
