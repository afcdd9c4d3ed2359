import { describe, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";

const suite = (rows: string): string =>
  `interface Gone { a: string }\n\nimport { describeEval } from "@assay/vitest";\n\ndescribeEval("suite", ${rows}, () => "x");\n`;

const files = {
  "prices.eval.test.ts": suite('{ dataset: "./bad.cases.jsonl" }'),
  "shard.eval.test.ts": suite('{ dataset: [{ id: "a", partition: "distribution", input: 1 }] }'),
  "bad.cases.jsonl":
    '{"id":"a","partition":"distribution","input":1}\n{"id":"b" "partition":"distribution"}\n',
};

/** From the file's name in the list of failed suites to the line below the code frame's mark. */
function blockOf(name: string, output: string): string {
  const start = output.indexOf(`FAIL  ${name}`);
  return output.slice(start, output.indexOf("⎯⎯⎯", start)).trim();
}

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("what is wrong with a dataset is at its file and line, and at the line of describeEval", async ({
    expect,
  }) => {
    const finished = await runProject({ peer, project: "vitest-places", args: ["run"], files });

    expect(finished.exitCode).toBe(1);
    expect(blockOf("prices.eval.test.ts", finished.stderr)).toMatchInlineSnapshot(`
      "FAIL  prices.eval.test.ts [ prices.eval.test.ts ]
      EvalError: Failed to load dataset "bad.cases.jsonl": bad.cases.jsonl:2:11: expected "," or "}", found "\\"". Correct the JSON.
       ❯ prices.eval.test.ts:5:1
            3| import { describeEval } from "@assay/vitest";
            4|
            5| describeEval("suite", { dataset: "./bad.cases.jsonl" }, () => "x");
             | ^
            6|"
    `);
  });

  test("in GitHub Actions a file that does not load is annotated once, at that line", async ({ expect }) => {
    const finished = await runProject({
      peer,
      project: "vitest-places",
      args: ["run", "prices"],
      files,
      env: { GITHUB_ACTIONS: "true" },
    });

    expect(finished.stdout.match(/^::error .*/gm)).toEqual([
      expect.stringMatching(/file=.*prices\.eval\.test\.ts,.*line=5,.*bad\.cases\.jsonl:2:11:/),
    ]);
  });

  test("a bad ASSAY_SHARD is at the line of describeEval", async ({ expect }) => {
    const finished = await runProject({
      peer,
      project: "vitest-places",
      args: ["run"],
      files,
      env: { ASSAY_SHARD: "7" },
    });

    expect(finished.exitCode).toBe(1);
    expect(blockOf("shard.eval.test.ts", finished.stderr)).toMatchInlineSnapshot(`
      "FAIL  shard.eval.test.ts [ shard.eval.test.ts ]
      EvalError: Failed to read ASSAY_SHARD: expected "<index>/<count>" with an index from 1 to the count, got "7". Write ASSAY_SHARD=1/4.
       ❯ shard.eval.test.ts:5:1
            3| import { describeEval } from "@assay/vitest";
            4|
            5| describeEval("suite", { dataset: [{ id: "a", partition: "distribution"…
             | ^
            6|"
    `);
  });

  test("without the set-up file describeEval and evalTest say where it belongs", async ({ expect }) => {
    const project = "vitest-bare";
    const heads = 'import { describeEval, evalTest } from "@assay/vitest";\n';
    const own = {
      "vitest.config.ts":
        'import { assay } from "@assay/vitest/plugin";\nexport default { plugins: [assay()], test: { projects: ["a"] } };\n',
      "a/vitest.config.ts": "export default {};\n",
      "a/suite.eval.test.ts": `${heads}describeEval("rows", { dataset: [{ id: "a", input: 1 }] }, () => 1);\n`,
      "a/single.eval.test.ts": `${heads}evalTest("alone", { partition: "golden" }, () => 1);\n`,
    };
    const finished = await runProject({ peer, project, args: ["run"], files: own });

    expect(finished.exitCode).toBe(1);
    for (const what of ['describeEval "rows"', 'evalTest "alone"'])
      expect(finished.stderr).toContain(
        `Failed to define ${what}: the set-up file of Assay is not loaded. Add assay() from "@assay/vitest/plugin"`,
      );
  });
});
