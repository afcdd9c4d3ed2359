import type { JsonValue } from "../../dataset/json-value.ts";
import type { Comparison, CaseChange } from "../../run/comparison.ts";
import type { RunnerInfo } from "../../run/runner-info.ts";
import type { CaseCheck, Summary, SummaryCase } from "../../run/summary.ts";
import { explainMiss } from "../../run/explain-miss.ts";
import { describeScore } from "../../run/score-rule.ts";
import { cutTo } from "../cut-to.ts";
import { listTables, listVariantTables } from "../list-tables.ts";
import { reproduceCommand } from "../reproduce-command.ts";
import { runnerOfFile } from "../runner-of-file.ts";
import { caseKey } from "./case-key.ts";
import type { HistoryPoint, PageCase, PageComparison, PageData } from "./page-data.ts";

export interface PageDataInput {
  readonly summary: Summary;
  readonly comparison?: Comparison | undefined;
  readonly history?: readonly HistoryPoint[] | undefined;
  readonly notes: readonly string[];
  readonly blockSize: number;
}

/** `PageData` before it is written: its cases are made meanwhile, because a large run has many. */
export interface PageInput extends Omit<PageData, "cases"> {
  readonly cases: Iterable<CaseInput>;
}

type CaseInput = { readonly [Field in keyof PageCase]: PageCase[Field] | undefined };

/** What the page of a report shows at once, from a run's summary. */
export function pageDataOf({ summary, comparison, history, notes, blockSize }: PageDataInput): PageInput {
  const { gate, partitions, dimensions, checks } = summary;
  const numbers = numbersOf(checks);
  const before = statusesBefore(comparison);
  return {
    run: runOf(summary),
    gate,
    partitions,
    dimensions,
    checks,
    tables: [...listTables(summary), ...listVariantTables(summary)],
    cases: pageCases({ summary, numbers, before, texts: new Map() }),
    blockSize,
    ...(comparison !== undefined && { comparison: withKeys(comparison) }),
    ...(history !== undefined && history.length > 1 && { history }),
    notes,
  };
}

function runOf(summary: Summary): PageData["run"] {
  const { runId, startedAt, runner, sealed, interrupted, shard, mergedFrom, failedFiles, unhandledErrors } =
    summary;
  return {
    runId,
    startedAt,
    runner,
    sealed,
    interrupted,
    ...(shard !== undefined && { shard }),
    ...(mergedFrom !== undefined && { mergedFrom }),
    failedFiles,
    unhandledErrors,
  };
}

interface CaseSurroundings {
  readonly summary: Summary;
  readonly numbers: CheckNumbers;
  readonly before: ReadonlyMap<string, string>;
  /** What `textsOf` made, since a run has few dimensions that differ. */
  readonly texts: Map<SummaryCase["dimensions"], PageCase["dimensions"]>;
}

function* pageCases(surroundings: CaseSurroundings): Generator<CaseInput, void, undefined> {
  const runnerOf = runnerOfFile(surroundings.summary);
  for (const one of surroundings.summary.cases) yield pageCase(one, runnerOf(one.file), surroundings);
}

function pageCase(
  one: SummaryCase,
  runner: RunnerInfo,
  { numbers, before, texts }: CaseSurroundings,
): CaseInput {
  const { id, partition, project, file, test, status, cause, durationMs, costUsd, location } = one;
  const { stability, trialStatuses, recovered, unchecked, ruledScores, tags, checks } = one;
  const key = caseKey(one);
  const was = before.get(key);
  const dimensions = texts.get(one.dimensions) ?? textsOf(one.dimensions);
  texts.set(one.dimensions, dimensions);
  const misses = checks.filter(({ outcome }) => outcome !== "pass");
  // Every field by its name, also where it is undefined and JSON leaves it out: spreading costs more than the text.
  return {
    key,
    id,
    partition,
    file,
    test,
    status,
    durationMs,
    project,
    cause,
    costUsd,
    location,
    stability,
    was,
    trialStatuses,
    why: status === "pass" ? undefined : cutTo(whyOf(one), 400),
    recovered: recovered ? true : undefined,
    unchecked,
    ruled: ruledScores === undefined ? undefined : ruledOf(one, ruledScores),
    dimensions,
    tags,
    checks: indexesOf(checks, numbers),
    missed: indexesOf(misses, numbers),
    reproduce: reproduceCommand(runner, one),
  };
}

function ruledOf(
  { trialRule, plannedTrials = 0 }: SummaryCase,
  scores: NonNullable<SummaryCase["ruledScores"]>,
): readonly string[] {
  const rule = trialRule === "median" ? "median" : "mean";
  return scores.map((score) => describeScore(rule, plannedTrials, score));
}

function whyOf(one: SummaryCase): string {
  const { reason, cause, trialStatuses } = one;
  if (trialStatuses === undefined || reason !== undefined || cause !== undefined) return explainMiss(one);
  const passed = trialStatuses.filter((status) => status === "pass").length;
  return `${passed} of ${trialStatuses.length} trials passed`;
}

/** Where the matchers are in the list, by name and then by subject. */
type CheckNumbers = ReadonlyMap<string, ReadonlyMap<string | undefined, number>>;

function numbersOf(checks: Summary["checks"]): CheckNumbers {
  const numbers = new Map<string, Map<string | undefined, number>>();
  for (const [index, { name, subject }] of checks.entries()) {
    const subjects = numbers.get(name) ?? new Map<string | undefined, number>();
    numbers.set(name, subjects.set(subject, index));
  }
  return numbers;
}

function indexesOf(checks: readonly CaseCheck[], numbers: CheckNumbers): number[] {
  const found: number[] = [];
  for (const { name, subject } of checks) {
    const index = numbers.get(name)?.get(subject);
    if (index !== undefined && !found.includes(index)) found.push(index);
  }
  return found.sort((a, b) => a - b);
}

function textsOf(dimensions: { readonly [dimension: string]: JsonValue }): PageCase["dimensions"] {
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function statusesBefore(comparison: Comparison | undefined): ReadonlyMap<string, string> {
  if (comparison === undefined) return new Map();
  const { newlyFailing, newlyPassing, otherChanges } = comparison;
  return new Map(
    [...newlyFailing, ...newlyPassing, ...otherChanges].map((change) => [caseKey(change), change.base]),
  );
}

function withKeys(comparison: Comparison): PageComparison {
  const keys = (changes: readonly CaseChange[]): string[] => changes.map(caseKey);
  const { newlyFailing, newlyPassing, otherChanges } = comparison;
  return {
    ...comparison,
    keys: {
      newlyFailing: keys(newlyFailing),
      newlyPassing: keys(newlyPassing),
      otherChanges: keys(otherChanges),
    },
  };
}
