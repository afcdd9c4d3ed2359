import { formatPercent } from "./show-difference.ts";
import type { Baseline, BaselineCheck } from "../baseline/baseline.ts";
import type { NotComparable } from "../comparison.ts";
import { isDecided } from "./is-decided.ts";
import type { CasePair } from "./join-cases.ts";
import { judgeChange, type UnderlyingChange } from "./judge-change.ts";

export interface ComparablePairs {
  /** Pairs whose statuses answer the same question. */
  readonly status: readonly CasePair[];
  /** Whether the scores of a check of a pair were given by the same judge for the same row. */
  readonly score: (pair: CasePair, check: BaselineCheck) => boolean;
  readonly notComparable: readonly NotComparable[];
}

/** Sorts out what changed underneath: there a change of the outcome says nothing about the application. */
export function comparablePairs(pairs: readonly CasePair[], base: Baseline, head: Baseline): ComparablePairs {
  const changes = new Changes();
  const otherRow = new Set<CasePair>();
  const otherJudge = new Map<CasePair, Set<string>>();
  const status: CasePair[] = [];
  for (const pair of pairs) {
    const rows = rowChange(pair);
    if (rows !== undefined) {
      changes.add(rows, pair);
      otherRow.add(pair);
      continue;
    }
    const trials = trialsChange(pair);
    if (trials !== undefined) changes.add(trials, pair);
    const judged = judgeChanges(pair, base, head);
    for (const { change } of judged) changes.add(change, pair);
    if (judged.length > 0) otherJudge.set(pair, new Set(judged.map(({ check }) => checkKey(check))));
    if (trials === undefined && judged.every(({ decides }) => !decides)) status.push(pair);
  }
  return {
    status,
    score: (pair, check) => !otherRow.has(pair) && otherJudge.get(pair)?.has(checkKey(check)) !== true,
    notComparable: [...changes.all(), ...thresholdChanges(base, head)],
  };
}

export function checkKey({ name, subject }: BaselineCheck): string {
  return JSON.stringify([name, subject ?? null]);
}

class Changes {
  readonly #cases: Map<string, { readonly change: UnderlyingChange; readonly ids: Set<string> }> = new Map();

  add(change: UnderlyingChange, { head }: CasePair): void {
    const key = `${change.kind} ${change.message}`;
    const known = this.#cases.get(key) ?? { change, ids: new Set() };
    known.ids.add(head.id);
    this.#cases.set(key, known);
  }

  all(): NotComparable[] {
    return [...this.#cases]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { change, ids }]) => ({ ...change, cases: [...ids].sort() }));
  }
}

function rowChange({ base, head }: CasePair): UnderlyingChange | undefined {
  if (base.fingerprint === head.fingerprint) return undefined;
  return { kind: "row", message: "input or expected value changed" };
}

/** A case without a verdict may have ended before it knew of its trials. */
function trialsChange({ base, head }: CasePair): UnderlyingChange | undefined {
  if (base.trials === head.trials || !isDecided(base) || !isDecided(head)) return undefined;
  const [before, after] = [base.trials ?? "one", head.trials ?? "one"];
  return {
    kind: "config",
    message: `${head.partition}: the trials of a case were ${before}, and are ${after}`,
  };
}

interface CheckChange {
  readonly check: BaselineCheck;
  readonly change: UnderlyingChange;
  /** Whether the case's status hangs on the check. */
  readonly decides: boolean;
}

function judgeChanges({ base, head }: CasePair, baseRun: Baseline, headRun: Baseline): CheckChange[] {
  const before = new Map((base.checks ?? []).map((check) => [checkKey(check), check]));
  return (head.checks ?? []).flatMap((check) => {
    const known = before.get(checkKey(check));
    const change = known && judgeChange(known, check, { base: baseRun.judges, head: headRun.judges });
    if (known === undefined || change === undefined) return [];
    return [{ check, change, decides: check.advisory !== true || known.advisory !== true }];
  });
}

/** What a partition must reach says nothing of its cases: told, and nothing is left out. */
function thresholdChanges(base: Baseline, head: Baseline): NotComparable[] {
  return Object.entries(head.partitions).flatMap(([name, { threshold }]) => {
    const before = base.partitions[name]?.threshold;
    if (before === undefined || before === threshold) return [];
    const message = `${name}: ${formatPercent(before)} had to pass, now ${formatPercent(threshold)}`;
    return [{ kind: "config" as const, message, cases: [] }];
  });
}
