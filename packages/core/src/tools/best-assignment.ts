/**
 * The assignment of rows to columns with the greatest sum of weights, each used once (Kuhn 1955, with potentials as in
 * Jonker and Volgenant 1987; cubic time).
 *
 * @param weights - `weights[row][column]`, from 0; every row has as many columns.
 * @returns The column per row; `undefined` for rows that get none, when there are more rows than columns.
 */
export function bestAssignment(weights: readonly (readonly number[])[]): readonly (number | undefined)[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  const size = Math.max(rows, columns);
  const cost = (row: number, column: number): number => -(weights[row]?.[column] ?? 0);
  const rowOf = new Assignment(size, cost).solve();
  const assigned: (number | undefined)[] = weights.map(() => undefined);
  for (let column = 0; column < columns; column++) {
    const row = rowOf[column];
    if (row !== undefined && row < rows) assigned[row] = column;
  }
  return assigned;
}

/** Rows enter one by one, each along the cheapest augmenting path; positions count from 1, 0 is the row that enters. */
class Assignment {
  readonly #size: number;
  readonly #cost: (row: number, column: number) => number;
  readonly #rowPotential: number[];
  readonly #columnPotential: number[];
  readonly #rowOf: number[];

  constructor(size: number, cost: (row: number, column: number) => number) {
    this.#size = size;
    this.#cost = cost;
    this.#rowPotential = zeros(size + 1);
    this.#columnPotential = zeros(size + 1);
    this.#rowOf = zeros(size + 1);
  }

  /** The row per column, both from 0. */
  solve(): readonly number[] {
    for (let row = 1; row <= this.#size; row++) this.#enter(row);
    return this.#rowOf.slice(1).map((row) => row - 1);
  }

  #enter(row: number): void {
    this.#rowOf[0] = row;
    const previous = zeros(this.#size + 1);
    const slack = this.#rowOf.map(() => Number.POSITIVE_INFINITY);
    const used = this.#rowOf.map(() => false);
    let column = 0;
    do {
      used[column] = true;
      column = this.#advance(column, used, slack, previous);
    } while (this.#rowOf[column] !== 0);
    for (; column !== 0; column = previous[column] ?? 0)
      this.#rowOf[column] = this.#rowOf[previous[column] ?? 0] ?? 0;
  }

  #advance(from: number, used: readonly boolean[], slack: number[], previous: number[]): number {
    const row = this.#rowOf[from] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let column = 1; column <= this.#size; column++) {
      if (used[column] === true) continue;
      const reduced =
        this.#cost(row - 1, column - 1) - at(this.#rowPotential, row) - at(this.#columnPotential, column);
      if (reduced < at(slack, column)) {
        slack[column] = reduced;
        previous[column] = from;
      }
      if (at(slack, column) < least) {
        least = at(slack, column);
        next = column;
      }
    }
    for (let column = 0; column <= this.#size; column++) {
      if (used[column] === true) {
        const matched = this.#rowOf[column] ?? 0;
        this.#rowPotential[matched] = at(this.#rowPotential, matched) + least;
        this.#columnPotential[column] = at(this.#columnPotential, column) - least;
      } else slack[column] = at(slack, column) - least;
    }
    return next;
  }
}

function at(list: readonly number[], index: number): number {
  return list[index] ?? 0;
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
