import type { Spend } from "../judges/spend.ts";
import type { Usage } from "../trace/trace.ts";
import type { FoldedLine } from "./fold-attempt.ts";
import { grown, none } from "./grown.ts";
import type { TokenCount, TokenTotals } from "./summary.ts";

/** Adds up what a case spent, line by line: of every execution, whether it counts for the verdict or not. */
export class TokenFold {
  #judge: Usage[] = none();
  #application: Usage[] = none();

  /** `spent`: what the judges of a check took, with or without a verdict. */
  add(line: FoldedLine, spent: Spend | undefined): void {
    if (spent?.usage !== undefined) this.#judge = grown(this.#judge, spent.usage);
    if (line.kind === "end" && line.usage !== undefined)
      this.#application = grown(this.#application, line.usage);
  }

  /** `undefined` where nobody said anything. */
  totals(): TokenTotals | undefined {
    if (this.#judge.length === 0 && this.#application.length === 0) return undefined;
    return toTotals(this.#judge.map(toCount), this.#application.map(toCount));
  }
}

/** The totals of several cases. */
export function sumTokens(totals: readonly (TokenTotals | undefined)[]): TokenTotals | undefined {
  return toTotals(
    totals.flatMap((one) => one?.judge ?? []),
    totals.flatMap((one) => one?.application ?? []),
  );
}

function toCount({ inputTokens, outputTokens }: Usage): TokenCount {
  return { input: inputTokens, output: outputTokens };
}

function toTotals(judge: readonly TokenCount[], application: readonly TokenCount[]): TokenTotals | undefined {
  if (judge.length === 0 && application.length === 0) return undefined;
  return {
    ...(judge.length > 0 && { judge: sumCounts(judge) }),
    ...(application.length > 0 && { application: sumCounts(application) }),
  };
}

function sumCounts(counts: readonly TokenCount[]): TokenCount {
  return { input: sum(counts.map(({ input }) => input)), output: sum(counts.map(({ output }) => output)) };
}

/** In order of size: the journal's lines come in any order, and parts of a token (an average) would not add up alike. */
function sum(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0);
}
