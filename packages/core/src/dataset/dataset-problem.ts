import { EvalError, type SourceLocation } from "../errors/eval-error.ts";
import type { EvalErrorCode } from "../errors/error-codes.ts";
import { showName, showValue } from "../errors/show-value.ts";
import { formatPlace, type RowPlace } from "./row-place.ts";

/** One thing wrong with a dataset: what, where, and what to do about it. */
export interface DatasetProblem {
  readonly code: EvalErrorCode;
  readonly place: RowPlace | undefined;
  readonly caseId?: string;
  /** A clause without a full stop. */
  readonly what: string;
  /** One or more sentences. */
  readonly remedy: string;
}

const listed = 20;

/** Collects what is wrong with a dataset, so that one error can tell all of it. */
export class ProblemList {
  readonly #first: DatasetProblem[] = [];
  #total = 0;
  #gravest: DatasetProblem | undefined;

  /** All problems, also those that are only counted. */
  get total(): number {
    return this.#total;
  }

  add(problem: DatasetProblem): void {
    this.#total++;
    if (this.#first.length < listed) this.#first.push(problem);
    // Another caller may know the partition; nobody can load the rest.
    if (this.#gravest === undefined || (isOpen(this.#gravest) && !isOpen(problem))) this.#gravest = problem;
  }

  /**
   * @throws EvalError with every problem, the first 20 in words. Its code and location are those of the first problem, of an
   * unknown partition only where nothing else is wrong.
   */
  throwIfAny(action: string, cause?: unknown): void {
    const [first] = this.#first;
    const gravest = this.#gravest;
    if (first === undefined || gravest === undefined) return;
    throw new EvalError(this.#message(action, first), {
      code: gravest.code,
      location: locationOf(gravest),
      ...(cause !== undefined && { cause }),
    });
  }

  #message(action: string, first: DatasetProblem): string {
    if (this.#total === 1) return `Failed to ${action}: ${describe(first)}`;
    const more = this.#total - this.#first.length;
    const lines = this.#first.map((problem) => `  ${describe(problem)}`);
    if (more > 0) lines.push(`  and ${more} more`);
    return `Failed to ${action}: ${this.#total} problems.\n${lines.join("\n")}`;
  }
}

function isOpen({ code }: DatasetProblem): boolean {
  return code === "DATASET_UNKNOWN_PARTITION";
}

/** `load dataset "x.jsonl"`: the middle of an error's first line. */
export function loadAction(label: string): string {
  return `load dataset "${showName(label)}"`;
}

function describe({ place, caseId, what, remedy }: DatasetProblem): string {
  const where = place === undefined ? "" : `${formatPlace(place)}: `;
  const which = caseId === undefined ? "" : `case ${showValue(caseId)}: `;
  return `${where}${which}${what}. ${remedy}${/[.?!]$/.test(remedy) ? "" : "."}`;
}

function locationOf({ place }: DatasetProblem): SourceLocation | undefined {
  if (place?.source.file === undefined) return undefined;
  const { line, column } = place;
  return { file: place.source.file, ...(line > 0 && { line, column }) };
}
