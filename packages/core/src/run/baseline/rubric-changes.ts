import { showName } from "../../errors/show-value.ts";
import type { Verdict } from "../../judges/verdict.ts";
import type { Summary } from "../summary.ts";
import type { Baseline } from "./baseline.ts";

/** A rubric as verdicts carry it. */
export type RubricUse = Verdict["rubric"];

/**
 * What changed in rubrics that kept their version, one message each, naming both hashes: verdicts under one version must
 * mean one thing. Works on any earlier use: a baseline's, or that of labels which a judge was aligned with.
 */
export function findRubricChanges(
  before: readonly RubricUse[],
  now: readonly RubricUse[],
): readonly string[] {
  const messages = now.flatMap((rubric) => {
    const earlier = before.filter((one) => keyOf(one) === keyOf(rubric)).map(({ hash }) => hash);
    if (earlier.length === 0 || earlier.includes(rubric.hash)) return [];
    const { name, version, variant } = rubric;
    const shown = variant === undefined ? showName(name) : `${showName(name)} (${showName(variant)})`;
    return [
      `the text of rubric ${shown} has changed and its version is still ${version}: its hash was ${[...new Set(earlier)].join(" and ")} and is ${rubric.hash}. Raise the version, or take the change back`,
    ];
  });
  return [...new Set(messages)].sort();
}

/** The matchers that a user's rubric is handed to; those of other judges are made of their options. */
const takesRubric: ReadonlySet<string> = new Set(["toPassJudge", "toScoreAtLeast", "toBePreferredOver"]);

export function rubricsOfSummary({ cases }: Pick<Summary, "cases">): readonly RubricUse[] {
  const uses = cases.flatMap(({ checks }) =>
    checks.flatMap(({ name, rubric }) => (rubric === undefined || !takesRubric.has(name) ? [] : [rubric])),
  );
  return [...new Map(uses.map((rubric) => [`${keyOf(rubric)} ${rubric.hash}`, rubric])).values()];
}

export function rubricsOfBaseline({
  cases,
  judges,
}: Pick<Baseline, "cases" | "judges">): readonly RubricUse[] {
  const names = cases.flatMap(({ checks = [] }) =>
    checks.flatMap((check) => (takesRubric.has(check.name) ? (check.judges ?? []) : [])),
  );
  return [...new Set(names)].flatMap((name) => judges[name]?.rubric ?? []);
}

function keyOf({ name, version, variant }: RubricUse): string {
  return JSON.stringify([name, version, variant ?? null]);
}
