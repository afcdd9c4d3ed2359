import { defineConfig } from "@assay/core";

export default defineConfig({
  partitions: {
    golden: { passRate: 1 },
    regression: { passRate: 1 },
    adversarial: { passRate: 1 },
    distribution: { passRate: 0.85 },
    // Two sets of tool descriptions, measured to be compared: neither is gated.
    "helpful descriptions": { passRate: 0 },
    "terse descriptions": { passRate: 0 },
  },
});
