import { expect, test } from "vitest";
import type { Preference, Verdict } from "../judges/verdict.ts";
import { scoreSpread } from "../judges/score-spread.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { renderTerminal } from "../report/render-terminal.ts";
import type { Summary } from "./summary.ts";
import { checkedCase, type Checked, type CheckedCaseOptions } from "./test-helpers/checked-case.ts";
import { summarizeEvents } from "./test-helpers/summarize-events.ts";

function judged(found: Partial<Verdict>): Checked {
  const verdict: Verdict = {
    outcome: "pass",
    critique: "So.",
    evidence: [],
    rubric: { name: "polite", version: 1, hash: "0" },
    promptVersion: "x/1",
    parserVersion: "1",
    model: { asked: "judge-1", family: "gpt" },
    durationMs: 1,
    requests: 2,
    ...found,
  };
  return { name: "toBePreferredOver", outcome: "pass", verdict };
}

type Picks = Preference["picks"];

/** A pair with the output in first place first, and with it in second place then. */
function pair(picks: Picks, lengths = { output: 10, other: 10 }): Checked {
  const [inOrder, swapped] = picks.map((pick, index) =>
    pick === "tie" ? "tie" : (pick === "first") === (index === 0) ? "output" : "other",
  );
  const consistent = inOrder === swapped;
  const winner = consistent ? (inOrder as Preference["winner"]) : "tie";
  return judged({ preference: { winner, consistent, picks }, lengths });
}

