import { describe, test } from "vitest";
import type { Summary } from "@assay/core/run";
import { runProject } from "../../../fixtures/run-project.ts";
import { normalized, statuses, summaryOf } from "./test-helpers/run-of.ts";

describe.concurrent.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("records the same in every pool, with and without isolation", async ({ expect }) => {
    const run = (...args: string[]): ReturnType<typeof runProject> =>
      runProject({ peer, project: "vitest-statuses", args: ["run", ...args] });
    const reference = await run("--pool=forks");
    const expected = outcomes(summaryOf(reference));

    for (const args of [
      ["--pool=threads"],
      ["--pool=vmThreads"],
      ["--no-isolate"],
      ["--pool=threads", "--no-isolate"],
    ]) {
      const finished = await run(...args);

      expect({ args, outcomes: outcomes(summaryOf(finished)) }).toEqual({ args, outcomes: expected });
      expect(finished.exitCode).toBe(1);
    }
  });

  test("tells every way to miss from every way to break", async ({ expect }) => {
    const finished = await runProject({ peer, project: "vitest-statuses", args: ["run"] });

    const summary = summaryOf(finished);
    expect(statuses(summary, ({ file }) => file === "outage.eval.test.ts")).toMatchInlineSnapshot(`
      {
        "B1 an outage": "error (no-verdict)",
        "B1 an outage behind .not": "error (no-verdict)",
        "B2 an outage in test.fails": "error (no-verdict)",
        "B3 an outage, then a pass": "pass",
        "B4 a miss, then a pass": "pass",
        "B4 a miss, then a pass, in golden": "fail (check)",
        "B5 a swallowed miss": "fail (swallowed)",
        "B5 a swallowed outage": "error (swallowed)",
        "B6 not awaited, fast, fails": "fail (not-awaited)",
        "B6 not awaited, fast, passes": "error (not-awaited)",
        "B6 not awaited, slow, fails": "error (not-awaited)",
        "B6 not awaited, slow, passes": "error (not-awaited)",
        "B7 three soft checks, one of them fails": "fail (check)",
        "B9 our own timeout": "error (timeout)",
        "B9 the runner's timeout": "error (no-verdict)",
        "a judge that cannot judge": "inconclusive (no-verdict)",
        "a judge that cannot judge behind .not": "inconclusive (no-verdict)",
        "a sync matcher used asymmetrically": "pass",
        "a wrong argument": "error (no-verdict)",
        "an advisory miss": "pass",
        "an application that throws": "fail (errored-output)",
        "an assertion of the user's own": "fail (assertion)",
        "an async matcher used asymmetrically": "error (no-verdict)",
        "is skipped": "not-run (excluded)",
        "is still to be written": "not-run (excluded)",
        "one name twice": "pass",
        "one name twice (2)": "fail (check)",
        "repeats, one of three fails": "fail (check)",
        "row-1": "pass",
        "row-2": "pass",
        "row-3": "fail (check)",
        "row-4": "pass",
        "skips itself": "not-run (runner)",
      }
    `);
    expect(statuses(summary, ({ file, status }) => file !== "outage.eval.test.ts" && status !== "pass"))
      .toMatchInlineSnapshot(`
        {
          "B7 a soft assertion of the user's own": "fail (assertion)",
          "plain concurrent test 3": "fail (check)",
          "row-0": "fail (check)",
          "row-25": "fail (check)",
          "row-3": "fail (check)",
          "row-5": "fail (assertion)",
        }
      `);
    expect(summary.cases.filter(({ recovered }) => recovered).map(({ id, attempts }) => [id, attempts]))
      .toMatchInlineSnapshot(`
      [
        [
          "B3 an outage, then a pass",
          3,
        ],
        [
          "B4 a miss, then a pass",
          2,
        ],
      ]
    `);
    expect(normalized(finished.stderr, finished.directory)).toContain(
      "1 matcher was not awaited: toPassJudge at outage.eval.test.ts:",
    );
  });
});

function outcomes({ cases }: Summary): readonly string[] {
  return cases.map(({ file, test: path, status, cause }) => `${file} > ${path}: ${status} (${cause})`);
}
