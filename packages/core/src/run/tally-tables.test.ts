import { expect, test } from "vitest";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import type { Summary } from "./summary.ts";
import {
  checkedCase,
  labelCheck,
  retrievalCheck,
  structureCheck,
  toolCheck,
  type CheckedCaseOptions,
} from "./test-helpers/checked-case.ts";
import { cleanFacts, end, ran, scratchRun, start, writeJournal } from "./test-helpers/scratch-run.ts";

function summarize(...events: readonly (readonly JournalEvent[])[]): Summary {
  const run = scratchRun();
  writeJournal(run, events.flat());
  return finishRun(run, cleanFacts);
}

test("a run without such checks has no tables", () => {
  const summary = summarize(ran("a", "distribution", "pass"));

  const tables = ["tools", "retrieval", "classification", "structure", "transitions"];
  expect(Object.keys(summary).filter((key) => tables.includes(key))).toEqual([]);
});

test("counts per expected tool what was called in its place", () => {
  const { tools } = summarize(
    checkedCase("a", [toolCheck({ expected: "search", called: ["search"], matched: true })]),
    checkedCase("b", [toolCheck({ expected: "search", called: ["search"] })]),
    checkedCase("c", [toolCheck({ expected: "search", called: ["browse", "guess"] })]),
    checkedCase("d", [toolCheck({ expected: "search", called: [] })]),
    checkedCase("e", [toolCheck({ expected: "refund", called: ["refund"], matched: true })]),
  );

  expect(tools).toMatchObject({
    cases: 5,
    expected: [
      { tool: "refund", cases: 1, hit: 1, hitRate: 1 },
      // Wilson 1927 for 1 of 4 with z = 1.959964, worked out by hand.
      {
        tool: "search",
        cases: 4,
        hit: 1,
        hitRate: 0.25,
        calledOtherwise: 1,
        instead: { browse: 1 },
        none: 1,
        interval: { low: expect.closeTo(0.04558726, 7), high: expect.closeTo(0.69935816, 7) },
      },
    ],
  });
});

test("takes no tool that the case expects as well for one called in the place of another", () => {
  const { tools } = summarize(
    checkedCase("a", [
      toolCheck({ expected: "look_up", called: ["look_up", "cancel"], matched: true }),
      toolCheck({ expected: "refund", called: ["look_up", "cancel"] }),
    ]),
  );

  expect(tools?.expected.find(({ tool }) => tool === "refund")?.instead).toEqual({ cancel: 1 });
});

test("counts a tool of several trials once, by its worst trial", () => {
  const hit = [toolCheck({ expected: "search", called: ["search"], matched: true })];
  const missed = [toolCheck({ expected: "search", called: ["browse"] })];

  const { tools } = summarize(
    checkedCase("a", hit),
    checkedCase("a", missed, { trial: 1 }),
    checkedCase("a", hit, { trial: 2 }),
  );

  expect(tools?.expected).toMatchObject([{ cases: 1, hit: 0, instead: { browse: 1 } }]);
});

test("names the tools that no case expects, and how many cases call them", () => {
  const trace = { tools: ["ping"], steps: [], available: ["search_web", "ping", "pay"] };

  const { tools } = summarize(
    checkedCase("a", [toolCheck({ expected: "search_*", called: ["search_web"], matched: true })], { trace }),
  );

  expect(tools?.unexpected).toEqual([
    { tool: "pay", calledIn: 0 },
    { tool: "ping", calledIn: 1 },
  ]);
});

test("knows tools by the definitions that a matcher was given", () => {
  const wanted = toolCheck({ expected: "pay", called: ["pay"], matched: true });
  const details = { ...(wanted.details as object), tools: [], available: ["pay", "refund"] };

  const { tools } = summarize(
    checkedCase("a", [wanted, { name: "toCallToolsOf", outcome: "pass", details }]),
  );

  expect(tools?.unexpected).toEqual([{ tool: "refund", calledIn: 0 }]);
});

test("a negated check says which tools there are and which were called, and expects none", () => {
  const made = toolCheck({ expected: "pay", called: ["refund"] });
  const details = { ...(made.details as object), available: ["pay", "refund", "close"] };

  const { tools } = summarize(
    checkedCase("a", [{ ...made, name: "toCallToolsOf", negated: true, outcome: "pass", details }]),
  );

  expect(tools).toEqual({
    cases: 0,
    expected: [],
    unexpected: [
      { tool: "close", calledIn: 0 },
      { tool: "pay", calledIn: 0 },
      { tool: "refund", calledIn: 1 },
    ],
  });
});

