import { expect, test } from "vitest";
import { check, declare, end, ran, start } from "../test-helpers/scratch-run.ts";
import { summarizeEvents } from "../test-helpers/summarize-events.ts";
import { compareRuns } from "./compare-runs.ts";

test("a case that newly fails is told as in the list of misses, not with the matcher's whole message", () => {
  const told =
    "expect(received).toPassJudge(polite): it is rude\n\nOutput:     Go away.\nRubric:     polite v1";
  const head = [
    declare("a", "golden"),
    start("a"),
    check("a", "fail", { name: "toPassJudge", subject: "polite", reason: "it is rude" }),
    end("a", "fail", { cause: "check", reason: told }),
  ];

  const comparison = compareRuns(summarizeEvents(ran("a", "golden", "pass")), summarizeEvents(head));

  expect(comparison.newlyFailing.map(({ reason }) => reason)).toEqual(["toPassJudge (polite): it is rude"]);
});
