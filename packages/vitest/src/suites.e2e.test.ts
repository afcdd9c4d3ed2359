import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { startProject } from "../../../fixtures/run-project.ts";
import { config, passing, runFiles as run } from "./test-helpers/bare-project.ts";
import { reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

describe.concurrent("what others read", () => {
  test("a step summary is appended, and meta.eval holds the keys that vitest-evals allows", async ({
    expect,
  }) => {
    const finished = await run(
      {
        "summary.md": "before\n",
        "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
import { expect, test } from "vitest";
describeEval("rows", { dataset: [{ id: "one", partition: "distribution", input: 1 }] }, () => {
  expect("b c d e").toMatchTokens("b c d f", { min: 0.5 });
  return "reply";
});
test("plain", () => { expect("no").toMatchTokens("yes"); });
`,
      },
      { args: ["--reporter=json", "--outputFile=report.json"], env: { GITHUB_STEP_SUMMARY: "summary.md" } },
    );

    expect(readFileSync(join(finished.directory, "summary.md"), "utf8")).toMatch(/^before\n## Assay: FAIL/);
    const report = JSON.parse(readFileSync(join(finished.directory, "report.json"), "utf8")) as {
      testResults: { assertionResults: { title: string; meta: { eval: Record<string, unknown> } }[] }[];
    };
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(Object.fromEntries(results.map(({ title, meta }) => [title, meta.eval]))).toEqual({
      one: {
        avgScore: 0.75,
        output: "reply",
        thresholdFailed: false,
        scores: [
          {
            name: "toMatchTokens",
            score: 0.75,
            metadata: { outcome: "pass", rationale: expect.any(String) },
          },
        ],
      },
      plain: {
        avgScore: 0,
        thresholdFailed: true,
        scores: [
          { name: "toMatchTokens", score: 0, metadata: { outcome: "fail", rationale: expect.any(String) } },
        ],
      },
    });
  });

  test("merged reports of shards make no run", async ({ expect }) => {
    const files = { "a.eval.test.ts": passing, "b.eval.test.ts": passing };
    const shard = await run(files, { args: ["--shard=1/1", "--reporter=blob", "--outputFile=blobs/1.json"] });

    expect(shard.exitCode).toBe(0);
    expect(shard.runs).toHaveLength(1);
    const vitest = join(shard.directory, "../../node_modules/vitest/vitest.mjs");
    const merged = execFileSync(process.execPath, [vitest, "run", "--merge-reports=blobs"], {
      cwd: shard.directory,
      encoding: "utf8",
    });
    expect(merged).not.toContain("Assay  ");
  });

  test("a closed pipe neither crashes the run nor leaves it unsealed (B27)", async ({ expect }) => {
    const running = startProject({
      peer: "vitest-4",
      project: "vitest-bare",
      args: ["run"],
      files: { "a.eval.test.ts": passing },
    });
    await running.until(() => running.output().includes("RUN"), "the first line");
    running.child.stdout?.destroy();
    const finished = await running.finished;

    expect(summaryOf(finished)).toMatchObject({ sealed: true, gate: { verdict: "pass" } });
    expect(finished.exitCode).toBe(0);
  });
});

describe.concurrent("suites", () => {
  test("partitions come from evalTest, tags, globs, in this order; datasets may be streams", async ({
    expect,
  }) => {
    const finished = await run({
      "assay.config.json":
        '{ "partitions": { "smoke": { "passRate": 1 } }, "filePartitions": { "evals/**": "distribution" } }',
      "vitest.config.ts": config('{ tags: [{ name: "smoke" }] }'),
      "evals/a.test.ts": `import { defineDataset, describeEval, evalTest } from "@assay/vitest";
import { expect, test } from "vitest";
async function* rows() { yield { id: "streamed", partition: "smoke", input: { text: "yes" }, expected: "yes" }; }
const dataset = defineDataset<{ text: string }, string>(rows);
describeEval("stream", { dataset }, ({ input, expected }) => { expect(input.text).toMatchTokens(expected); });
evalTest("named", { partition: "adversarial" }, () => { expect("yes").toMatchTokens("yes"); });
test("tagged", { tags: ["smoke"] }, () => { expect("yes").toMatchTokens("yes"); });
test("placed", () => { expect("yes").toMatchTokens("yes"); });
test("no case", () => {});
`,
    });

    expect(Object.fromEntries(summaryOf(finished).cases.map(({ id, partition }) => [id, partition]))).toEqual(
      {
        streamed: "smoke",
        named: "adversarial",
        tagged: "smoke",
        placed: "distribution",
      },
    );
    expect(finished.exitCode).toBe(0);
  });

  test("a suite's gate speaks last, shuffled or not, and misses below it stay green", async ({ expect }) => {
    const suite = (rate: number): string => `import { describeEval } from "@assay/vitest";
import { expect } from "vitest";
const rows = [1, 2, 3, 4, 5].map((number) => ({ id: "row-" + number, partition: "regression", rootCause: "x", input: number }));
describeEval("rows", { dataset: rows, gate: { passRate: ${rate} } }, ({ input }) => {
  expect(input === 3 ? "no" : "yes").toMatchTokens("yes");
});
`;
    const [passes, fails, shuffled] = await Promise.all([
      run({ "a.eval.test.ts": suite(0.8) }),
      run({ "a.eval.test.ts": suite(0.9) }),
      run({ "a.eval.test.ts": suite(0.9) }, { args: ["--sequence.shuffle", "--sequence.seed=3"] }),
    ]);

    expect(passes.stdout).toContain("6 passed (6)");
    expect(fails.stdout).toContain("1 failed | 5 passed (6)");
    expect(fails.stderr).toContain('Failed to pass the gate of "rows": 4 of 5 passed, 1 failed');
    expect(shuffled.stderr).toContain('Failed to pass the gate of "rows": 4 of 5 passed, 1 failed');
    // The regression partition's own gate asks for every case, whatever the suite's gate says.
    expect([passes.exitCode, fails.exitCode, shuffled.exitCode]).toEqual([1, 1, 1]);
  });

  test("shards of cases add up to the dataset, and none of them is a whole run", async ({ expect }) => {
    const files = {
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
import { expect } from "vitest";
const rows = ["a", "b", "c", "d", "e"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("rows", { dataset: rows }, () => { expect("yes").toMatchTokens("yes"); });
describeEval("one row", { dataset: [{ id: "a", partition: "distribution", input: 1 }] }, () => {});
`,
    };
    const finished = await Promise.all(
      ["1/3", "2/3", "3/3"].map((ASSAY_SHARD) => run(files, { env: { ASSAY_SHARD } })),
    );

    const summaries = finished.map(summaryOf);
    expect(summaries.flatMap(({ cases }) => cases.map(({ test: path }) => path)).toSorted()).toEqual([
      "one row > a",
      "rows > a",
      "rows > b",
      "rows > c",
      "rows > d",
      "rows > e",
    ]);
    expect(summaries.map(({ gate }) => gate.verdict)).toEqual([
      "inconclusive",
      "inconclusive",
      "inconclusive",
    ]);
    expect(finished.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  test("a case's signal aborts with its own timeout, long before the runner's", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
describeEval("rows", { dataset: [{ id: "slow", input: 1 }], timeout: 100 }, async ({ signal }) => {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  console.log("the body saw the abort");
});
`,
    });

    expect(statuses(summaryOf(finished))).toEqual({ slow: "error (timeout)" });
    expect(finished.stdout).toContain("the body saw the abort");
    expect(finished.exitCode).toBe(1);
  });

  test("a stopped run leaves the rest not run and skips their tests", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { evalTest, rubric, fromFunction } from "@assay/vitest";
import { expect } from "vitest";
const polite = rubric({ name: "polite", version: 1, pass: "The reply is courteous.", fail: "The reply is rude." });
const refused = fromFunction(() => { throw Object.assign(new Error("invalid api key"), { status: 401 }); }, { id: "gateway", family: "test" });
for (const name of ["one", "two", "three"]) {
  evalTest(name, { partition: "golden" }, async () => { await expect("Hello").toPassJudge(polite, { model: refused }); });
}
`,
    });

    const summary = summaryOf(finished);
    expect(statuses(summary)).toEqual({
      one: "error (no-verdict)",
      two: "not-run (stopped)",
      three: "not-run (stopped)",
    });
    expect(reasonCodes(summary)).toContain("stopped");
    expect(finished.stdout).toContain("1 failed | 2 skipped");
    expect(finished.exitCode).toBe(1);
  });
});