test("leaves out checks that say what was not wanted, and checks without a verdict", () => {
  const wanted = toolCheck({ expected: "delete_*", called: [] });

  const { tools } = summarize(
    checkedCase("a", [{ ...wanted, negated: true, outcome: "pass" }]),
    checkedCase("b", [{ ...wanted, outcome: "error" }]),
  );

  expect(tools).toBeUndefined();
});

test("leaves out details of a version that it does not know", () => {
  const { details, ...record } = labelCheck("spam", "ham");

  const { classification } = summarize(
    checkedCase("a", [{ ...record, details: { ...(details as object), version: 2 } }]),
  );

  expect(classification).toBeUndefined();
});

test("counts a retried attempt alone", () => {
  const failed = checkedCase("a", [labelCheck("spam", "ham")]);
  const retried = checkedCase("a", [labelCheck("spam", "spam")])
    .slice(1)
    .map((event) => ({ ...event, attempt: 1 }) as JournalEvent);

  const { classification } = summarize(failed, retried);

  expect(classification).toMatchObject([{ total: 1, correct: 1 }]);
});

test("takes the means of retrieval figures per partition, a case with many queries as one", () => {
  const { retrieval } = summarize(
    checkedCase("a", [retrievalCheck({ recall: 0.5 })]),
    checkedCase("b", [retrievalCheck({ recall: 1 }), retrievalCheck({ recall: 0.5 })]),
    checkedCase("c", [retrievalCheck({ recall: 1 })]),
    checkedCase("g", [retrievalCheck({ recall: 1 })], { partition: "golden" }),
  );

  expect(Object.keys(retrieval ?? {})).toEqual(["golden", "distribution"]);
  // 0.75 -+ 4.302653 * 0.25 / sqrt(3): the table's t for 2 degrees of freedom; the high end 1.371 is cut.
  expect(retrieval?.["distribution"]?.["recall@5"]).toEqual({
    cases: 3,
    mean: 0.75,
    interval: { low: expect.closeTo(0.12896557, 7), high: 1, level: 0.95, method: "t" },
  });
});

test("does not take equal values for certainty", () => {
  const { retrieval } = summarize(
    checkedCase("a", [retrievalCheck({ recall: 1 })]),
    checkedCase("b", [retrievalCheck({ recall: 1 })]),
  );

  // Wilson's lower bound for n of n is n / (n + z^2): 2 / 5.841459.
  expect(retrieval?.["distribution"]?.["recall"]?.interval).toMatchObject({
    low: expect.closeTo(0.34238023, 7),
    high: 1,
    method: "wilson",
  });
});

test("orders the cutoffs of a figure as numbers", () => {
  const { retrieval } = summarize(checkedCase("a", [retrievalCheck({ recall: 1 })]));

  const figures = Object.keys(retrieval?.["distribution"] ?? {});
  expect(figures.filter((name) => name.startsWith("recall"))).toEqual([
    "recall",
    "recall@1",
    "recall@5",
    "recall@10",
  ]);
});

// The definitions of precision, recall and F1, worked out by hand.
test("gives precision, recall and F1 per class, macro and micro", () => {
  const { classification } = summarize(
    ...[
      ["cat", "cat"],
      ["cat", "cat"],
      ["cat", "dog"],
      ["dog", "dog"],
      ["dog", "bird"],
      ["bird", "dog"],
    ].map(([expected = "", predicted = ""], index) =>
      checkedCase(`${index}`, [labelCheck(expected, predicted)]),
    ),
  );

  expect(classification).toMatchObject([
    {
      group: "",
      total: 6,
      correct: 3,
      accuracy: 0.5,
      macroF1: expect.closeTo(0.4, 9),
      microF1: 0.5,
      classes: [
        { label: "bird", support: 1, precision: 0, recall: 0, f1: 0 },
        {
          label: "cat",
          support: 3,
          precision: 1,
          recall: expect.closeTo(2 / 3, 9),
          f1: expect.closeTo(0.8, 9),
        },
        {
          label: "dog",
          support: 2,
          precision: expect.closeTo(1 / 3, 9),
          recall: 0.5,
          f1: expect.closeTo(0.4, 9),
        },
      ],
      counts: [
        [0, 0, 1],
        [0, 2, 1],
        [1, 0, 1],
      ],
    },
  ]);
});

test("keeps the groups of classification apart, and leaves out figures that are undefined", () => {
  const { classification } = summarize(
    checkedCase("a", [labelCheck("spam", "ham", "mail"), labelCheck("en", "en", "language")]),
  );

  expect(classification).toMatchObject([
    { group: "language", correct: 1 },
    { group: "mail", correct: 0 },
  ]);
  expect(classification?.[1]?.classes).toEqual([
    { label: "ham", support: 0, precision: 0, f1: 0 },
    { label: "spam", support: 1, recall: 0, f1: 0 },
  ]);
});

