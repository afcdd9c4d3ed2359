import { describe, expect, test } from "vitest";
import { runProject } from "../../../../fixtures/run-project.ts";

// The second of two eval files finds the dataset longer than the first one did.
const appendRow = `appendFileSync(new URL("../data/one.cases.jsonl", "file://" + FILE), '{"id":"c","partition":"smoke","input":"yes"}\\n')`;

const vitestFiles = {
  "evals/a.eval.test.ts": `
    import { appendFileSync } from "node:fs";
    import { describeEval } from "@assay/vitest";
    import { afterAll, expect } from "vitest";
    describeEval("first", { dataset: "../data/*.cases.jsonl" }, ({ input }) => expect(input).toMatchTokens("yes"));
    afterAll(() => ${appendRow.replace("FILE", "import.meta.filename")});`,
  "evals/z.eval.test.ts": `
    import { describeEval } from "@assay/vitest";
    import { expect } from "vitest";
    describeEval("second", { dataset: "../data/*.cases.jsonl" }, ({ input }) => expect(input).toMatchTokens("yes"));`,
  "vitest.config.ts": `
    import { assay } from "@assay/vitest/plugin";
    import { defineConfig } from "vitest/config";
    class ByName { shard(files) { return files; } sort(files) { return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1)); } }
    export default defineConfig({ plugins: [assay()], test: { fileParallelism: false, include: ["evals/{a,z}.eval.test.ts"], sequence: { sequencer: ByName } } });`,
};

const jestFiles = {
  "evals/a.eval.test.js": `
    const { appendFileSync } = require("node:fs");
    const { describeEval } = require("@assay/jest");
    describeEval("first", { dataset: "../data/*.cases.jsonl" }, ({ input }) => expect(input).toMatchTokens("yes"));
    afterAll(() => ${appendRow.replace("FILE", "__filename")});`,
  "evals/z.eval.test.js": `
    const { describeEval } = require("@assay/jest");
    describeEval("second", { dataset: "../data/*.cases.jsonl" }, ({ input }) => expect(input).toMatchTokens("yes"));`,
  "by-name.cjs": `
    const Sequencer = require("@jest/test-sequencer").default;
    module.exports = class extends Sequencer { sort(tests) { return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1)); } };`,
};

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("refuses a dataset that changed between two files of a run", async () => {
    const { stdout, stderr, exitCode } = await runProject({
      peer,
      project: "config-vitest",
      args: ["run"],
      files: vitestFiles,
    });

    expect(stdout + stderr).toContain('data/one.cases.jsonl": the file changed while the run was going on');
    expect(exitCode).toBe(1);
  });
});

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("refuses a dataset that changed between two files of a run", async () => {
    const args = ["-i", "--testMatch", "**/{a,z}.eval.test.js"];

    const { stdout, stderr, exitCode } = await runProject({
      peer,
      project: "config-jest",
      args,
      files: jestFiles,
    });

    expect(stdout + stderr).toContain('data/one.cases.jsonl": the file changed while the run was going on');
    expect(exitCode).toBe(1);
  });
});
