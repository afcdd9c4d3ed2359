import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import {
  runProject,
  startProject,
  type FinishedProject,
  type RunProjectOptions,
} from "../../../fixtures/run-project.ts";
import { reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

const passing = `import { evalTest } from "@assay/vitest";
import { expect } from "vitest";

evalTest("passes", { partition: "golden" }, () => {
  expect("yes").toMatchTokens("yes");
});
`;

const unrelated = `import { expect, test } from "vitest";

test("adds", () => {
  expect(1 + 1).toBe(2);
});
`;

function run(
  files: Record<string, string>,
  options: Partial<RunProjectOptions> = {},
): Promise<FinishedProject> {
  const args =
    options.args?.[0] === "list" || options.args?.[0] === "bench"
      ? options.args
      : ["run", ...(options.args ?? [])];
  return runProject({ peer: "vitest-4", project: "vitest-bare", ...options, files, args });
}

function config(test: string, plugins = "[assay()]"): string {
  return `import { assay } from "@assay/vitest/plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: ${plugins}, test: ${test} });
`;
}

describe.concurrent("files and set-up that fail", () => {
  test("a file that does not load keeps the gate undecided", async ({ expect }) => {
    const finished = await runProject({ peer: "vitest-4", project: "vitest-broken", args: ["run"] });

    const summary = summaryOf(finished);
    expect(statuses(summary)).toEqual({ loads: "pass" });
    expect(summary.failedFiles).toMatchObject([{ file: "broken.eval.test.ts" }]);
    expect(reasonCodes(summary)).toEqual(["file-failed"]);
    expect(finished.exitCode).toBe(1);
  });

  test("a dataset with a mistake names file and line, and its file counts as failed", async ({ expect }) => {
    const finished = await run({
      "a.cases.jsonl":
        '{"id":"one","partition":"distribution","input":1}\n{"id":"one","partition":"distribution","input":2}\n',
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
describeEval("rows", { dataset: "./a.cases.jsonl" }, () => {});
`,
    });

    expect(summaryOf(finished).failedFiles).toMatchObject([{ file: "a.eval.test.ts" }]);
    expect(finished.stderr).toMatch(/a\.cases\.jsonl:2/);
    expect(finished.exitCode).toBe(1);
  });

  test("two suites of one name in a file are refused", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
describeEval("rows", { dataset: [{ id: "one", input: 1 }] }, () => {});
describeEval("rows", { dataset: [{ id: "one", input: 1 }] }, () => {});
`,
    });

    expect(finished.stderr).toContain("two suites of this name");
    expect(finished.exitCode).toBe(1);
  });

  test("a suite that selects no case is refused", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
describeEval("rows", { dataset: [{ id: "one", input: 1 }], filter: () => false }, () => {});
`,
    });

    expect(finished.stderr).toContain("none of the 1 cases of its dataset is selected");
    expect(finished.exitCode).toBe(1);
  });

  test("cases behind a failing beforeAll are not run", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { evalTest } from "@assay/vitest";
import { beforeAll, test } from "vitest";
beforeAll(() => { throw new Error("no database"); });
evalTest("one", { partition: "golden" }, () => {});
test("two", () => {});
`,
    });

    const summary = summaryOf(finished);
    expect(Object.values(statuses(summary)).every((status) => status.startsWith("not-run"))).toBe(true);
    expect(summary.cases).toHaveLength(2);
    expect(summary.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });

  test("a failing global set-up leaves no green run", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": passing,
      "global.ts": `export function setup() { throw new Error("no database"); }\n`,
      "vitest.config.ts": config('{ globalSetup: "./global.ts" }'),
    });

    expect(finished.exitCode).toBe(1);
    expect((finished.summary as { gate?: { verdict: string } } | undefined)?.gate?.verdict).not.toBe("pass");
  });

  test("a mistake in assay.config stops the run with one message", async ({ expect }) => {
    const finished = await run({ "a.eval.test.ts": passing, "assay.config.json": '{ "concurency": 3 }' });

    expect(finished.stderr.match(/concurrency/g)?.length).toBe(1);
    expect(finished.stderr).not.toContain("    at ");
    expect(finished.stdout).not.toContain("passed");
    expect(finished.exitCode).toBe(1);
    expect(finished.runs).toEqual([]);
  });

  test("a run that cannot be recorded fails, and misses are red (B26)", async ({ expect }) => {
    const finished = await run({ "a.eval.test.ts": passing, ".assay": "in the way" });

    expect(finished.stderr).toContain("Assay: failed to start the run. Failed to create run");
    expect(finished.stdout).toContain("1 passed");
    expect(finished.exitCode).toBe(1);
  });
});