test("takes the wrong label where trials differ", () => {
  const { classification } = summarize(
    checkedCase("a", [labelCheck("spam", "spam")]),
    checkedCase("a", [labelCheck("spam", "ham")], { trial: 1 }),
    checkedCase("a", [labelCheck("spam", "spam")], { trial: 2 }),
  );

  expect(classification).toMatchObject([{ total: 1, correct: 0 }]);
});

test("gives the accuracy per field, with indices left out and the case as the unit", () => {
  const { structure } = summarize(
    checkedCase("a", [
      structureCheck([
        ["lines[0].price", true],
        ["lines[1].price", false],
        ["title", true],
      ]),
    ]),
    checkedCase("b", [
      structureCheck([
        ["lines[0].price", true],
        ["title", true],
      ]),
    ]),
  );

  expect(structure).toMatchObject({ passed: 4, total: 5, cut: 0 });
  expect(structure?.accuracy.mean).toBeCloseTo((2 / 3 + 1) / 2, 12);
  expect(structure?.fields).toMatchObject([
    { path: "lines[].price", cases: 2, right: 1, accuracy: 0.5 },
    { path: "title", cases: 2, right: 2, accuracy: 1 },
  ]);
});

test("tells how many cases have more fields than were recorded", () => {
  const { structure } = summarize(checkedCase("a", [structureCheck([["title", false]], 300)]));

  expect(structure).toMatchObject({ passed: 299, total: 300, cut: 1 });
});

test("shows where runs broke, in the order in which they go through their states", () => {
  const steps = (...names: string[]): CheckedCaseOptions => ({
    trace: {
      tools: [],
      steps: names.map((name) => ({
        name: name.replace("!", ""),
        status: name.endsWith("!") ? "error" : "ok",
      })),
    },
  });

  const { transitions } = summarize(
    checkedCase("a", [], steps("plan", "answer")),
    checkedCase("b", [], steps("plan", "search", "answer")),
    checkedCase("c", [], steps("plan", "search!", "answer")),
    checkedCase("d", [], steps("plan!")),
    checkedCase("e", [], steps("plan", "search", "search", "answer!")),
  );

  expect(transitions).toEqual({
    runs: 5,
    succeeded: 2,
    states: ["plan", "search", "answer"],
    counts: [
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    failedFirst: [1, 0, 0],
  });
});

test("reads the steps of a trajectory check where the application recorded none", () => {
  const details = {
    kind: "trajectory",
    version: 1,
    over: "steps",
    steps: [
      { name: "plan", status: "ok", matches: true },
      { name: "search", status: "error", matches: true },
    ],
  };

  const { transitions } = summarize(
    checkedCase("a", [{ name: "toFollowTrajectory", outcome: "pass", details }]),
  );

  expect(transitions).toMatchObject({ runs: 1, succeeded: 0, states: ["plan", "search"] });
});

test("takes names of the prototype for names", () => {
  const { tools, retrieval } = summarize(
    checkedCase("a", [toolCheck({ expected: "x", called: ["__proto__"] })]),
    checkedCase("b", [retrievalCheck({ recall: 1 })], { partition: "__proto__" }),
  );

  expect(Object.keys(tools?.expected[0]?.instead ?? {})).toEqual(["__proto__"]);
  expect(Object.keys(retrieval ?? {})).toEqual(["__proto__"]);
});

test("counts nothing of a case that its worker left open", () => {
  const { tools } = summarize(
    checkedCase("a", [toolCheck({ expected: "x", called: ["x"], matched: true })]),
    [...ran("b", "distribution", "pass").slice(0, 1), start("b"), end("b", "error")],
  );

  expect(tools).toMatchObject({ cases: 1 });
});

test("keeps the cases of a variant out of the tables of others", () => {
  const hit = [toolCheck({ expected: "search", called: ["search"], matched: true })];
  const missed = [toolCheck({ expected: "search", called: [] })];
  const variant = (name: string): CheckedCaseOptions => ({ partition: name, dimensions: { variant: name } });

  const { tools, variants } = summarize(
    checkedCase("a", hit),
    checkedCase("b", hit, variant("helpful")),
    checkedCase("c", missed, variant("terse")),
    checkedCase("d", missed, variant("terse")),
  );

  expect(tools).toMatchObject({ cases: 1, expected: [{ hit: 1 }] });
  expect(variants?.["helpful"]?.tools).toMatchObject({ cases: 1, expected: [{ hit: 1 }] });
  expect(variants?.["terse"]?.tools).toMatchObject({ cases: 2, expected: [{ hit: 0, none: 2 }] });
});
