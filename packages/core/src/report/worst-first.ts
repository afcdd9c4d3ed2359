import type { GateReason } from "../run/summary.ts";

const severity: { readonly [effect in GateReason["effect"]]: number } = { fail: 0, inconclusive: 1, note: 2 };

/** Reasons of the gate: what fails it, what keeps it from a verdict, notes; each as in the summary. A list may be cut. */
export function worstFirst<Reason extends Pick<GateReason, "effect">>(
  reasons: readonly Reason[],
): readonly Reason[] {
  return reasons.toSorted((a, b) => severity[a.effect] - severity[b.effect]);
}
