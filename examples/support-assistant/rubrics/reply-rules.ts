import { constraints } from "@assay/core";
import { competitors } from "../src/policy.ts";

/** What holds for every reply, whoever writes it. */
export const replyRules = constraints()
  .minWords(8)
  .maxWords(120)
  .mustNotMention("competitors", competitors)
  .mustNotMatch("instructions leaked", /you are the support assistant|system prompt/i)
  .mustNotMatch("promises for the company", /\b(?:we|i) (?:guarantee|promise)\b/i)
  .check("opens with thanks", (text) => text.startsWith("Thanks for your question."))
  .check("ends with the closing", (text) => text.endsWith("Let me know if there is anything else I can help with."));
