import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { runJest, statuses, type JestRun } from "./test-helpers/jest-run.ts";

describe.concurrent.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  function run(file: string, nodeArgs: readonly string[] = []): Promise<JestRun> {
    return runJest({ peer, project: "jest-failing", args: [file], nodeArgs });
  }

  test("what crashes inside of test.failing is no pass, in whatever form (A52)", async ({ expect }) => {
    const found = statuses(await run("failing.eval"));

    expect(found).toMatchInlineSnapshot(`
      {
        "crashes after a check that passed": "fail (errored-output)",
        "crashes async": "fail (errored-output)",
        "crashes concurrent": "fail (errored-output)",
        "crashes concurrent each 1": "fail (errored-output)",
        "crashes concurrent in time never": "error (timeout)",
        "crashes done and thrown": "fail (errored-output)",
        "crashes done never": "error (timeout)",
        "crashes done with a reason": "fail (errored-output)",
        "crashes each 1": "fail (errored-output)",
        "crashes each 2": "fail (errored-output)",
        "crashes each of a template 3": "fail (errored-output)",
        "crashes each with a function": "fail (errored-output)",
        "crashes generator": "fail (errored-output)",
        "crashes generator that waits for a rejection": "fail (errored-output)",
        "crashes imported it": "fail (errored-output)",
        "crashes imported test": "fail (errored-output)",
        "crashes in time never": "error (timeout)",
        "crashes it": "fail (errored-output)",
        "crashes nothing thrown but something": "fail (errored-output)",
        "crashes promise": "fail (errored-output)",
        "crashes sync": "fail (errored-output)",
        "crashes thrown text": "fail (errored-output)",
        "misses a matcher of ours": "fail (swallowed)",
        "misses concurrent": "pass",
        "misses done": "pass",
        "misses each 1": "pass",
        "misses each 2": "pass",
        "misses generator": "pass",
        "misses node": "pass",
        "misses promise": "pass",
        "misses resolves": "pass",
        "misses sync": "pass",
        "passes concurrent": "fail (assertion)",
        "passes done": "fail (assertion)",
        "passes each 1": "fail (assertion)",
        "passes generator": "fail (assertion)",
        "passes sync": "fail (assertion)",
      }
    `);
  });

  test("ES modules, and imports from @jest/globals, are no way round it", async ({ expect }) => {
    const found = statuses(await run("module.eval", ["--experimental-vm-modules"]));

    expect(found).toEqual({
      "an imported test crashes": "fail (errored-output)",
      "an imported it crashes": "fail (errored-output)",
      "a global each crashes 1": "fail (errored-output)",
      "a concurrent one crashes": "fail (errored-output)",
      "an expectation is missed": "pass",
    });
  });

  test("a crash in the second try is no pass of it", async ({ expect }) => {
    const { result } = await run("retry.eval");
    const found = Object.fromEntries(
      result.cases.map(({ test: name, attempts, firstStatus, status, cause }) => [
        name,
        [attempts, firstStatus, status, cause],
      ]),
    );

    expect(found).toEqual({
      "passes, then crashes": [2, "fail", "fail", "errored-output"],
      "passes, then misses": [2, "fail", "pass", undefined],
      // Jest 29 retries a concurrent test with the promise of its first try.
      "concurrently passes, then crashes":
        peer === "jest-30" ? [2, "fail", "fail", "errored-output"] : [2, "fail", "fail", "assertion"],
    });
  });

  test("what the second try swallows is no pass of it, concurrent or not", async ({ expect }) => {
    const { result } = await run("again");
    const found = Object.fromEntries(
      result.cases.map(({ test: name, firstStatus, status }) => [name, `${firstStatus}, ${status}`]),
    );

    // Jest 29 retries a concurrent test with the promise of its first try; that one came to no matcher where it threw.
    expect(found).toEqual({
      "throws, then swallows": "fail, error",
      ...(peer === "jest-30" && { "concurrently throws, then swallows": "fail, error" }),
      "concurrently misses, then swallows": peer === "jest-30" ? "fail, error" : "fail, fail",
      "concurrently misses, then swallows, in row 1": peer === "jest-30" ? "fail, error" : "fail, fail",
      "concurrently misses, then passes": peer === "jest-30" ? "fail, pass" : "fail, fail",
    });
  });

  test("of an ordinary file, only what used a matcher of ours is a case", async ({ expect }) => {
    const found = statuses(await run("plain.test"));

    expect(found).toEqual({
      "one that used a matcher is a case": "fail (errored-output)",
      "one that used a matcher wrongly is a case": "error (swallowed)",
    });
  });

  test("Jest itself sees the tests as before, and where they are", async ({ expect }) => {
    const finished = await runJest({
      peer,
      project: "jest-failing",
      args: ["failing.eval", "--json", "--outputFile=out.json", "--testLocationInResults"],
    });
    const report = JSON.parse(readFileSync(join(finished.directory, "out.json"), "utf8")) as JestReport;
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const lines = readFileSync(join(finished.directory, "failing.eval.test.js"), "utf8").split("\n");

    const red = results.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
    expect(red).toEqual([
      "passes sync",
      "passes done",
      "passes generator",
      "passes each 1",
      "passes concurrent",
    ]);
    // Jest 29 does not find the rows of a table of failing tests, whoever watches.
    const placed = results.filter(({ title }) => peer === "jest-30" || !title.includes("each"));
    const misplaced = placed.filter(
      ({ title, location }) => lines[(location?.line ?? 0) - 1]?.includes(startOf(title)) !== true,
    );
    expect(misplaced).toEqual([]);
  });
});

/** What stands in the line of a test: of its title what no table fills in, or the beginning of the table. */
function startOf(title: string): string {
  return title.includes("template") ? "test.failing.each`" : title.replace(/ \d$/, " ");
}

interface JestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly fullName: string;
      readonly status: string;
      readonly location?: { readonly line: number };
    }[];
  }[];
}
