import { expect, test } from "vitest";
import { startProject } from "../../../fixtures/run-project.ts";
import { reasonCodes, runJest, statuses } from "./test-helpers/jest-run.ts";

const suite = (dataset: string): string => `const { describeEval } = require("@assay/jest");
describeEval("rows", { dataset: ${dataset} }, ({ input }) => {
  expect(input).toMatchTokens("yes");
});
`;

test("a dataset with a mistake names file and line, and the gate asks for the data", async () => {
  const finished = await runJest({
    peer: "jest-30",
    project: "jest-narrow",
    args: ["bad"],
    files: {
      "bad.cases.jsonl":
        '{"id":"one","partition":"golden"}\n{"id":"one","partition":"distribution","input":"yes"}\n',
      "bad.eval.test.js": suite('"./bad.cases.jsonl"'),
    },
  });

  expect(finished.stderr).toMatch(/bad\.cases\.jsonl:2/);
  expect(reasonCodes(finished)).toContain("bad-input");
  expect([finished.exitCode, finished.gateCode]).toEqual([1, 3]);
});

test("ASSAY_SHARD runs a share of the cases, and the gate knows that it is a share", async () => {
  const rows = JSON.stringify(
    Array.from({ length: 12 }, (_, index) => ({ id: `row-${index}`, partition: "golden", input: "yes" })),
  );
  const shards = await Promise.all(
    ["1/2", "2/2"].map((shard) =>
      runJest({
        peer: "jest-30",
        project: "jest-narrow",
        args: ["shared"],
        env: { ASSAY_SHARD: shard },
        files: { "shared.eval.test.js": suite(rows.replaceAll("golden", "distribution")) },
      }),
    ),
  );

  expect(shards.map(reasonCodes)).toEqual([["shard"], ["shard"]]);
  expect(shards.map(({ exitCode, gateCode }) => [exitCode, gateCode])).toEqual([
    [0, 2],
    [0, 2],
  ]);
  expect(Object.keys({ ...statuses(shards[0]!), ...statuses(shards[1]!) })).toHaveLength(12);
});

test("watch mode does not run again for what a run wrote", async () => {
  const running = startProject({ peer: "jest-30", project: "jest-green", args: ["--watchAll"] });
  await running.until(() => running.output().includes("Assay  PASS"), "the end of the first run");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  running.child.kill("SIGTERM");
  await running.finished;

  expect(running.runs()).toHaveLength(1);
});

test("a committed .only fails the job in CI", async () => {
  const row = (id: string): string => `[{ id: "${id}", partition: "distribution", input: "yes" }]`;
  const only =
    suite(row("marked")).replace('describeEval("rows"', 'describeEval.only("marked"') +
    suite(row("other")).split("\n").slice(1).join("\n");
  const runs = await Promise.all(
    [{}, { CI: "true" }].map((env) =>
      runJest({
        peer: "jest-30",
        project: "jest-narrow",
        args: ["alone"],
        env,
        files: { "alone.eval.test.js": only },
      }),
    ),
  );

  expect(runs.map(({ exitCode, gateCode }) => [exitCode, gateCode])).toEqual([
    [0, 2],
    [1, 2],
  ]);
});
