import { describe, test } from "vitest";
import type { RunProjectOptions } from "../../../fixtures/run-project.ts";
import { normalized, reasonCodes, runJest, statuses, type JestRun } from "./test-helpers/jest-run.ts";

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  const run = (project: string, options: Partial<RunProjectOptions> = {}): Promise<JestRun> =>
    runJest({ peer, project, ...options });

  test("a green run exits with 0 and prints its block after Jest's own summary", async ({ expect }) => {
    const finished = await run("jest-green", { args: ["-i"] });

    expect(finished.exitCode).toBe(0);
    expect(finished.gateCode).toBe(0);
    expect(finished.result.runner.name).toBe("jest");
    expect(normalized(finished.stderr, finished.directory)).toMatchInlineSnapshot(`
      "PASS ./support.eval.test.js
      PASS ./sum.test.js

      Test Suites: 2 passed, 2 total
      Tests:       7 passed, 7 total
      Snapshots:   0 total
      Ran all test suites.

      Assay  PASS  6 cases, jest <version>

        partition      passed   rate                                 verdict  needed
        golden            1/1  100 %  (true rate >= 5 % at 95 %)     PASS      100 %
        regression        1/1  100 %  (true rate >= 5 % at 95 %)     PASS      100 %
        adversarial       1/1  100 %  (true rate >= 5 % at 95 %)     PASS       95 %
        distribution      1/1  100 %  (true rate >= 5 % at 95 %)     PASS       90 %
        unpartitioned     2/2  100 %  (true rate >= 22.4 % at 95 %)  PASS      100 %"
    `);
  });

  test("a red run exits with 1 and lists its misses", async ({ expect }) => {
    const finished = await run("jest-red");

    expect(finished.exitCode).toBe(1);
    expect(finished.gateCode).toBe(1);
    expect(normalized(finished.stderr, finished.directory)).toMatchInlineSnapshot(`
      "FAIL ./support.eval.test.js
        ✕ knows the price
        ✓ answers at all
        support
          ✓ question-1
          ✓ question-2
          ✓ question-3
          ✓ question-4
          ✓ question-5

        ● knows the price

          expect(received).toMatchTokens(): token F1 0.750 (precision 0.750, recall 0.750), at least 1 wanted

          received:   it costs 9 euro
          reference:  it costs 8 euro
          missing:    8
          extra:      9

            15 |
            16 | evalTest("knows the price", { partition: "regression" }, () => {
          > 17 |   expect("it costs 9 euro").toMatchTokens("it costs 8 euro", { min: 1 });
               |                             ^
            18 | });
            19 |
            20 | evalTest("answers at all", { partition: "distribution" }, () => {

            at support.eval.test.js:17:29

      Test Suites: 1 failed, 1 total
      Tests:       1 failed, 6 passed, 7 total
      Snapshots:   0 total
      Ran all test suites.

      Assay  FAIL  7 cases, jest <version>

        partition     passed  rate                                     verdict  needed         fail
        regression       0/1   0 %  (true rate <= 79.3 % at 95 %)      FAIL      100 %            1
        distribution     3/6  50 %  (true rate 18.8 - 81.2 % at 95 %)  FAIL       90 %  3 (1 threw)

        FAIL  regression / knows the price (support.eval.test.js > knows the price)
          toMatchTokens: token F1 0.750 (precision 0.750, recall 0.750), at least 1 wanted
        ERRORED OUTPUT  distribution / answers at all (support.eval.test.js > answers at all)
          the application threw: TypeError: Cannot read properties of undefined (reading 'text')
        FAIL  distribution / question-4 (support.eval.test.js > support)
          toMatchTokens: token F1 0.000 (precision 0.000, recall 0.000), at least 0.8 wanted
        FAIL  distribution / question-5 (support.eval.test.js > support)
          toMatchTokens: token F1 0.000 (precision 0.000, recall 0.000), at least 0.8 wanted

        note  no cases in golden, adversarial"
    `);
  });

  test("every way to end a test has its status (B1, B2, B5, B6, B9)", async ({ expect }) => {
    const finished = await run("jest-statuses", { args: ["outage"] });

    expect(finished.exitCode).toBe(1);
    expect(finished.gateCode).toBe(1);
    expect(statuses(finished)).toMatchInlineSnapshot(`
      {
        "B1 an outage": "error (no-verdict)",
        "B1 an outage behind .not": "error (no-verdict)",
        "B1 an outage in an error of the application": "error (no-verdict)",
        "B2 an outage in test.failing": "error (swallowed)",
        "B5 a swallowed miss": "fail (swallowed)",
        "B5 a swallowed outage": "error (swallowed)",
        "B6 not awaited, fast, fails": "fail (check)",
        "B6 not awaited, fast, passes": "error (not-awaited)",
        "B6 not awaited, slow, fails": "fail (check)",
        "B6 not awaited, slow, passes": "error (not-awaited)",
        "B9 our own timeout": "error (timeout)",
        "B9 the runner's timeout": "error (timeout)",
        "a hook after the test fails plain": "fail (errored-output)",
        "a judge that cannot judge": "inconclusive (no-verdict)",
        "a judge that cannot judge behind .not": "inconclusive (no-verdict)",
        "a string that is thrown": "fail (errored-output)",
        "a suite > miss": "fail (check)",
        "a suite > not awaited": "error (not-awaited)",
        "a suite > outage": "error (no-verdict)",
        "a suite > pass": "pass",
        "a suite > swallowed": "fail (swallowed)",
        "a suite > throws": "fail (errored-output)",
        "a suite whose hook fails never ran": "fail (errored-output)",
        "a sync matcher used asymmetrically": "pass",
        "a wrong argument": "error (no-verdict)",
        "an advisory miss": "pass",
        "an application that throws": "fail (errored-output)",
        "an assertion of node's": "fail (assertion)",
        "an assertion of the user's own": "fail (assertion)",
        "an async matcher used asymmetrically": "error (no-verdict)",
        "awaited through resolves": "pass",
        "awaited together": "pass",
        "is skipped": "not-run (excluded)",
        "returned, not awaited": "pass",
        "two of one name": "fail (assertion)",
        "wrapped": "fail (errored-output)",
      }
    `);
  });

  test("each of fifty concurrent cases keeps its own verdict (B8)", async ({ expect }) => {
    const finished = await run("jest-statuses", { args: ["cross-talk"] });

    expect(Object.keys(statuses(finished, ({ status }) => status === "fail"))).toEqual([
      "B8 fifty at once > row-0",
      "B8 fifty at once > row-25",
      "plain concurrent test 3",
    ]);
  });

  test("faked timers, dates, fetch and files do not touch a case (B28)", async ({ expect }) => {
    const finished = await run("jest-statuses", { args: ["faked"] });

    expect(finished.exitCode).toBe(0);
    expect(Object.values(statuses(finished))).toEqual(["pass", "pass", "pass"]);
  });

  test("a retried test keeps its first result, and golden counts it (B3, B4)", async ({ expect }) => {
    const finished = await run("jest-statuses", { args: ["retry"] });

    const plain = finished.result.cases.filter(({ partition }) => partition !== "regression");
    expect(
      plain.map(({ test, attempts, firstStatus, status }) => [test, attempts, firstStatus, status]),
    ).toEqual([
      ["B3 an outage, then a pass", 3, "error", "pass"],
      ["B4 a miss, then a pass", 2, "fail", "pass"],
      ["B4 a miss, then a pass, in golden", 2, "fail", "fail"],
    ]);
  });

  test("retryTimes runs a case of a suite again on Jest 30 only", async ({ expect }) => {
    const finished = await run("jest-statuses", { args: ["retry"] });

    const [retried] = finished.result.cases.filter(({ partition }) => partition === "regression");
    expect([retried?.attempts, retried?.firstStatus, retried?.status]).toEqual(
      peer === "jest-30" ? [2, "fail", "pass"] : [1, "fail", "fail"],
    );
  });

  test("a killed worker costs the running case its verdict and nothing that was done (B11)", async ({
    expect,
  }) => {
    const finished = await run("jest-crash", { args: ["-w", "2"], env: { CRASH: "kill" } });

    expect(finished.exitCode).toBe(1);
    expect(finished.gateCode).toBe(2);
    expect(statuses(finished)).toMatchObject({ before: "pass", calm: "pass", crash: "error (worker-died)" });
    expect(reasonCodes(finished)).toContain("file-failed");
  });

  test.each([["-i"], ["-w", "2"], ["-w", "2", "--workerThreads"]])(
    "process.exit(0) in a test is never green: %s %s %s (B13)",
    async (...args: readonly string[]) => {
      const { expect } = await import("vitest");
      const finished = await run("jest-crash", { args: args.filter(Boolean), env: { CRASH: "exit" } });

      expect(finished.exitCode).toBe(1);
      expect(finished.gateCode).toBe(2);
      expect(statuses(finished)).toMatchObject({ before: "pass", crash: "error (worker-died)" });
    },
  );

  test("a file that Jest runs four times counts once (B14)", async ({ expect }) => {
    const finished = await run("jest-again", { args: ["-w", "2"] });

    expect(finished.exitCode).toBe(1);
    expect(finished.gateCode).toBe(2);
    expect(finished.result.cases.map(({ test, status, executions }) => [test, status, executions])).toEqual([
      ["plain", "pass", 4],
      ["run again > row-1", "pass", 4],
      ["run again > row-2", "pass", 4],
      ["run again > row-3", "pass", 4],
      ["calm", "pass", 1],
    ]);
  });

  test("files that do not load are named, and no gate passes", async ({ expect }) => {
    const finished = await run("jest-broken");

    expect(finished.exitCode).toBe(1);
    // Bad data outweighs what merely did not run.
    expect(finished.gateCode).toBe(3);
    expect(finished.result.failedFiles.map(({ file }) => file).toSorted()).toEqual([
      "broken.eval.test.js",
      "dataset.eval.test.js",
      "nothing.eval.test.js",
    ]);
    expect(statuses(finished)).toEqual({
      "declared before the error > lost": "not-run (never-started)",
      "fine > one": "pass",
    });
    expect(finished.stderr).toContain("the dataset is an async source");
  });

  test.each([
    ["a name pattern", ["-t", "alpha"], {}],
    ["a name pattern that matches nothing", ["-t", "no such test"], {}],
    ["describeEval.only", [], { NARROW: "only" }],
    ["a shard", ["--shard=1/2"], {}],
  ])("%s leaves the exit code alone, and the gate refuses it (B20)", async (_name, args, env) => {
    const { expect } = await import("vitest");
    const finished = await run("jest-narrow", { args, env });

    expect(finished.exitCode).toBe(0);
    expect(finished.gateCode).toBe(2);
    expect(reasonCodes(finished).some((code) => code === "filtered" || code === "shard")).toBe(true);
  });

  test("the configuration reaches partitions, judge and concurrency", async ({ expect }) => {
    const finished = await run("jest-config");

    expect(finished.exitCode).toBe(0);
    expect(finished.result.partitions["billing"]).toMatchObject({
      declared: 3,
      pass: 2,
      fail: 1,
      threshold: 0.5,
      verdict: "pass",
    });
    expect(statuses(finished)["seventy cases were in flight"]).toBe("pass");
  });

  test("one file in two projects needs their names", async ({ expect }) => {
    const finished = await run("jest-projects");

    expect(finished.exitCode).toBe(1);
    expect(finished.gateCode).toBe(2);
    expect(finished.result.unhandledErrors[0]).toContain("ran in two projects");
  });

  test("one file in two named projects counts twice", async ({ expect }) => {
    const finished = await run("jest-projects", { env: { NAMED: "yes" } });

    expect(finished.exitCode).toBe(0);
    expect(finished.result.cases.map(({ project, status }) => [project, status])).toEqual([
      ["one", "pass"],
      ["one", "pass"],
      ["two", "pass"],
      ["two", "pass"],
    ]);
  });

  test.each(["babel", "swc", "ts-jest", "explicit"])("TypeScript by %s", async (transform) => {
    const { expect } = await import("vitest");
    const finished = await run("jest-typescript", { args: ["-c", `jest.${transform}.config.cjs`] });

    expect(finished.exitCode, finished.stderr).toBe(0);
    expect(Object.values(statuses(finished))).toEqual(["pass", "pass", "pass", "pass"]);
  });

  test("ES modules", async ({ expect }) => {
    const finished = await run("jest-esm", { nodeArgs: ["--experimental-vm-modules"] });

    expect(finished.exitCode).toBe(1);
    expect(statuses(finished)).toEqual({
      "not awaited": "error (not-awaited)",
      "support assistant > refund": "pass",
      "the configured judge": "pass",
    });
  });
});