function run(checks: readonly Checked[], options: CheckedCaseOptions = {}): Summary {
  return summarizeEvents(checks.flatMap((check, index) => checkedCase(`c${index}`, [check], options)));
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test.each([
  // JudgeBench's published outputs, claude-3-haiku and o1-mini, with scipy's binomtest. The rest are consistent pairs.
  ["claude-3-haiku", 270, 135, 37, 7, 5.3e-6],
  ["o1-mini", 350, 110, 58, 18, 4.7e-6],
])("tests the position of %s by its conflicting pairs", (_judge, pairs, inconsistent, first, second, p) => {
  const { judges } = run([
    ...times(first, () => pair(["first", "first"])),
    ...times(second, () => pair(["second", "second"])),
    ...times(inconsistent - first - second, () => pair(["first", "tie"])),
    ...times(pairs - inconsistent, () => pair(["first", "second"])),
  ]);

  const position = judges?.[0]?.position;
  expect(position).toMatchObject({
    pairs,
    consistent: pairs - inconsistent,
    consistency: 1 - inconsistent / pairs,
    bothFirst: first,
    bothSecond: second,
  });
  expect(Number(position?.pValue.toPrecision(2))).toBe(p);
});

test("counts how often the first text is taken, ties apart", () => {
  const { judges } = run([
    ...times(9, () => pair(["first", "first"])),
    pair(["second", "tie"]),
    pair(["tie", "first"]),
  ]);

  // statsmodels 0.13.5, proportion_confint(19, 20, method="wilson").
  expect(judges?.[0]?.position).toMatchObject({
    firstPicks: 19,
    picks: 20,
    firstRate: 0.95,
    firstInterval: { low: expect.closeTo(0.7638685, 5), high: expect.closeTo(0.9911165, 5) },
    // Two-sided binomial test of 9 against 0: 2 / 2^9.
    pValue: expect.closeTo(0.00390625, 12),
  });
});

test("says nothing of a position where every order is a tie", () => {
  const { judges } = run([pair(["tie", "tie"])]);

  expect(judges?.[0]?.position).toEqual({
    pairs: 1,
    consistent: 1,
    consistency: 1,
    consistencyInterval: expect.anything(),
    firstPicks: 0,
    picks: 0,
    bothFirst: 0,
    bothSecond: 0,
    pValue: 1,
  });
  expect(judges?.[0]).not.toHaveProperty("length");
});

test("counts how often the longer text wins, of pairs with a winner and two lengths", () => {
  const { judges } = run([
    ...times(7, () => pair(["first", "second"], { output: 200, other: 100 })),
    ...times(2, () => pair(["second", "first"], { output: 100, other: 200 })),
    pair(["first", "second"], { output: 50, other: 90 }),
    pair(["first", "second"]),
    pair(["first", "first"], { output: 300, other: 10 }),
  ]);

  // statsmodels 0.13.5, proportion_confint(9, 10, method="wilson").
  expect(judges?.[0]?.length).toMatchObject({
    pairs: 10,
    longer: 9,
    longerRate: 0.9,
    interval: { low: expect.closeTo(0.5958499732, 9), high: expect.closeTo(0.9821237869, 9) },
  });
});

const scored = (votes: readonly number[], length: number): Checked =>
  judged({ scores: scoreSpread(votes, 0, "mean"), lengths: { output: length } });

test("correlates score and length, and counts unstable scores", () => {
  const { judges } = run([
    scored([1], 10),
    scored([2], 40),
    scored([3, 3, 3], 30),
    scored([3, 5], 50),
    scored([5], 60),
  ]);

  // scipy 1.10.1, spearmanr([1, 2, 3, 4, 5], [10, 40, 30, 50, 60]).
  expect(judges?.[0]?.scores).toEqual({
    scored: 5,
    lengthCorrelation: expect.closeTo(0.9, 12),
    voted: 2,
    unstable: 1,
  });
});

test.each([
  ["two scores", [scored([1], 10), scored([2], 20)]],
  ["equal scores", [scored([3], 10), scored([3], 20), scored([3], 30)]],
])("has no correlation of %s", (_name, checks) => {
  expect(run(checks).judges?.[0]?.scores).not.toHaveProperty("lengthCorrelation");
});

test("counts verdicts on outputs of the judge's own family", () => {
  const trace = { tools: [], steps: [], models: ["gpt-5-mini"] };
  const own = checkedCase("a", [judged({})], { trace });
  const foreign = checkedCase("b", [judged({})], { trace: { ...trace, models: ["claude-sonnet-4"] } });
  const silent = checkedCase("c", [judged({})]);

  expect(summarizeEvents([...own, ...foreign, ...silent]).judges).toMatchObject([
    { verdicts: 3, sameFamily: 1 },
  ]);
});

test("names the models that answered in the place of the judge", () => {
  const model = { asked: "judge-1", served: "judge-nano", family: "gpt", replaced: true };

  expect(run([judged({ model }), judged({ model }), judged({})]).judges).toMatchObject([
    { verdicts: 3, replaced: { "judge-nano": 2 } },
  ]);
});

test("counts the first of a case's trials, and judges apart", () => {
  const first = checkedCase("a", [pair(["first", "first"])]);
  const second = checkedCase("a", [pair(["first", "second"])], { trial: 1 });
  const model = { asked: "judge-2", family: "claude" };
  const preference = { winner: "output", consistent: true, picks: ["first", "second"] } as const;
  const other = checkedCase("b", [judged({ preference, model })]);

  expect(summarizeEvents([...first, ...second, ...other]).judges).toMatchObject([
    { judge: "judge-1", verdicts: 1, position: { pairs: 1, consistent: 0 } },
    { judge: "judge-2", verdicts: 1, position: { pairs: 1, consistent: 1 } },
  ]);
});

test("says nothing of judges that give neither scores nor pairs, and of what a rule decided", () => {
  const rule = judged({
    rule: "identical-texts",
    requests: 0,
    preference: { winner: "tie", consistent: true, picks: [] },
  });

  expect(run([judged({}), rule])).not.toHaveProperty("judges");
});

const leaning = (): Summary =>
  run(
    [
      ...times(12, () => pair(["first", "first"])),
      ...times(9, () => pair(["first", "second"], { output: 200, other: 100 })),
      ...times(4, (index) => ({
        ...scored([index + 1, index + 2, index + 1], 100 * index),
        name: "toScoreAtLeast",
      })),
      scored([1, 5], 5),
      judged({ model: { asked: "judge-1", served: "judge-nano", family: "gpt", replaced: true } }),
    ],
    { trace: { tools: [], steps: [], models: ["gpt-5-mini"] } },
  );

test("shows in the terminal what leans, and why that matters", () => {
  const text = renderTerminal(leaning(), { width: 130, color: false } as never);

  expect(text.slice(text.indexOf("Judges:")).split("\n\n")[0]).toMatchInlineSnapshot(`
    "Judges: 1 judge by rubric
      judge    rubric  verdicts  first text taken  orders agree  longer text wins  score ~ length  unstable
      judge-1  polite        27            78.6 %          9/21               9/9            0.90       1/5
      judge-1 (polite) favours a position: in both orders it took the first text of 12 pairs and the second of 0 (sign test p =
      0.00049)
      judge-1 (polite) leans on length: the longer text wins 9 of 9 pairs (true rate >= 70.1 %)
      judge-1 (polite) gives longer outputs higher scores: Spearman 0.90 over 5; compare with your own labels, longer may be better
      judge-1 (polite) is unstable: the votes of 1 of 5 scores are far apart; write anchors that tell the levels apart, add scored
      examples, or lower the temperature
      judge-1 (polite) judges its own family in 27 of 27 verdicts: check its agreement with your labels, or take another family
      judge-1 (polite) was asked, and other models answered: judge-nano 1"
  `);
});

test("shows the whole table in the step summary", () => {
  expect(renderMarkdown(leaning())).toContain("longer text wins");
});
