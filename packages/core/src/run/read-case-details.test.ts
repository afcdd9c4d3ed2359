import { readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import { openCaseDetails } from "./open-case-details.ts";
import { readCaseDetails } from "./read-case-details.ts";
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
import type { Summary } from "./summary.ts";

interface Recorded {
  readonly directory: string;
  readonly summary: Summary;
}

function record(...files: readonly (readonly JournalEvent[])[]): Recorded {
  const run = scratchRun();
  for (const events of files) writeJournal(run, events);
  return { directory: run.directory, summary: finishRun(run, cleanFacts) };
}

const text = (value: string): { text: string; length: number } => ({ text: value, length: value.length });

test("gives what a summary leaves out: the output of a pass, and the whole verdict of a judge", () => {
  const verdict = {
    outcome: "pass",
    critique: "It answers.",
    evidence: ["within 14 days"],
    rubric: { name: "resolves", version: 1, hash: "h" },
    promptVersion: "1",
    parserVersion: "1",
    model: { asked: "m", family: "f" },
    durationMs: 1,
    requests: 1,
  } as const;
  const { directory, summary } = record([
    declare("a", "golden"),
    start("a"),
    check("a", "pass", { verdict }),
    end("a", "pass", { input: text("in"), output: text("out"), trace: { tools: ["search"], steps: [] } }),
  ]);

  const { cases, cutTexts, omittedCases } = readCaseDetails(directory, summary.cases);

  expect(cases).toMatchObject([
    {
      trials: [
        {
          trial: 0,
          attempts: [
            {
              attempt: 0,
              counted: true,
              status: "pass",
              input: text("in"),
              output: text("out"),
              trace: { tools: ["search"] },
              checks: [{ verdict }],
            },
          ],
        },
      ],
    },
  ]);
  expect([cutTexts, omittedCases]).toEqual([0, 0]);
});

test.each([
  ["golden", [true, false]],
  ["distribution", [false, true]],
])("in %s, of two attempts these count: %j", (partition, counted) => {
  const { directory, summary } = record([
    declare("a", partition),
    start("a"),
    end("a", "fail", { cause: "check" }),
    start("a", { attempt: 1 }),
    end("a", "pass", { attempt: 1 }),
  ]);

  const { cases } = readCaseDetails(directory, summary.cases);

  expect(cases[0]?.trials[0]?.attempts.map((attempt) => attempt.counted)).toEqual(counted);
  expect(cases[0]?.trials[0]?.attempts.find((attempt) => attempt.counted)?.status).toBe(
    summary.cases[0]?.status,
  );
});

test("keeps trials apart, in their order", () => {
  const { directory, summary } = record([
    declare("a", "golden"),
    ...[2, 0, 1].flatMap((trial) => [
      start("a", { trial }),
      end("a", "pass", { trial, output: text(`${trial}`) }),
    ]),
  ]);

  const { cases } = readCaseDetails(directory, summary.cases);

  expect(cases[0]?.trials.map(({ trial, attempts }) => [trial, attempts[0]?.output?.text])).toEqual([
    [0, "0"],
    [1, "1"],
    [2, "2"],
  ]);
});

test("a case that never started has no trial", () => {
  const { directory, summary } = record([declare("a", "golden")]);

  expect(readCaseDetails(directory, summary.cases).cases).toEqual([{ trials: [] }]);
});

test("cuts every text at the bound, and counts the cuts", () => {
  const long = "x".repeat(50);
  const { directory, summary } = record([
    declare("a", "golden"),
    start("a"),
    check("a", "fail", { reason: long, details: { long } }),
    end("a", "fail", { output: { text: long, length: 9_000 }, cause: "check" }),
  ]);

  const { cases, cutTexts } = readCaseDetails(directory, summary.cases, { maxLength: 20 });
  const attempt = cases[0]?.trials[0]?.attempts[0];

  expect(attempt?.output).toEqual({ text: "x".repeat(20), length: 9_000 });
  expect(attempt?.checks[0]?.reason).toBe(`${"x".repeat(20)} ... (50 characters)`);
  expect(attempt?.checks[0]?.details).toMatch(/^\{"long":"x+ \.\.\. \(61 characters\)$/);
  expect(cutTexts).toBe(3);
});

test("what is left out is the same whatever the order of the journal, and passes go before misses", () => {
  const events = Array.from({ length: 12 }, (_, index) =>
    ran(`c-${String(index).padStart(2, "0")}`, "distribution", index % 3 === 0 ? "fail" : "pass", {
      output: text("y".repeat(100 * (1 + (index % 4)))),
    }),
  );
  const inOrder = record(events.flat());
  const { cases } = inOrder.summary;
  const reference = readCaseDetails(inOrder.directory, cases, { maxTotal: 4_000 });

  fc.assert(
    fc.property(
      fc.shuffledSubarray(events, { minLength: 12 }),
      fc.integer({ min: 0, max: 12 }),
      (mixed, at) => {
        const run = scratchRun();
        writeJournal(run, mixed.slice(0, at).flat());
        writeJournal(run, mixed.slice(at).flat());
        const details = readCaseDetails(run.directory, cases, { maxTotal: 4_000 });

        expect(details.cases.map((one) => one !== undefined)).toEqual(
          reference.cases.map((one) => one !== undefined),
        );
      },
    ),
    { numRuns: 20 },
  );
  const left = cases.filter((_, index) => reference.cases[index] === undefined);
  expect(left.length).toBe(reference.omittedCases);
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter(({ status }) => status !== "pass")).toEqual([]);
});

test("nothing is kept where nothing may be", () => {
  const { directory, summary } = record(ran("a", "golden", "pass"));

  expect(readCaseDetails(directory, summary.cases, { maxTotal: 0 })).toEqual({
    cases: [undefined],
    cutTexts: 0,
    omittedCases: 1,
  });
});

test("reads a few cases when they are asked for, the same as all at once", () => {
  const a = [...ran("a", "golden", "pass"), ...ran("b", "golden", "fail"), ...ran("c", "golden", "pass")];
  const { directory, summary } = record(a, ran("b", "golden", "fail"));

  const { cases } = openCaseDetails(directory, summary.cases);
  const all = readCaseDetails(directory, summary.cases).cases;

  expect(all.map((one) => one?.trials[0]?.attempts[0]?.status)).toEqual(["pass", "fail", "pass"]);
  expect(cases.slice(1, 2)).toEqual(all.slice(1, 2));
  expect(cases.slice(-1)).toEqual(all.slice(-1));
});

test("says that a journal changed after its details were found", () => {
  const { directory, summary } = record(ran("a", "golden", "pass"));
  const source = openCaseDetails(directory, summary.cases);
  const file = readdirSync(directory).find((name) => name.endsWith(".jsonl")) as string;
  truncateSync(join(directory, file), 10);

  expect(() => source.cases.slice()).toThrow(/^Failed to read journal ".*": it changed while it was read\./);
});

test("the places that the summary's reading noted, and those found anew, give the same details", () => {
  const texts = fc.record({ text: fc.string({ maxLength: 30 }), more: fc.constantFrom(0, 7) });
  const oneCase = fc.record({
    reason: fc.option(fc.string({ maxLength: 40 }), { nil: undefined }),
    details: fc.option(fc.array(fc.nat(), { maxLength: 20 }), { nil: undefined }),
    output: fc.option(texts, { nil: undefined }),
    tools: fc.option(fc.constant(["search"]), { nil: undefined }),
    again: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(oneCase, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(5, 20, 4_000),
      fc.constantFrom(0, 2_000, 1_000_000),
      (all, maxLength, maxTotal) => {
        const lines = all.map(({ reason, details, output, tools }, index): JournalEvent[] => [
          start(`c${index}`),
          check(`c${index}`, reason === undefined ? "pass" : "fail", {
            ...(reason !== undefined && { reason }),
            ...(details !== undefined && { details }),
          }),
          end(`c${index}`, reason === undefined ? "pass" : "fail", {
            ...(output !== undefined && {
              output: { text: output.text, length: output.text.length + output.more },
            }),
            ...(tools !== undefined && { trace: { tools, steps: [], calls: [] } }),
          }),
        ]);
        const declared = all.map((_, index) => declare(`c${index}`, "golden"));
        const repeated = lines.filter((_, index) => all[index]?.again === true).flat();
        const { directory, summary } = record([...declared, ...lines.flat()], repeated);
        const options = { maxLength, maxTotal };
        const noted = readCaseDetails(directory, summary.cases, options);
        expect(noted).toEqual(readCaseDetails(directory, [...summary.cases], options));
        const { texts } = openCaseDetails(directory, summary.cases, options);
        expect([...texts()]).toEqual(noted.cases.map((one) => one && JSON.stringify(one)));
      },
    ),
    { numRuns: 60 },
  );
});
