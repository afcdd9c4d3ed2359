import { describe, expect, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";

const suite = (rows: string): string =>
  `interface Gone { a: string }\n\nimport { describeEval } from "@assay/jest";\n\ndescribeEval("suite", ${rows}, () => "x");\n`;

const files = {
  "prices.eval.test.ts": suite('{ dataset: "./bad.cases.jsonl" }'),
  "shard.eval.test.ts": suite('{ dataset: [{ id: "a", partition: "distribution", input: 1 }] }'),
  "bad.cases.jsonl":
    '{"id":"a","partition":"distribution","input":1}\n{"id":"b" "partition":"distribution"}\n',
};

const args = ["-c", "jest.babel.config.cjs"];

/** What Jest says of one file that failed. */
function blockOf(name: string, output: string): string {
  const start = output.indexOf(`FAIL ./${name}`);
  return output.slice(start, output.indexOf("\n\n", output.indexOf("      at ", start))).trim();
}

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("what is wrong with a dataset is at its file and line, and at the line of describeEval", async () => {
    const finished = await runProject({ peer, project: "jest-places", args, files });

    expect(finished.exitCode).toBe(1);
    expect(blockOf("prices.eval.test.ts", finished.stderr)).toMatchInlineSnapshot(`
      "FAIL ./prices.eval.test.ts
        ● Test suite failed to run

          EvalError: Failed to load dataset "bad.cases.jsonl": bad.cases.jsonl:2:11: expected "," or "}", found "\\"". Correct the JSON.

            3 | import { describeEval } from "@assay/jest";
            4 |
          > 5 | describeEval("suite", { dataset: "./bad.cases.jsonl" }, () => "x");
              |             ^
            6 |

            at Object.<anonymous> (prices.eval.test.ts:5:13)"
    `);
  });

  test("a bad ASSAY_SHARD is at the line of describeEval", async () => {
    const finished = await runProject({
      peer,
      project: "jest-places",
      args,
      files,
      env: { ASSAY_SHARD: "7" },
    });

    expect(finished.exitCode).toBe(1);
    expect(blockOf("shard.eval.test.ts", finished.stderr)).toMatchInlineSnapshot(`
      "FAIL ./shard.eval.test.ts
        ● Test suite failed to run

          EvalError: Failed to read ASSAY_SHARD: expected "<index>/<count>" with an index from 1 to the count, got "7". Write ASSAY_SHARD=1/4.

            3 | import { describeEval } from "@assay/jest";
            4 |
          > 5 | describeEval("suite", { dataset: [{ id: "a", partition: "distribution", input: 1 }] }, () => "x");
              |             ^
            6 |

            at Object.<anonymous> (shard.eval.test.ts:5:13)"
    `);
  });
});
