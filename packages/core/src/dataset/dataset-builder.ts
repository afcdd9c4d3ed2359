import { IdRegistry } from "./id-registry.ts";
import { ProblemList } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import { placeOf, type RowPlace } from "./row-place.ts";
import { idOf, validateCase, type CaseRules } from "./validate-case.ts";

/** Turns rows of any origin into cases, and remembers what is wrong with the whole of them. */
export class DatasetBuilder {
  readonly problems: ProblemList = new ProblemList();
  readonly rules: CaseRules;
  readonly #ids: IdRegistry = new IdRegistry();
  #rows = 0;

  constructor(rules: CaseRules) {
    this.rules = rules;
  }

  /** Rows seen so far, good and bad. */
  get rows(): number {
    return this.#rows;
  }

  get warnings(): readonly string[] {
    return this.#ids.warnings;
  }

  /** The row's case; `undefined` when the row has a problem. */
  addRow(row: unknown, place: RowPlace): EvalCase | undefined {
    this.#rows++;
    const evalCase = validateCase(row, place, this.rules, (problem) => this.problems.add(problem));
    const id = idOf(row);
    if (id === undefined) return evalCase;
    const earlier = this.#ids.add(id, place);
    if (earlier === undefined) return evalCase;
    this.problems.add({
      code: "DATASET_DUPLICATE_ID",
      place: placeOf(place, ["id"]),
      caseId: id,
      what: `the id is used twice: first at ${earlier}`,
      remedy: "Give every case an id of its own",
    });
    return undefined;
  }
}
