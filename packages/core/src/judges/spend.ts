import type { EvalError } from "../errors/eval-error.ts";
import { ModelError } from "../models/model-error.ts";
import type { Usage } from "../trace/trace.ts";

/** What answers took that a verdict did not come of. */
export interface Spend {
  readonly usage?: Usage;
  /** In US dollars; absent unless everything that was sent has a price. */
  readonly costUsd?: number;
  /** Requests sent, retries included. */
  readonly requests: number;
  /** Replies that recordings gave in the place of the model; absent where it gave all of them. */
  readonly replayed?: Replayed;
}

/** Replies that nothing was spent on, and how old they are. */
export interface Replayed {
  readonly replies: number;
  /** When the oldest was recorded, ISO 8601 in UTC. */
  readonly oldest: string;
  readonly newest: string;
}

/** An error after answers that are paid for all the same. A new one each: a breaker throws one error many times. */
class SpentError extends ModelError {
  readonly spent: Spend;

  constructor(error: EvalError, spent: Spend) {
    const { code, cause, location, outcome, scope } = error;
    super(error.message, { code, cause, location, scope, ...(outcome !== undefined && { outcome }) });
    this.spent = spent;
  }
}

/** `error` that knows what came before it cost; itself where nothing was answered. */
export function withSpend(error: EvalError, spent: Spend | undefined): EvalError {
  return spent === undefined ? error : new SpentError(error, spent);
}

/** What was spent in vain before `error`; not by `instanceof`, as two copies of the package may be loaded. */
export function spendOf(error: EvalError | undefined): Spend | undefined {
  return error !== undefined && "spent" in error ? (error.spent as Spend | undefined) : undefined;
}

/**
 * The sum of what several calls spent. `undefined` stands for a call without an answer: it was sent and has no price, so
 * that the cost of all is unknown and not too low. `undefined` where no call was answered.
 */
export function sumSpend(calls: readonly (Spend | undefined)[]): Spend | undefined {
  const answered = calls.filter((one) => one !== undefined);
  if (answered.length === 0) return undefined;
  const usages = answered.flatMap(({ usage }) => usage ?? []);
  const costs = answered.flatMap((one) => costOfSpend(one) ?? []);
  const replayed = sumReplayed(answered.map((one) => one.replayed));
  return {
    ...(usages.length > 0 && {
      usage: {
        inputTokens: sum(usages.map(({ inputTokens }) => inputTokens)),
        outputTokens: sum(usages.map(({ outputTokens }) => outputTokens)),
      },
    }),
    ...(costs.length === calls.length && { costUsd: sum(costs) }),
    requests: sum(calls.map((one) => one?.requests ?? 1)),
    ...(replayed !== undefined && { replayed }),
  };
}

/** All replies that were replayed; `undefined` where none was. */
export function sumReplayed(parts: readonly (Replayed | undefined)[]): Replayed | undefined {
  const known = parts.filter((one) => one !== undefined);
  const [oldest] = known.map((one) => one.oldest).sort();
  const newest = known
    .map((one) => one.newest)
    .sort()
    .at(-1);
  if (oldest === undefined || newest === undefined) return undefined;
  return { replies: sum(known.map(({ replies }) => replies)), oldest, newest };
}

/** What nothing was sent for cost nothing: a rule decided. */
export function costOfSpend({ costUsd, requests }: Spend): number | undefined {
  return requests === 0 ? 0 : costUsd;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
