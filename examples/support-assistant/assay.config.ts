import { defineConfig, lexical, openai } from "@assay/core";

const usesModel = process.env["OPENAI_API_KEY"] !== undefined || process.env["OPENAI_BASE_URL"] !== undefined;

export default defineConfig({
  judge: usesModel ? openai({ model: process.env["OPENAI_JUDGE_MODEL"] ?? "gpt-4.1" }) : lexical(),
  partitions: {
    golden: { passRate: 1 },
    regression: { passRate: 1 },
    adversarial: { passRate: 1 },
    distribution: { passRate: 0.9 },
    judge: { passRate: 1 },
  },
});
