import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import { originals } from "../platform/originals.ts";
import type { Seat } from "./panel.ts";
import { spendOf, sumSpend, withSpend, type Spend } from "./spend.ts";
import type { Verdict, Vote } from "./verdict.ts";

/** What came of one seat: a verdict, usable or not, or no answer. */
export type Ballot =
  | { readonly seat: Seat; readonly verdict: Verdict; readonly error?: undefined }
  | { readonly seat: Seat; readonly error: EvalError; readonly verdict?: undefined };

/**
 * Asks seats, as many at a time as `wanted` says, until it wants no more. A seat without an answer is a ballot too: the
 * number of votes that a decision needs stays what it was.
 *
 * @throws ModelError when a seat's error concerns the whole run: a refused key, an unknown model.
 */
export async function castBallots(
  seats: readonly Seat[],
  ask: (seat: Seat) => Promise<Verdict>,
  wanted: (ballots: readonly Ballot[]) => number,
): Promise<readonly Ballot[]> {
  const ballots: Ballot[] = [];
  for (;;) {
    const next = seats.slice(ballots.length).slice(0, Math.max(0, wanted(ballots)));
    if (next.length === 0) return ballots;
    const cast = await Promise.allSettled(next.map((seat) => castBallot(seat, ask)));
    for (const one of cast) if (one.status === "fulfilled") ballots.push(one.value);
    const rejected = cast.find((one) => one.status === "rejected");
    if (rejected !== undefined) throw afterBallots(rejected.reason, ballots);
  }
}

async function castBallot(seat: Seat, ask: (seat: Seat) => Promise<Verdict>): Promise<Ballot> {
  try {
    return { seat, verdict: await ask(seat) };
  } catch (error) {
    if (!isEvalError(error) || error.outcome !== "error" || error.scope === "run") throw error;
    return { seat, error };
  }
}

/** An error that ends the panel does not undo what the other seats spent. */
function afterBallots(error: unknown, ballots: readonly Ballot[]): unknown {
  if (!isEvalError(error)) return error;
  const spent = ballots.map(spendOfBallot);
  return withSpend(error, sumSpend([...spent, spendOf(error)]));
}

function spendOfBallot({ verdict, error }: Ballot): Spend | undefined {
  return verdict ?? spendOf(error) ?? (isUnasked(error) ? { requests: 0 } : undefined);
}

/** Replays ask nobody: a recording that is missing or damaged is a vote that cost nothing. */
function isUnasked(error: EvalError | undefined): boolean {
  return error?.code.startsWith("RECORDING_") === true;
}

/** What the answers took; `undefined` where no seat had one. */
export function spendOfBallots(ballots: readonly Ballot[]): Spend | undefined {
  return sumSpend(ballots.map(spendOfBallot));
}

/** What all ballots have in common or sum up to. */
export function tallyBallots(
  ballots: readonly Ballot[],
  startedAt: number,
): Pick<Verdict, "votes" | "model" | "usage" | "costUsd" | "durationMs" | "requests" | "replayed"> {
  return {
    votes: ballots.map(toVote),
    model: describeModels(ballots),
    durationMs: originals.monotonic() - startedAt,
    ...(spendOfBallots(ballots) ?? { requests: ballots.length }),
  };
}

/** What a verdict, or an error in its place, keeps of a ballot. */
export function toVote({ seat, verdict, error }: Ballot): Vote {
  if (error !== undefined) return { outcome: "error", critique: error.message, model: seat.model.id };
  const { outcome, inconclusiveClass, critique, model, scores } = verdict;
  const score = scores?.value ?? verdict.score;
  return {
    outcome,
    ...(inconclusiveClass !== undefined && { inconclusiveClass }),
    ...(score !== undefined && { score }),
    critique,
    model: model.served ?? model.asked,
  };
}

/** Every model once, in the order of the seats. */
function describeModels(ballots: readonly Ballot[]): Verdict["model"] {
  const served = ballots.map(({ seat, verdict }) => verdict?.model.served ?? seat.model.id);
  return {
    asked: list(ballots.map(({ seat }) => seat.model.id)),
    family: list(ballots.map(({ seat }) => seat.model.family)),
    ...(ballots.some(({ verdict }) => verdict?.model.served !== undefined) && { served: list(served) }),
    ...(ballots.some(({ verdict }) => verdict?.model.replaced === true) && { replaced: true }),
  };
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}
