import type { EvalError } from "../errors/eval-error.ts";
import { ModelError } from "../models/model-error.ts";
import type { Spend } from "./spend.ts";
import type { Vote } from "./verdict.ts";

/** Answers that never came keep a panel from a verdict; what the other seats said is not lost. */
export class PanelError extends ModelError {
  readonly votes: readonly Vote[];
  /** Of the seats that answered: they are paid for without a verdict. */
  readonly spent: Spend | undefined;

  constructor(message: string, cause: EvalError, votes: readonly Vote[], spent?: Spend) {
    super(message, { code: cause.code, cause });
    this.votes = votes;
    this.spent = spent;
  }
}

/** The votes of an error that a panel ended in; not by `instanceof`, as two copies of the package may be loaded. */
export function votesOf(error: EvalError): readonly Vote[] {
  return "votes" in error && Array.isArray(error.votes) ? (error.votes as readonly Vote[]) : [];
}
