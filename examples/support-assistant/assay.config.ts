import { defineConfig } from "@assay/core";
import { embeddings, judge } from "./judges.ts";
import { usesModel } from "./src/uses-model.ts";

export default defineConfig({
  judge,
  ...(embeddings !== undefined && { embeddings }),
  partitions: {
    // Two of three trials decide: a model does not answer the same twice.
    golden: { passRate: 1, trials: 3 },
    regression: { passRate: 1 },
    adversarial: { passRate: 1 },
    distribution: { passRate: 0.9 },
    judge: { passRate: 1 },
    // What only a model can judge. Without one its cases are not run: that is reported, and fails nothing.
    judged: { passRate: 0.8, advisory: !usesModel() },
  },
});
