import { expect, test } from "vitest";
import { renderComment } from "../report/render-comment.ts";
import { renderTerminal } from "../report/render-terminal.ts";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import { mustFail } from "./must-fail.ts";
import { defaultSettings, type GateSettings } from "./run-settings.ts";
import type { Summary } from "./summary.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";

function summarize(events: readonly JournalEvent[], requireChecks?: GateSettings["requireChecks"]): Summary {
  const gate = requireChecks === undefined ? {} : { gate: { requireChecks } };
  const run = scratchRun({ settings: { ...defaultSettings, ...gate } });
  writeJournal(run, events);
  return finishRun(run, cleanFacts);
}

const ofFile = ran("a", "golden", "pass", { unchecked: "file" });
const ofTest = ran("b", "golden", "pass", { unchecked: "test" });
const unchecked = ({ cases }: Summary): readonly string[] =>
  cases.filter((one) => one.unchecked === true).map(({ id }) => id);

test("a case that passed without a check is named, and the gate passes", () => {
  const summary = summarize([...ofFile, ...ofTest, ...ran("c", "golden", "pass")]);

  expect(unchecked(summary)).toEqual(["a", "b"]);
  expect(summary.gate.verdict).toBe("pass");
  expect(summary.gate.reasons).toContainEqual({
    code: "no-checks",
    effect: "note",
    message: "2 passed cases recorded no check: a, b",
  });
  expect(renderTerminal(summary)).toContain("2 passed cases recorded no check: a, b");
  expect(renderComment(summary)).toContain("2 passed cases recorded no check");
});

test("a gate that requires checks is inconclusive, also for the runner", () => {
  const summary = summarize(ofFile, "block");

  expect(summary.gate.verdict).toBe("inconclusive");
  expect([exitCodeOf(summary, { allowPartial: false }), exitCodeOf(summary, { allowPartial: true })]).toEqual(
    [2, 2],
  );
  expect(mustFail(summary)).toBe(true);
});

test("nothing is said where that is off", () => {
  const summary = summarize(ofFile, "off");

  expect(unchecked(summary)).toEqual(["a"]);
  expect(summary.gate.reasons.filter(({ code }) => code === "no-checks")).toEqual([]);
});

test("an assertion of the runner's own somewhere in the file may have been any case's", () => {
  const other = ran("c", "golden", "fail", { asserted: true });

  expect(unchecked(summarize([...ofFile, ...ofTest, ...other]))).toEqual(["b"]);
});

test.each<[string, readonly JournalEvent[]]>([
  [
    "recorded a check after all",
    [declare("a", "golden"), start("a"), check("a", "pass"), end("a", "pass", { unchecked: "file" })],
  ],
  ["did not pass", ran("a", "golden", "fail", { unchecked: "file" })],
  [
    "was checked in one of its trials",
    [
      declare("a", "golden", { trials: 2, rule: "all" }),
      start("a"),
      end("a", "pass", { unchecked: "file" }),
      start("a", { trial: 1 }),
      check("a", "pass", { trial: 1 }),
      end("a", "pass", { trial: 1 }),
    ],
  ],
])("a case that %s is not one of them", (_name, events) => {
  expect(unchecked(summarize(events))).toEqual([]);
});
