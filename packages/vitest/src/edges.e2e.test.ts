import { existsSync } from "node:fs";
import { join } from "node:path";
import { exitCodeOf } from "@assay/core/run";
import { describe, expect, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";
import { config, passing, runFiles as run, unrelated } from "./test-helpers/bare-project.ts";
import { reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

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
    expect(exitCodeOf(summaryOf(finished), { allowPartial: false })).toBe(3);
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
    expect(finished.stderr).toContain("Assay: this run was not recorded. Failed to create run");
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

  test("a path beside a .only hides no .only", async ({ expect }) => {
    const finished = await run(
      {
        "alone.eval.test.ts": `import { describeEval } from "@assay/vitest";
import { expect } from "vitest";
const row = (id) => ({ id, partition: "distribution", input: id });
const dataset = Array.from({ length: 19 }, (_, index) => row("row-" + index));
describeEval.only("marked", { dataset }, () => { expect("yes").toMatchTokens("yes"); });
describeEval("failing", { dataset: [row("wrong")] }, () => { expect("no").toMatchTokens("yes"); });
`,
        "other.eval.test.ts": passing,
      },
      { args: ["alone"] },
    );

    expect(reasonCodes(summaryOf(finished))).toContain("filtered");
    expect(exitCodeOf(summaryOf(finished), { allowPartial: false })).toBe(2);
  });

  test("other tests run by path are left alone", async ({ expect }) => {
    const finished = await run(
      { "a.test.ts": unrelated, "b.eval.test.ts": passing },
      { args: ["a.test.ts"] },
    );

    expect(finished.stdout).not.toContain("Assay");
    expect(finished.exitCode).toBe(0);
  });

  test("a dataset that is refused is told of, also in a file that is run by path", async ({ expect }) => {
    const broken = `
import { describeEval } from "@assay/vitest";
describeEval("broken", { dataset: "./missing.cases.jsonl" }, () => {});
`;
    const finished = await run({ "a.eval.test.ts": broken }, { args: ["a.eval"] });

    expect(finished.stdout).toMatch(
      /Assay {2}INCONCLUSIVE[^]*Failed to load dataset "missing\.cases\.jsonl"/,
    );
    expect(finished.exitCode).toBe(1);
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

  test.each(["vitest-4", "vitest-5"] as const)("type checks beside tests are no cases (%s)", async (peer) => {
    const tsc = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
    const finished = await run(
      {
        "a.eval.test.ts": passing,
        "a.test-d.ts":
          'import { expectTypeOf, test } from "vitest";\ntest("types", () => { expectTypeOf(1).toBeNumber(); });\n',
        "tsconfig.json":
          '{ "compilerOptions": { "strict": true, "module": "nodenext", "skipLibCheck": true }, "include": ["*.test-d.ts"] }',
      },
      { peer, args: ["--typecheck.enabled", `--typecheck.checker=${tsc}`] },
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
