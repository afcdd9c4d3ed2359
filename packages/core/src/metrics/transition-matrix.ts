/** One step of a run, as far as failures are concerned. */
export interface StepOutcome {
  readonly name: string;
  readonly status: "ok" | "error";
}

export interface TransitionMatrix {
  /** In the order given, or of first appearance. */
  readonly states: readonly string[];
  /** `counts[i][j]`: runs whose last successful step was state i and whose first failing step was state j. */
  readonly counts: readonly (readonly number[])[];
  /** Runs that failed in their very first step, by failing state: they have no last success. */
  readonly failedFirst: readonly number[];
  /** Runs without a failing step. */
  readonly succeeded: number;
  /** Failing runs that name a state outside of `states`: counted here, nowhere else. */
  readonly unknown: number;
}

/**
 * Where runs break: the last state that succeeded before the first failure, against the state that failed. A bright cell
 * names the hand-over to look at first.
 *
 * @param runs - The steps of each run, in order.
 * @param states - The states to count, in the order of the pipeline; default: all that appear.
 * @example
 * ```ts
 * const matrix = transitionMatrix([[{ name: "plan", status: "ok" }, { name: "search", status: "error" }]]);
 * matrix.counts[0]?.[1]; // 1: one run broke between plan and search
 * ```
 */
export function transitionMatrix(
  runs: readonly (readonly StepOutcome[])[],
  states: readonly string[] = [...new Set(runs.flatMap((steps) => steps.map(({ name }) => name)))],
): TransitionMatrix {
  const place = new Map(states.map((state, index) => [state, index]));
  const counts = states.map(() => states.map(() => 0));
  const failedFirst = states.map(() => 0);
  let [succeeded, unknown] = [0, 0];
  for (const steps of runs) {
    const failing = steps.findIndex(({ status }) => status === "error");
    if (failing < 0) {
      succeeded++;
      continue;
    }
    const column = place.get(steps[failing]?.name ?? "");
    const row = failing === 0 ? undefined : place.get(steps[failing - 1]?.name ?? "");
    if (column === undefined || (failing > 0 && row === undefined)) unknown++;
    else increment(row === undefined ? failedFirst : (counts[row] as number[]), column);
  }
  return { states, counts, failedFirst, succeeded, unknown };
}

function increment(cells: number[], index: number): void {
  cells[index] = (cells[index] ?? 0) + 1;
}
