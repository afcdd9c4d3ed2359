import type { Summary } from "@assay/core/run";
import { describe, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const suite = `import { describeEval } from "@assay/vitest";
import { expect } from "vitest";
const rows = Array.from({ length: 20 }, (_, index) => ({ id: \`row-\${index}\`, partition: "distribution", input: index }));
describeEval("rows", { dataset: rows }, () => { expect("yes").toMatchTokens("yes"); });
`;
const ownSequencer = `import { assay } from "@assay/vitest/plugin";
import { BaseSequencer } from "vitest/node";
import { defineConfig } from "vitest/config";
class Own extends BaseSequencer {
  async shard(files) { console.log("own shard of", files.length); return super.shard(files); }
  async sort(files) { console.log("own order of", files.length); return super.sort(files); }
}
export default defineConfig({ plugins: [assay()], test: { sequence: { sequencer: Own } } });
`;

const idsOf = ({ summary }: FinishedProject): string[] => (summary as Summary).cases.map(({ id }) => id);

// expect comes from each test's context: these run side by side.
describe.each<Peer>(["vitest-4", "vitest-5"])("%s", { concurrent: true }, (peer) => {
  const run = (args: readonly string[], options: Partial<Parameters<typeof runProject>[0]> = {}) =>
    runProject({
      peer,
      project: "vitest-bare",
      args: ["run", ...args],
      ...options,
      files: {
        "assay.config.mjs": 'export default { shardBy: "case" };\n',
        "a.eval.test.ts": suite,
        ...options.files,
      },
    });

  test("one file is spread over more shards than there are files", async ({ expect }) => {
    const shards = await Promise.all([1, 2, 3].map((index) => run(["a.eval", `--shard=${index}/3`])));

    const ids = shards.map(idsOf);
    expect(new Set(ids.flat()).size).toBe(20);
    expect(ids.flat()).toHaveLength(20);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(20);
    expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  test("where no file is found, a shard is as red as it was", async ({ expect }) => {
    const finished = await run(["no-such-file", "--shard=1/2"]);

    expect(finished.stdout + finished.stderr).toContain("No test files found");
    expect(finished.exitCode).toBe(1);
  });

  test("a sequencer of the project's own orders the files, and splits those without evals", async ({
    expect,
  }) => {
    const plain = 'import { test } from "vitest";\ntest("plain", () => {});\n';
    const finished = await run(["--shard=1/2"], {
      files: { "vitest.config.ts": ownSequencer, "b.test.ts": plain, "c.test.ts": plain },
    });

    const others = /own shard of (\d+)/.exec(finished.stdout)?.[1];
    expect(Number(others)).toBeGreaterThanOrEqual(2);
    expect(finished.stdout).toContain("own order of");
    expect(idsOf(finished).length).toBeGreaterThan(0);
  });

  test("cases are not split twice", async ({ expect }) => {
    const finished = await run(["a.eval", "--shard=1/2"], { env: { ASSAY_SHARD: "1/2" } });

    expect(finished.stdout + finished.stderr).toContain(
      'Failed to split the cases: with shardBy "case", --shard=1/2 splits them already, and so would ASSAY_SHARD=1/2.',
    );
    expect(finished.exitCode).toBe(1);
  });
});
