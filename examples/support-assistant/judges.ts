import { lexical, openai, openaiEmbeddings, type ChatModel, type EmbeddingModel } from "@assay/core";
import { usesModel } from "./src/uses-model.ts";

/** Judges every check; `lexical()` compares words and numbers, and says `inconclusive` to what it cannot judge. */
export const judge: ChatModel = usesModel()
  ? openai({ model: process.env["OPENAI_JUDGE_MODEL"] ?? "gpt-4.1" })
  : lexical();

/** Compares meanings. There is none offline: what needs it is not run then. */
export const embeddings: EmbeddingModel | undefined = usesModel()
  ? openaiEmbeddings({ model: process.env["OPENAI_EMBEDDING_MODEL"] ?? "text-embedding-3-small" })
  : undefined;
