import { join } from "node:path";
import { defineConfig } from "vitest/config";

const conditions = ["assay-source", "node", "import", "default"];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

// .ci/run counts tests from these; one file per process, because "pnpm test" is three of them.
const reports = process.env["TEST_REPORTS"];
const jsonReport = (folder: string): ["json", { outputFile: string }] => [
  "json",
  { outputFile: join(folder, `${process.pid}.json`) },
];

export default defineConfig({
  test: {
    reporters: reports === undefined ? ["default"] : ["default", jsonReport(reports)],
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "fixtures/fake-provider/src/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          exclude: ["**/dist/**", "**/*.e2e.test.ts", "**/*.peers.test.ts", "**/node_modules/**"],
          setupFiles: ["scripts/property-seed.ts"],
          isolate: false,
          // Property tests write and sync real files: a busy disk must not fail them.
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "e2e",
          include: [
            "packages/*/src/**/*.e2e.test.ts",
            "examples/e2e/**/*.e2e.test.ts",
            "docs/**/*.e2e.test.ts",
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        ...shared,
        test: {
          name: "peers",
          include: ["packages/*/src/**/*.peers.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
