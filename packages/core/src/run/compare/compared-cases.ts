import type { Baseline, BaselineCase, BaselineCheck } from "../baseline/baseline.ts";
import type { NotComparable, PartitionComparison } from "../comparison.ts";
import { pairedClaims, unpairedClaims, type Claims } from "./collect-claims.ts";
import type { Margins } from "./compare-options.ts";
import { isDecided } from "./is-decided.ts";
import { joinCases, type CasePair } from "./join-cases.ts";
import { judgeChange } from "./judge-change.ts";
import { checkKey, comparablePairs } from "./underlying-changes.ts";

export type PartitionCounts = Pick<PartitionComparison, "undecided" | "notComparable">;

/** The cases of both sides, sorted into what can be compared and what cannot. */
export interface ComparedCases {
  readonly claims: Claims;
  /** Pairs whose statuses answer the same question. */
  readonly pairs: readonly CasePair[];
  readonly added: readonly BaselineCase[];
  readonly removed: readonly BaselineCase[];
  readonly notComparable: readonly NotComparable[];
  readonly counts: (partition: string) => PartitionCounts;
}

/** Cases paired by id. */
export function pairCases(base: Baseline, head: Baseline, margins: Margins): ComparedCases {
  const { pairs, added, removed } = joinCases(base.cases, head.cases);
  const { status, score, notComparable } = comparablePairs(pairs, base, head);
  const inPartition = (list: readonly CasePair[], partition: string): readonly CasePair[] =>
    list.filter((pair) => pair.head.partition === partition);
  return {
    claims: pairedClaims(status, partitionNames(base, head), { pairs, comparable: score }, margins),
    pairs: status,
    added,
    removed,
    notComparable,
    counts: (partition) => {
      const comparable = inPartition(status, partition);
      const decided = comparable.filter((pair) => isDecided(pair.base) && isDecided(pair.head));
      return {
        undecided: comparable.length - decided.length,
        notComparable: inPartition(pairs, partition).length - comparable.length,
      };
    },
  };
}

/** Cases of two samples: nothing is known of any one of them. */
export function sampleCases(base: Baseline, head: Baseline, margins: Margins): ComparedCases {
  const { changed, notComparable } = changedChecks(base, head);
  const comparable = ({ partition, checks = [] }: BaselineCase): boolean =>
    !checks.some((check) => check.advisory !== true && changed.has(sampleKey(partition, check)));
  const sides = { base: base.cases.filter(comparable), head: head.cases.filter(comparable) };
  const undecided = (cases: readonly BaselineCase[], partition: string): number =>
    cases.filter((one) => one.partition === partition && !isDecided(one)).length;
  const ofPartition = (cases: readonly BaselineCase[], partition: string): number =>
    cases.filter((one) => one.partition === partition).length;
  return {
    claims: unpairedClaims(sides, partitionNames(base, head), margins),
    pairs: [],
    added: [],
    removed: [],
    notComparable,
    counts: (partition) => ({
      undecided: undecided(sides.base, partition) + undecided(sides.head, partition),
      notComparable: ofPartition(head.cases, partition) - ofPartition(sides.head, partition),
    }),
  };
}

/** The checks whose judge changed, by partition. */
function changedChecks(
  base: Baseline,
  head: Baseline,
): { readonly changed: ReadonlySet<string>; readonly notComparable: readonly NotComparable[] } {
  const before = checksOf(base);
  const changes = new Map<string, NotComparable & { readonly cases: string[] }>();
  const changed = new Set<string>();
  for (const { id, partition, checks = [] } of head.cases) {
    for (const check of checks) {
      const known = before.get(sampleKey(partition, check));
      const change = known && judgeChange(known, check, { base: base.judges, head: head.judges });
      if (change === undefined) continue;
      changed.add(sampleKey(partition, check));
      const told = changes.get(change.message) ?? { ...change, cases: [] };
      told.cases.push(id);
      changes.set(change.message, told);
    }
  }
  return { changed, notComparable: [...changes.values()] };
}

/** Of each check of a partition, all judges that it had. */
function checksOf({ cases }: Baseline): ReadonlyMap<string, BaselineCheck> {
  const found = new Map<string, BaselineCheck>();
  for (const { partition, checks = [] } of cases) {
    for (const check of checks) {
      const key = sampleKey(partition, check);
      const judges = [...new Set([...(found.get(key)?.judges ?? []), ...(check.judges ?? [])])].sort();
      found.set(key, { ...check, judges });
    }
  }
  return found;
}

function sampleKey(partition: string, check: BaselineCheck): string {
  return JSON.stringify([partition, checkKey(check)]);
}

/** The partitions of the head in their order, then those that only the base has. */
function partitionNames(base: Baseline, head: Baseline): readonly string[] {
  return [...new Set([...Object.keys(head.partitions), ...Object.keys(base.partitions)])];
}
