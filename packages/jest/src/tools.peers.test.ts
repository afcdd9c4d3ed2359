import { describe, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";
import type { Summary } from "@assay/core/run";

describe.concurrent.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("the matchers over calls, steps and states hold, hold negated, and miss", async ({ expect }) => {
    const finished = await runProject({ peer, project: "jest-tools" });
    const { cases } = finished.summary as Summary;

    expect(
      Object.fromEntries(cases.map(({ id, status, cause = "" }) => [id, `${status} ${cause}`.trim()])),
    ).toEqual({
      holds: "pass",
      negated: "pass",
      inside: "pass",
      a: "pass",
      b: "pass",
      "a plain test records too": "pass",
      misses: "fail check",
      "misses a call": "fail check",
    });
    const printed = finished.stdout + finished.stderr;
    expect(printed).toContain("toReachState: the state differs in 2 places after 1 call");
    expect(printed).toContain("1 of 2 expected calls missing: search_articles");
    expect(finished.exitCode).toBe(1);
  });
});
