import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunHandle } from "./create-run.ts";
import { detailsText } from "./details-text.ts";
import { finishRun } from "./finish-run.ts";
import type { CheckRecord, CutText, EndEvent, JournalEvent } from "./journal-line.ts";
import { openCaseDetails } from "./open-case-details.ts";
import {
  check,
  cleanFacts,
  declare,
  keyOf,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";

/** In the order of the writer. */
function end(fields: Partial<EndEvent> & { readonly trial?: number }): JournalEvent {
  const { status = "pass", cause, reason, durationMs = 1.5e-7, trial = 0, attempt = 0, ...others } = fields;
  const { unchecked, asserted, input, expected, output, location, usage, trace, plain } = others;
  const told = { status, cause, reason, durationMs, unchecked, asserted };
  const recorded = { input, expected, output, location, usage, trace, plain };
  return { kind: "end", ...keyOf("a"), trial, attempt, ...told, ...recorded } as EndEvent;
}

// Marks that a search for the end of a field could stumble over, and what several bytes or units are.
const marks = [
  '"',
  "\\",
  ",",
  ":",
  "{",
  "}",
  "[",
  "]",
  '","length":',
  ',"sum":"00000000"}',
  "\n",
  "\u2028",
  "é",
  "🎉",
  "\ud800",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 3 })))
  .map((all) => all.join(""));
const cutText = text.map((one): CutText => ({ text: one, length: one.length }));

function optional<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

const checks = fc.array(
  fc.record({
    name: text,
    subject: optional(text),
    reason: optional(text),
    details: optional(fc.dictionary(text, text)),
  }),
  { maxLength: 3 },
);
const ending = fc.record({
  status: fc.constantFrom("pass", "fail", "not-run"),
  cause: optional(fc.constant("check")),
  reason: optional(text),
  unchecked: optional(fc.constantFrom("test", "file")),
  asserted: optional(fc.constant(true)),
  input: optional(cutText),
  expected: optional(cutText),
  output: optional(cutText),
  location: optional(fc.record({ file: text, line: fc.nat() })),
  usage: optional(fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat() })),
  trace: optional(fc.record({ tools: fc.array(text), steps: fc.constant([]) })),
  plain: optional(fc.boolean()),
});

function record(events: readonly JournalEvent[]): RunHandle {
  const run = scratchRun();
  writeJournal(run, [declare("a", "golden"), ...events]);
  return run;
}

function journalOf({ directory }: RunHandle): string {
  return join(directory, readdirSync(directory).find((name) => name.endsWith(".jsonl")) as string);
}

/** All but the declaration. */
function linesOf(run: RunHandle): string {
  const all = readFileSync(journalOf(run), "utf8");
  return all.slice(all.indexOf("\n") + 1);
}

test("the lines of a case give what parsing them and writing them again gives", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ checks, ending }), { minLength: 1, maxLength: 3 }), (trials) => {
      const events = trials.flatMap((one, trial) => [
        start("a", { trial }),
        ...one.checks.map((fields) => check("a", "pass", { ...(fields as Partial<CheckRecord>), trial })),
        end({ ...(one.ending as Partial<EndEvent>), trial }),
      ]);
      const run = record(events);
      const { cases } = finishRun(run, cleanFacts);
      const source = openCaseDetails(run.directory, cases);
      const expected = source.cases.slice().map((one) => JSON.stringify(one));
      expect([...source.texts()]).toEqual(expected);
      expect([detailsText(linesOf(run))]).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["an end that is missing", [start("a")]],
  ["a retry", [start("a"), end({ status: "fail" }), start("a", { attempt: 1 }), end({ attempt: 1 })]],
  ["trials out of order", [start("a", { trial: 1 }), end({ trial: 1 }), start("a"), end({})]],
  ["the report of a runner", [end({})]],
  ["a check after the end", [start("a"), end({}), check("a", "pass")]],
  ["an end of another trial", [start("a"), end({ trial: 1 })]],
])("%s takes more than the lines", (_, events) => {
  expect(detailsText(linesOf(record(events)))).toBeUndefined();
});

test("a line that was altered after the summary was made is not shown", () => {
  const run = record([start("a"), end({ output: { text: "fine", length: 4 } })]);
  const { cases } = finishRun(run, cleanFacts);
  const file = journalOf(run);
  writeFileSync(file, readFileSync(file, "utf8").replace("fine", "good"));

  expect(() => [...openCaseDetails(run.directory, cases).texts()]).toThrow("it changed while it was read");
});