describe.concurrent("runs without evals", () => {
  test("a whole run without a case is not green", async ({ expect }) => {
    const finished = await run({ "a.test.ts": unrelated });

    expect(reasonCodes(summaryOf(finished))).toEqual(["no-cases"]);
    expect(finished.exitCode).toBe(1);
  });

  test("other tests run by path are left alone", async ({ expect }) => {
    const finished = await run(
      { "a.test.ts": unrelated, "b.eval.test.ts": passing },
      { args: ["a.test.ts"] },
    );

    expect(finished.stdout).not.toContain("Assay");
    expect(finished.exitCode).toBe(0);
  });

  test("list, typecheck and benchmarks make no runs", async ({ expect }) => {
    const files = {
      "a.eval.test.ts": passing,
      "a.test-d.ts":
        'import { expectTypeOf, test } from "vitest";\ntest("types", () => { expectTypeOf(1).toBeNumber(); });\n',
      "a.bench.ts":
        'import { bench } from "vitest";\nbench("nothing", () => {}, { time: 5, iterations: 1 });\n',
      "tsconfig.json":
        '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true }, "include": ["*.test-d.ts"] }',
    };

    const list = await run(files, { args: ["list"] });
    const bench = await run(files, { args: ["bench", "--run"] });

    expect(list.stdout).toContain("a.eval.test.ts > passes");
    expect([list.exitCode, bench.exitCode]).toEqual([0, 0]);
    expect([...list.runs, ...bench.runs]).toEqual([]);
  });

  test("type checks beside tests are no cases", async ({ expect }) => {
    const tsc = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
    const finished = await run(
      {
        "a.eval.test.ts": passing,
        "a.test-d.ts":
          'import { expectTypeOf, test } from "vitest";\ntest("types", () => { expectTypeOf(1).toBeNumber(); });\n',
        "tsconfig.json":
          '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true }, "include": ["*.test-d.ts"] }',
      },
      { args: ["--typecheck.enabled", `--typecheck.checker=${tsc}`] },
    );

    expect(statuses(summaryOf(finished))).toEqual({ passes: "pass" });
    expect(finished.exitCode).toBe(0);
  });
});

describe.concurrent("without the reporter", () => {
  test("misses of a tolerant partition are red, and nothing is written", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { describeEval } from "@assay/vitest";
import { expect } from "vitest";
const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => ({ id: "row-" + number, partition: "distribution", input: number }));
describeEval("rows", { dataset: rows }, ({ input }) => { expect(input === 3 ? "no" : "yes").toMatchTokens("yes"); });
`,
      "vitest.config.ts": config('{ setupFiles: ["@assay/vitest/setup"] }', "[]"),
    });

    expect(finished.stdout).toContain("1 failed | 9 passed");
    expect(finished.exitCode).toBe(1);
    expect(existsSync(join(finished.directory, ".assay"))).toBe(false);
  });

  test("a matcher that nobody awaited still fails its test", async ({ expect }) => {
    const finished = await run({
      "a.eval.test.ts": `import { rubric } from "@assay/vitest";
import { scriptedModel, judgeReply } from "@assay/core/testing";
import { expect, test } from "vitest";
const polite = rubric({ name: "polite", version: 1, pass: "The reply is courteous.", fail: "The reply is rude." });
test("forgotten", () => {
  void expect("Hello").toPassJudge(polite, { model: scriptedModel([judgeReply({ verdict: "pass" })]) });
});
`,
      "vitest.config.ts": config('{ setupFiles: ["@assay/vitest/setup"] }', "[]"),
    });

    expect(finished.stderr).toContain("1 matcher was not awaited");
    expect(finished.exitCode).toBe(1);
  });
});

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
    const { execFileSync } = await import("node:child_process");
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
