import type { BaselineCase, BaselineCheck } from "../baseline/baseline.ts";
import type { Margins } from "./compare-options.ts";
import type { Claim } from "./give-verdicts.ts";
import { isDecided } from "./is-decided.ts";
import type { CasePair } from "./join-cases.ts";
import { pairedRates, pairedScores, unpairedRates, unpairedScores } from "./measure.ts";
import { checkKey } from "./underlying-changes.ts";

export interface PartitionClaim extends Claim {
  readonly partition: string;
}

export interface ScoreClaim extends PartitionClaim {
  readonly check: string;
  readonly subject?: string;
}

export interface Claims {
  readonly partitions: readonly PartitionClaim[];
  readonly scores: readonly ScoreClaim[];
}

/** Cases that were decided on both sides, as pairs. */
export function pairedClaims(
  pairs: readonly CasePair[],
  partitions: readonly string[],
  scorePairs: {
    readonly pairs: readonly CasePair[];
    readonly comparable: (pair: CasePair, check: BaselineCheck) => boolean;
  },
  margins: Margins,
): Claims {
  const decided = pairs.filter(({ base, head }) => isDecided(base) && isDecided(head));
  const scores = new Map<string, ScoreSample>();
  for (const pair of scorePairs.pairs) {
    if (!isDecided(pair.base) || !isDecided(pair.head)) continue;
    const before = new Map((pair.base.checks ?? []).map((check) => [checkKey(check), check.score]));
    for (const check of pair.head.checks ?? []) {
      const score = before.get(checkKey(check));
      if (score === undefined || check.score === undefined || !scorePairs.comparable(pair, check)) continue;
      const sample = sampleOf(scores, pair.head.partition, check);
      sample.base.push(score);
      sample.head.push(check.score);
    }
  }
  return {
    partitions: partitions.map((partition) => ({
      partition,
      margin: margins.rate,
      measured: pairedRates(
        decided
          .filter(({ head }) => head.partition === partition)
          .map(({ base, head }) => [base.status === "pass", head.status === "pass"] as const),
      ),
    })),
    scores: scoreClaims(scores, pairedScores, margins),
  };
}

/** Cases that were decided on either side, as two samples. */
export function unpairedClaims(
  sides: { readonly base: readonly BaselineCase[]; readonly head: readonly BaselineCase[] },
  partitions: readonly string[],
  margins: Margins,
): Claims {
  const [base, head] = [sides.base.filter(isDecided), sides.head.filter(isDecided)];
  const scores = new Map<string, ScoreSample>();
  for (const [side, cases] of [
    ["base", base],
    ["head", head],
  ] as const) {
    for (const { partition, checks } of cases) {
      for (const check of checks ?? []) {
        if (check.score !== undefined) sampleOf(scores, partition, check)[side].push(check.score);
      }
    }
  }
  const passes = (cases: readonly BaselineCase[], partition: string): boolean[] =>
    cases.filter((one) => one.partition === partition).map(({ status }) => status === "pass");
  return {
    partitions: partitions.map((partition) => ({
      partition,
      margin: margins.rate,
      measured: unpairedRates(passes(base, partition), passes(head, partition)),
    })),
    scores: scoreClaims(scores, unpairedScores, margins),
  };
}

interface ScoreSample {
  readonly partition: string;
  readonly check: BaselineCheck;
  readonly base: number[];
  readonly head: number[];
}

function sampleOf(samples: Map<string, ScoreSample>, partition: string, check: BaselineCheck): ScoreSample {
  const key = JSON.stringify([partition, checkKey(check)]);
  const known = samples.get(key);
  if (known !== undefined) return known;
  const sample = { partition, check, base: [], head: [] };
  samples.set(key, sample);
  return sample;
}

function scoreClaims(
  samples: ReadonlyMap<string, ScoreSample>,
  measure: typeof pairedScores,
  margins: Margins,
): ScoreClaim[] {
  return [...samples]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { partition, check, base, head }]) => ({
      partition,
      check: check.name,
      ...(check.subject !== undefined && { subject: check.subject }),
      margin: margins.score,
      measured: measure(base, head),
    }));
}
