import { constraints } from "@assay/core";

/** What holds for every answer, whoever writes it. */
export const replyRules = constraints("reply rules")
  .minWords(3)
  .maxWords(60)
  .mustNotMention("tool names", ["get_order", "refund_order", "cancel_order", "track_parcel"])
  .doesNotMatch("unfilled template", /undefined|\[object|null/)
  .check("is a sentence", (text) => /[.?!]$/.test(text));
