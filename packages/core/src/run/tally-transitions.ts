import { transitionMatrix, type StepOutcome } from "../metrics/transition-matrix.ts";
import type { CaseFacts } from "./case-facts.ts";
import type { TransitionsSummary } from "./summary-tables.ts";

/** Where the runs of all trials with recorded steps broke; `undefined` without any. */
export function tallyTransitions(cases: readonly CaseFacts[]): TransitionsSummary | undefined {
  const runs = cases.flatMap(({ trials }) =>
    trials.flatMap(({ steps }) => (steps === undefined ? [] : [steps])),
  );
  if (runs.length === 0) return undefined;
  const { states, counts, failedFirst, succeeded } = transitionMatrix(runs, orderStates(runs));
  return { runs: runs.length, succeeded, states, counts, failedFirst };
}

/**
 * The states in the order in which runs go through them: a state comes before those that it more often precedes than
 * follows, counted by first appearance (Copeland's method). Ties by name, so that the order of the runs cannot matter.
 */
function orderStates(runs: readonly (readonly StepOutcome[])[]): string[] {
  const ahead = new Map<string, Map<string, number>>();
  const paths = new Map<string, number>();
  for (const steps of runs) {
    const path = JSON.stringify([...new Set(steps.map(({ name }) => name))]);
    paths.set(path, (paths.get(path) ?? 0) + 1);
  }
  for (const [path, times] of paths) {
    const names = JSON.parse(path) as string[];
    names.forEach((name, index) => {
      const behind = ahead.get(name) ?? new Map<string, number>();
      ahead.set(name, behind);
      for (const later of names.slice(index + 1)) behind.set(later, (behind.get(later) ?? 0) + times);
    });
  }
  const states = [...ahead.keys()];
  const lead = (a: string, b: string): number => (ahead.get(a)?.get(b) ?? 0) - (ahead.get(b)?.get(a) ?? 0);
  const score = new Map(
    states.map((state) => [state, states.reduce((sum, other) => sum + Math.sign(lead(state, other)), 0)]),
  );
  return states.toSorted((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0) || (a < b ? -1 : 1));
}
