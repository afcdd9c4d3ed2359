import { expect, test } from "vitest";
import { finishRun } from "../finish-run.ts";
import type { JournalEvent } from "../journal-line.ts";
import type { Summary } from "../summary.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchRun,
  start,
  writeJournal,
} from "../test-helpers/scratch-run.ts";
import { compareRuns } from "./compare-runs.ts";

function summarize(events: readonly JournalEvent[]): Summary {
  const run = scratchRun();
  writeJournal(run, events);
  return finishRun(run, cleanFacts);
}

test("a case that newly fails is told as in the list of misses, not with the matcher's whole message", () => {
  const told =
    "expect(received).toPassJudge(polite): it is rude\n\nOutput:     Go away.\nRubric:     polite v1";
  const head = [
    declare("a", "golden"),
    start("a"),
    check("a", "fail", { name: "toPassJudge", subject: "polite", reason: "it is rude" }),
    end("a", "fail", { cause: "check", reason: told }),
  ];

  const comparison = compareRuns(summarize(ran("a", "golden", "pass")), summarize(head));

  expect(comparison.newlyFailing.map(({ reason }) => reason)).toEqual(["toPassJudge (polite): it is rude"]);
});
