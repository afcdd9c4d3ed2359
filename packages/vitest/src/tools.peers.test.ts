import { describe, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";
import { statuses, summaryOf } from "./test-helpers/run-of.ts";

describe.concurrent.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("the matchers over calls, steps and states hold, hold negated, and miss", async ({ expect }) => {
    const finished = await runProject({ peer, project: "vitest-tools", args: ["run"] });
    const summary = summaryOf(finished);

    expect(statuses(summary)).toEqual({
      holds: "pass",
      negated: "pass",
      inside: "pass",
      a: "pass",
      b: "pass",
      "a plain test records too": "pass",
      misses: "fail (check)",
      "misses a call": "fail (check)",
    });
    expect(finished.stdout).toContain("toReachState: the state differs in 2 places after 1 call");
    expect(finished.stdout).toContain("1 of 2 expected calls missing: search_articles");
    expect(finished.exitCode).toBe(1);
  });
});
