import { assay } from "@assay/vitest/plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [assay()],
  test: { include: ["*.eval.test.ts"] },
});
