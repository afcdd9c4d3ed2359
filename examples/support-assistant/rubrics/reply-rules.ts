import { constraints } from "@assay/core";
import { competitors } from "../src/policy.ts";

/** What holds for every reply, whoever writes it. */
export const replyRules = constraints("reply rules")
  .minWords(8)
  .maxWords(120)
  .mustNotMention("competitors", competitors)
  .doesNotMatch("instructions leaked", /you are the support assistant|system prompt/i)
  .doesNotMatch("promises for the company", /\b(?:we|i) (?:guarantee|promise)\b/i)
  .check("opens with thanks", (text) => text.startsWith("Thanks for your question."))
  .check("ends with the closing", (text) =>
    text.endsWith("Let me know if there is anything else I can help with."),
  );
