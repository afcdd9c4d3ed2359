import { expect, test } from "vitest";
import type { CaseCheck } from "../summary.ts";
import { findRubricChanges, rubricsOfBaseline, rubricsOfSummary, type RubricUse } from "./rubric-changes.ts";

const [one, two] = ["a".repeat(64), "b".repeat(64)];
const polite: RubricUse = { name: "polite", version: 1, hash: one };

test("names both hashes of a rubric that changed and kept its version", () => {
  expect(findRubricChanges([polite], [{ ...polite, hash: two }])).toEqual([
    `the text of rubric polite has changed and its version is still 1: its hash was ${one.slice(0, 12)} and is ${two.slice(0, 12)}. Raise the version, or take the change back`,
  ]);
});

test.each<[what: string, now: RubricUse]>([
  ["the same text", polite],
  ["a raised version", { ...polite, version: 2, hash: two }],
  ["another rubric", { ...polite, name: "careful", hash: two }],
  ["a variant that is new", { ...polite, variant: "novice", hash: two }],
])("has nothing against %s", (_what, now) => {
  expect(findRubricChanges([polite], [now])).toEqual([]);
});

test("tells variants apart and reports each change once", () => {
  const novice = { ...polite, variant: "novice" };

  const changes = findRubricChanges(
    [polite, novice],
    [polite, { ...novice, hash: two }, { ...novice, hash: two }],
  );

  expect(changes).toHaveLength(1);
  expect(changes[0]).toContain("rubric polite (novice) has changed");
});

test("looks at the rubrics of users and not at what other judges make of their options", () => {
  const check = (name: string): CaseCheck => ({
    name,
    outcome: "pass",
    negated: false,
    advisory: false,
    rubric: polite,
  });
  const cases = [
    { checks: [check("toBeFaithfulTo")] },
    { checks: [check("toPassJudge"), check("toPassJudge")] },
  ];

  expect(rubricsOfSummary({ cases } as unknown as Parameters<typeof rubricsOfSummary>[0])).toEqual([polite]);
});

test("tells a score rubric from a rubric of the same name and version", () => {
  const score: RubricUse = { ...polite, hash: two, kind: "score" };

  expect(findRubricChanges([polite], [polite, score])).toEqual([]);
  expect(findRubricChanges([polite, score], [polite, { ...score, hash: one }])).toEqual([
    expect.stringMatching(/^the text of score rubric polite has changed .* was b+ and is a+\./),
  ]);
});

test("knows the kind by the matcher, in a run and in a baseline", () => {
  const score = { ...polite, hash: two };
  const checks = [
    { name: "toPassJudge", rubric: polite, judges: ["j"] },
    { name: "toScoreAtLeast", rubric: score, judges: ["k"] },
  ];
  const judges = { j: { rubric: polite }, k: { rubric: score } };
  const run = { cases: [{ checks }], judges } as unknown as Parameters<typeof rubricsOfBaseline>[0] &
    Parameters<typeof rubricsOfSummary>[0];

  const uses = [polite, { ...score, kind: "score" }];
  expect(rubricsOfSummary(run)).toEqual(uses);
  expect(rubricsOfBaseline(run)).toEqual(uses);
});

test("reads them from a baseline", () => {
  const judges = { j: { rubric: polite }, k: { rubric: { ...polite, name: "faithfulness" } } };
  const cases = [
    {
      checks: [
        { name: "toPassJudge", judges: ["j"] },
        { name: "toBeFaithfulTo", judges: ["k"] },
      ],
    },
  ];

  const found = rubricsOfBaseline({ cases, judges } as unknown as Parameters<typeof rubricsOfBaseline>[0]);

  expect(found).toEqual([polite]);
});
