import { EvalError } from "../../errors/eval-error.ts";
import { baselineOf } from "../baseline/baseline-of.ts";
import type { Baseline } from "../baseline/baseline.ts";
import { findRubricChanges, rubricsOfBaseline } from "../baseline/rubric-changes.ts";
import { runProblems } from "../baseline/run-problems.ts";
import type { CaseChange, ComparedRun, Comparison } from "../comparison.ts";
import { explainMiss } from "../explain-miss.ts";
import { record } from "../record.ts";
import type { Summary, SummaryCase } from "../summary.ts";
import { pairCases, sampleCases, type ComparedCases } from "./compared-cases.ts";
import { marginsOf, type CompareOptions } from "./compare-options.ts";
import { decide } from "./decide.ts";
import { giveVerdicts } from "./give-verdicts.ts";
import { isDecided } from "./is-decided.ts";
import { keyOf, type CasePair } from "./join-cases.ts";

/**
 * What changed from a base to a head: which cases newly fail and pass, and for each partition and score whether it got
 * worse. Pure: the same two sides give the same comparison.
 *
 * @throws EvalError `RUBRIC_INVALID` when a rubric has another text under the same version.
 * @throws RangeError for a margin that is not above 0 and at most 1.
 * @example
 * ```ts
 * const comparison = compareRuns(readBaseline("assay.baseline.json"), summary);
 * comparison.newlyFailing.map(({ id }) => id); // what worked, and works no more
 * ```
 */
export function compareRuns(
  base: Baseline | Summary,
  head: Baseline | Summary,
  options: CompareOptions = {},
): Comparison {
  const margins = marginsOf(options);
  const [before, after] = [sideOf(base), sideOf(head)];
  refuseChangedRubrics(before, after);
  const paired = options.unpaired !== true;
  const compared = (paired ? pairCases : sampleCases)(before, after, margins);
  const { pairs, added, removed, notComparable } = compared;
  const known = {
    schema: "assay.comparison/1" as const,
    base: { ...runOf(before), ageDays: ageDays(before, after) },
    head: { ...runOf(after), ageDays: 0 },
    paired,
    ...differences(compared),
    ...changes(pairs, reasonsOf(head)),
    added: added.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
    notComparable,
  };
  const problems = [...problemsOf("base", base), ...problemsOf("head", head)];
  return { ...known, ...decide(known, { problems, pairs, removed, margins }) };
}

function sideOf(side: Baseline | Summary): Baseline {
  return side.schema === "assay.baseline/1" ? side : baselineOf(side);
}

/** Verdicts by two texts of one version are verdicts of two judges that look like one. */
function refuseChangedRubrics(base: Baseline, head: Baseline): void {
  const changes = findRubricChanges(rubricsOfBaseline(base), rubricsOfBaseline(head));
  if (changes.length === 0) return;
  throw new EvalError(`Failed to compare the runs: ${changes.join(". And ")}.`, { code: "RUBRIC_INVALID" });
}

function problemsOf(name: "base" | "head", side: Baseline | Summary): string[] {
  const problems = side.schema === "assay.baseline/1" ? (side.forced ?? []) : runProblems(side);
  return problems.map((problem) => `the ${name}: ${problem}`);
}

/** Every verdict of one comparison corrects for all others of it. */
function differences({ claims, pairs, counts }: ComparedCases): Pick<Comparison, "partitions" | "scores"> {
  const verdicts = giveVerdicts([...claims.partitions, ...claims.scores]);
  const partitions = claims.partitions.map(({ partition }, index) => {
    const flips = pairs.filter(({ head }) => head.partition === partition);
    return [
      partition,
      {
        ...(verdicts[index] as (typeof verdicts)[number]),
        newlyFailing: flips.filter(isNewlyFailing).length,
        newlyPassing: flips.filter(isNewlyPassing).length,
        ...counts(partition),
      },
    ] as const;
  });
  const scores = claims.scores.map(({ partition, check, subject }, index) => ({
    ...(verdicts[partitions.length + index] as (typeof verdicts)[number]),
    partition,
    check,
    ...(subject !== undefined && { subject }),
  }));
  return { partitions: record(partitions), scores };
}

function changes(
  pairs: readonly CasePair[],
  reasons: ReadonlyMap<string, string>,
): Pick<Comparison, "newlyFailing" | "newlyPassing" | "otherChanges"> {
  const told = (list: readonly CasePair[]): CaseChange[] => list.map((pair) => changeOf(pair, reasons));
  const others = pairs.filter(
    ({ base, head }) => base.status !== head.status && !(isDecided(base) && isDecided(head)),
  );
  return {
    newlyFailing: told(pairs.filter(isNewlyFailing)),
    newlyPassing: told(pairs.filter(isNewlyPassing)),
    otherChanges: told(others),
  };
}

function isNewlyFailing({ base, head }: CasePair): boolean {
  return base.status === "pass" && head.status === "fail";
}

function isNewlyPassing({ base, head }: CasePair): boolean {
  return base.status === "fail" && head.status === "pass";
}

function changeOf({ base, head }: CasePair, reasons: ReadonlyMap<string, string>): CaseChange {
  const reason = reasons.get(keyOf(head));
  return {
    id: head.id,
    partition: head.partition,
    ...(head.project !== undefined && { project: head.project }),
    file: head.file,
    test: head.test,
    base: base.status,
    head: head.status,
    ...(reason !== undefined && { reason }),
  };
}

function reasonsOf(side: Baseline | Summary): ReadonlyMap<string, string> {
  if (side.schema === "assay.baseline/1") return new Map();
  return new Map(
    side.cases.flatMap((one) => (one.reason === undefined ? [] : [[keyOf(one), explain(one)] as const])),
  );
}

/** As every list of misses says it; of a case that passed there is only what its end says. */
function explain(one: SummaryCase): string {
  return one.status === "pass" && one.reason !== undefined ? one.reason : explainMiss(one);
}

function runOf({ runId, startedAt, sealed }: Baseline): Omit<ComparedRun, "ageDays"> {
  return { runId, startedAt, sealed };
}

function ageDays(base: Baseline, head: Baseline): number {
  const days = Math.floor((Date.parse(head.startedAt) - Date.parse(base.startedAt)) / 86_400_000);
  return Number.isFinite(days) ? Math.max(0, days) : 0;
}
