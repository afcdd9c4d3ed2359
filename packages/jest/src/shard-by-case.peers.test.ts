import type { Summary } from "@assay/core/run";
import { describe, expect, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const suite = `const { describeEval } = require("@assay/jest");
const rows = Array.from({ length: 20 }, (_, index) => ({ id: \`row-\${index}\`, partition: "distribution", input: index }));
describeEval("rows", { dataset: rows }, () => { expect("yes").toMatchTokens("yes"); });
`;

const idsOf = ({ summary }: FinishedProject): string[] => (summary as Summary).cases.map(({ id }) => id);

describe.each<Peer>(["jest-29", "jest-30"])("%s", (peer) => {
  const run = (
    args: readonly string[],
    options: Partial<Parameters<typeof runProject>[0]> = {},
  ): Promise<FinishedProject> =>
    runProject({
      peer,
      project: "jest-narrow",
      args,
      ...options,
      files: {
        "assay.config.mjs": 'export default { shardBy: "case" };\n',
        "a.eval.test.js": suite,
        ...options.files,
      },
    });

  test("one file is spread over more shards than there are files", async () => {
    const shards = await Promise.all([1, 2, 3].map((index) => run(["a.eval", `--shard=${index}/3`])));

    const ids = shards.map(idsOf);
    expect(new Set(ids.flat()).size).toBe(20);
    expect(ids.flat()).toHaveLength(20);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(20);
    expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  test("a configuration without the preset names the sequencer itself, also from another folder", async () => {
    const config = {
      setupFilesAfterEnv: ["@assay/jest/setup"],
      reporters: ["default", "@assay/jest/reporter"],
      testSequencer: "@assay/jest/sequencer",
      transform: {},
    };
    const shards = await Promise.all(
      [1, 2].map((index) =>
        run(["a.eval", "--rootDir", "inner", "--config", JSON.stringify(config), `--shard=${index}/2`], {
          files: {
            "inner/assay.config.mjs": 'export default { shardBy: "case" };\n',
            "inner/a.eval.test.js": suite,
          },
        }),
      ),
    );

    expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    for (const { stderr } of shards) expect(stderr).toMatch(/Tests: +\d+ passed, \d+ total/);
    expect(
      shards
        .map(({ stderr }) => Number(/Tests: +(\d+) passed/.exec(stderr)?.[1]))
        .reduce((sum, count) => sum + count),
    ).toBe(20);
  });

  test("a sequencer that hands each file to one shard is refused", async () => {
    const finished = await run(["a.eval", "--shard=1/2"], {
      files: {
        "jest.config.cjs": `const Own = require.resolve("./own.cjs");
module.exports = { preset: "@assay/jest", rootDir: __dirname, transform: {}, testSequencer: Own };
`,
        "own.cjs": `module.exports = class {
  shard(tests) { return tests; }
  sort(tests) { return tests; }
  allFailedTests(tests) { return tests; }
  cacheResults() {}
};
`,
      },
    });

    expect(finished.stderr).toContain(
      'Failed to split the cases: shardBy is "case", and Jest\'s testSequencer hands each test file to one shard.',
    );
    expect(finished.exitCode).toBe(1);
  });

  test("cases are not split twice", async () => {
    const finished = await run(["a.eval", "--shard=1/2"], { env: { ASSAY_SHARD: "1/2" } });

    expect(finished.stderr).toContain(
      'Failed to split the cases: with shardBy "case", --shard=1/2 splits them already, and so would ASSAY_SHARD=1/2.',
    );
    expect(finished.exitCode).toBe(1);
  });
});
