import { showName } from "../../errors/show-value.ts";
import type { Verdict } from "../../judges/verdict.ts";
import type { Summary } from "../summary.ts";
import type { Baseline } from "./baseline.ts";

/** A rubric as verdicts carry it; a score rubric says so, because it may share the name of another. */
export type RubricUse = Verdict["rubric"] & { readonly kind?: "score" };

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
    const { name, version, variant, kind } = rubric;
    const shown = variant === undefined ? showName(name) : `${showName(name)} (${showName(variant)})`;
    return [
      `the text of ${kind === undefined ? "" : `${kind} `}rubric ${shown} has changed and its version is still ${version}: its hash was ${[...new Set(earlier)].map(shortHash).join(" and ")} and is ${shortHash(rubric.hash)}. Raise the version, or take the change back`,
    ];
  });
  return [...new Set(messages)].sort();
}

/** What tells two texts apart: with 64 digits each, a report would cut what to do. */
function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** The matchers that a user's rubric is handed to, by its kind; those of other judges are made of their options. */
const kindsOfMatchers: ReadonlyMap<string, RubricUse["kind"]> = new Map([
  ["toPassJudge", undefined],
  ["toBePreferredOver", undefined],
  ["toScoreAtLeast", "score"],
]);

export function rubricsOfSummary({ cases }: Pick<Summary, "cases">): readonly RubricUse[] {
  return distinct(
    cases.flatMap(({ checks }) =>
      checks.flatMap(({ name, rubric }) => (rubric === undefined ? [] : useOf(name, rubric))),
    ),
  );
}

export function rubricsOfBaseline({
  cases,
  judges,
}: Pick<Baseline, "cases" | "judges">): readonly RubricUse[] {
  return distinct(
    cases.flatMap(({ checks = [] }) =>
      checks.flatMap((check) =>
        (check.judges ?? []).flatMap((id) => {
          const rubric = judges[id]?.rubric;
          return rubric === undefined ? [] : useOf(check.name, rubric);
        }),
      ),
    ),
  );
}

function useOf(matcher: string, rubric: Verdict["rubric"]): readonly RubricUse[] {
  if (!kindsOfMatchers.has(matcher)) return [];
  const kind = kindsOfMatchers.get(matcher);
  return [kind === undefined ? rubric : { ...rubric, kind }];
}

function distinct(uses: readonly RubricUse[]): readonly RubricUse[] {
  return [...new Map(uses.map((rubric) => [`${keyOf(rubric)} ${rubric.hash}`, rubric])).values()];
}

function keyOf({ name, version, variant, kind }: RubricUse): string {
  return JSON.stringify([kind ?? null, name, version, variant ?? null]);
}
