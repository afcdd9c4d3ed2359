import { partitionReasons, verdictOf } from "./gate.ts";
import type { PartitionSettings } from "./run-settings.ts";
import type { GateReason, GateReasonCode, GateVerdict, Summary } from "./summary.ts";
import { tallyPartitions } from "./tally.ts";

export interface ExitCodeOptions {
  /** Judge what ran, where a filter or a shard left cases out on purpose. */
  readonly allowPartial: boolean;
}

/**
 * What `assay gate` exits with: 0 pass, 1 quality failure, 2 inconclusive or incomplete, 3 bad configuration or data.
 *
 * @example
 * ```ts
 * process.exitCode = exitCodeOf(summary, { allowPartial: false });
 * ```
 */
export function exitCodeOf(summary: Summary, { allowPartial }: ExitCodeOptions): 0 | 1 | 2 | 3 {
  if (summary.gate.reasons.some(isBadInput)) return 3;
  return exitCodes[(allowPartial ? judgePartial(summary) : summary).gate.verdict];
}

function isBadInput({ code, effect }: GateReason): boolean {
  return code === "bad-input" || (code === "baseline-invalid" && effect !== "note");
}

const exitCodes: { readonly [verdict in GateVerdict]: 0 | 1 | 2 } = { pass: 0, fail: 1, inconclusive: 2 };

const narrowing: ReadonlySet<GateReasonCode> = new Set(["filtered", "shard"]);

/** The same run, judged by the cases that were meant to run: those that a filter or `.skip` excluded are left out. */
export function judgePartial(summary: Summary): Summary {
  const cases = summary.cases.filter(({ cause }) => cause !== "excluded");
  const settingsOf = (name: string): PartitionSettings => {
    const { settings, threshold = 1 } = summary.partitions[name] ?? {};
    return settings ?? { passRate: threshold };
  };
  const partitions = tallyPartitions(cases, {
    settingsOf,
    order: Object.keys(summary.partitions),
    wallOf: (name) => summary.partitions[name]?.wallMs,
  });
  const kept = summary.gate.reasons.filter(({ code }) => !narrowing.has(code) && !recomputed.has(code));
  const { shard: _shard, ...whole } = summary;
  const reasons = [...partitionReasons({ partitions, cases, filter: {} }), ...kept];
  return { ...whole, cases, partitions, gate: { verdict: verdictOf(reasons), reasons } };
}

const recomputed: ReadonlySet<GateReasonCode> = new Set<GateReasonCode>([
  "partition-failed",
  "partition-inconclusive",
  "no-cases",
  "bound-not-reached",
  "too-few-cases",
  "too-many-undecided",
  "check-failed",
  "check-inconclusive",
  "dimension-failed",
  "dimension-inconclusive",
  "cost-exceeded",
  "cost-unknown",
  "wall-exceeded",
]);
