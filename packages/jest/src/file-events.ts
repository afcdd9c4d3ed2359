import {
  isEvalFile,
  plainTestPartition,
  type CaseKey,
  type EndEvent,
  type JournalEvent,
  type RunManifest,
} from "@assay/core/run";
import { isGeneratedTitle } from "./generated-test.ts";
import type { JestCaseResult } from "./jest-results.ts";
import type { JournaledCase } from "./journal-tail.ts";
import { matchResults } from "./match-results.ts";
import { plainEnd, worstEnd, type PlainEnd } from "./plain-end.ts";

/** What Jest told about one test file, and what its workers wrote. */
export interface ToldFile {
  readonly project: string;
  /** As the journal names it. */
  readonly file: string;
  /** Every attempt of every test that Jest told about, in its order. */
  readonly attempts: readonly JestCaseResult[];
  /** The last attempt of each test; empty when the file's worker died. */
  readonly results: readonly JestCaseResult[];
  readonly cases: readonly JournaledCase[];
}

/**
 * The events that only the parent can write: how the plain tests of a file ended (Jest's hooks do not see it), which
 * tests of an eval file never started, and what Jest holds against a test that passed its own checks.
 */
export function fileEvents(manifest: RunManifest, told: ToldFile): readonly JournalEvent[] {
  const { plain, wrapped, unseen } = matchResults(told.results, told.cases);
  const attempts = groupByName(told.attempts);
  const results = groupByName(told.results);
  const endsOf = (name: string): readonly EndEvent[] => {
    const ends = plainEnds(attempts.get(name) ?? [], results.get(name) ?? [], plain.get(name));
    return [...ends].map(([attempt, end]) => ({
      kind: "end",
      ...keyOf(told, name),
      trial: 0,
      attempt,
      ...end,
    }));
  };
  return [
    ...[...plain.keys()].flatMap(endsOf),
    ...[...wrapped].flatMap(([result, journaled]) => wrappedEvents(manifest, result, journaled)),
    ...unseenEvents(manifest, told, unseen, endsOf),
  ];
}

/** The ends of all attempts of the tests of one name, by attempt. */
function plainEnds(
  attempts: readonly JestCaseResult[],
  results: readonly JestCaseResult[],
  journaled: JournaledCase | undefined,
): ReadonlyMap<number, PlainEnd> {
  const worst = results.length > 1 ? worstEnd(results) : undefined;
  if (worst !== undefined) return new Map(attempts.map((_, attempt) => [attempt, worst]));
  // The file's own result stands last: where a file runs twice, Jest tells of attempts without saying of which run.
  const told = [...attempts, ...results].map((result): [number, JestCaseResult] => [
    attemptOf(result),
    result,
  ]);
  const last = Math.max(0, ...results.map(attemptOf));
  const counting = results.length === 0 ? told : told.filter(([attempt]) => attempt <= last);
  return new Map(
    counting.map(([attempt, result]) => [
      attempt,
      plainEnd(result, journaled?.checks.get(attempt), journaled?.started),
    ]),
  );
}

/** From 0. */
function attemptOf({ invocations }: JestCaseResult): number {
  return (invocations ?? 1) - 1;
}

/** A hook after the case may have failed its test, and a filter may have kept it from running. */
function wrappedEvents(
  manifest: RunManifest,
  result: JestCaseResult,
  journaled: JournaledCase,
): readonly JournalEvent[] {
  const { declaration, started, ends } = journaled;
  if (declaration === undefined) return [];
  if (!didRun(result)) {
    if (started || declaration.excluded !== undefined) return [];
    // Nothing else skips a case that was not declared as skipped.
    return [{ ...declaration, excluded: exclusion(manifest, "not marked .only") }];
  }
  const attempt = Math.max(0, ...ends.keys());
  // Of several trials the last may have missed and the case have passed; the fold knows, and heeds this only then.
  const mayHavePassed = ends.get(attempt) === "pass" || (declaration.trials ?? 1) > 1;
  if (result.status !== "failed" || !mayHavePassed) return [];
  const { project, file, test, case: id } = declaration;
  return [{ kind: "end", project, file, test, case: id, trial: 0, attempt, ...plainEnd(result) }];
}

/** In an eval file every test is a case, whether or not a worker wrote about it. */
function unseenEvents(
  manifest: RunManifest,
  told: ToldFile,
  unseen: readonly JestCaseResult[],
  endsOf: (name: string) => readonly EndEvent[],
): readonly JournalEvent[] {
  if (!isEvalFile(manifest.settings, told.file)) return [];
  const partition = plainTestPartition(manifest.settings, told.file);
  const byName = groupByName(
    unseen.filter(({ status, title }) => status !== "todo" && !isGeneratedTitle(title)),
  );
  return [...byName].flatMap(([name, namesakes]): JournalEvent[] => {
    const ran = namesakes.some(didRun);
    const declaration: JournalEvent = {
      kind: "declare",
      ...keyOf(told, name),
      partition,
      dimensions: {},
      tags: [],
      fingerprint: "",
      ...(!ran && { excluded: exclusion(manifest, "skipped, or beside a .only") }),
    };
    return ran ? [declaration, ...endsOf(name)] : [declaration];
  });
}

function didRun({ status }: JestCaseResult): boolean {
  return status === "passed" || status === "failed";
}

function exclusion({ filter }: RunManifest, unfiltered: string): string {
  return filter.testNamePattern === undefined ? unfiltered : `does not match ${filter.testNamePattern}`;
}

function keyOf({ project, file }: ToldFile, name: string): CaseKey {
  return { project, file, test: name, case: name };
}

function groupByName(results: readonly JestCaseResult[]): Map<string, JestCaseResult[]> {
  const groups = new Map<string, JestCaseResult[]>();
  for (const result of results) {
    const group = groups.get(result.fullName);
    if (group === undefined) groups.set(result.fullName, [result]);
    else group.push(result);
  }
  return groups;
}
