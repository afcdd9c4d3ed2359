import { defineConfig } from "@assay/core";
import { embeddings, judge } from "./judges.ts";
import { usesModel } from "./src/uses-model.ts";

export default defineConfig({
  judge,
  embeddings,
  partitions: {
    golden: { passRate: 1 },
    regression: { passRate: 1 },
    adversarial: { passRate: 1 },
    distribution: { passRate: 0.85 },
    similarity: { passRate: 1 },
    // What only a model can judge. Without one its cases are not run: that is reported, and fails nothing.
    judged: { passRate: 0.8, advisory: !usesModel() },
    // Two sets of tool descriptions, measured to be compared: neither is gated.
    "helpful descriptions": { passRate: 0 },
    "terse descriptions": { passRate: 0 },
  },
});
