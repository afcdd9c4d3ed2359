import { showName, showValue } from "../errors/show-value.ts";
import type { DatasetProblem } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import { goldenDigest, type GoldenLock } from "./golden-lock.ts";
import { fileAsAWhole, type RowPlace, type RowSource } from "./row-place.ts";
import { idOf } from "./validate-case.ts";

/** How the golden cases of a file differ from its lock. */
export interface GoldenChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Compares the golden cases of one file with its lock, case by case as they are read. */
export class GoldenCheck {
  readonly #source: RowSource;
  readonly #lock: GoldenLock;
  readonly #defaultPartition: string | undefined;
  readonly #missing: Set<string>;
  readonly #added: string[] = [];
  readonly #changed: string[] = [];
  #firstPlace: RowPlace | undefined;

  constructor(source: RowSource, lock: GoldenLock, defaultPartition?: string) {
    this.#source = source;
    this.#lock = lock;
    this.#defaultPartition = defaultPartition;
    this.#missing = new Set(lock.golden.keys());
  }

  see(evalCase: EvalCase): void {
    if (evalCase.partition !== "golden") return;
    const { id } = evalCase;
    this.#missing.delete(id);
    const approved = this.#lock.golden.get(id);
    if (approved !== undefined && approved.digest === goldenDigest(evalCase)) return;
    (approved === undefined ? this.#added : this.#changed).push(id);
    const { line, column } = evalCase.location ?? {};
    this.#firstPlace ??= { source: this.#source, line: line ?? 0, column: column ?? 0 };
  }

  /** A row that has a problem of its own is not missing as well. */
  skip(row: unknown): void {
    const id = idOf(row);
    if (id !== undefined) this.#missing.delete(id);
  }

  changes(): GoldenChanges {
    return { added: this.#added, changed: this.#changed, removed: [...this.#missing] };
  }

  finish(onProblem: (problem: DatasetProblem) => void): void {
    const { added, changed, removed } = this.changes();
    if (added.length + changed.length + removed.length === 0) return;
    const parts = [
      ...describe("added", added),
      ...describe("changed", changed),
      ...describe("removed", removed),
    ];
    const flag = this.#defaultPartition === "golden" ? " --partition golden" : "";
    onProblem({
      code: "DATASET_NOT_APPROVED",
      place: this.#firstPlace ?? fileAsAWhole(this.#source),
      what: `golden cases differ from what was approved: ${parts.join("; ")}`,
      remedy: `Review them, then one of their reviewers runs: assay dataset approve ${shellWord(this.#source.label)}${flag} --reviewer "<name>"`,
    });
  }
}

const listed = 20;

function describe(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > listed ? ` and ${ids.length - listed} more` : "";
  return [`${what} ${ids.slice(0, listed).map(showValue).join(", ")}${more}`];
}

function shellWord(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${showName(path).replaceAll("'", "'\\''")}'`;
}
