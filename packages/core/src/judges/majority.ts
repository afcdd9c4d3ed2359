import { originals } from "../platform/originals.ts";
import { castBallots, tallyBallots, type Ballot } from "./cast-ballots.ts";
import { countVotes, undecided } from "./missing-votes.ts";
import type { Seat } from "./panel.ts";
import type { Verdict } from "./verdict.ts";

/**
 * The verdict of more than half of the seats. Asks no more of them than it takes: 2 of 3 when they agree. A vote without a
 * verdict is missing and not gone: a side needs more than half of all seats, so no missing vote could turn it round.
 *
 * @throws ModelError when votes that never came keep both sides from a majority.
 */
export async function judgeByMajority(
  subject: string,
  seats: readonly [Seat, ...Seat[]],
  ask: (seat: Seat) => Promise<Verdict>,
): Promise<Verdict> {
  const startedAt = originals.monotonic();
  if (seats.length === 1) return ask(seats[0]);
  const needed = Math.floor(seats.length / 2) + 1;
  const ballots = await castBallots(seats, ask, (cast) => {
    const lacking = needed - leading(cast);
    return lacking > seats.length - cast.length ? 0 : lacking;
  });
  const winner = (["pass", "fail"] as const).find((outcome) => votesFor(ballots, outcome).length >= needed);
  const told = winner === undefined ? undefined : votesFor(ballots, winner)[0]?.verdict;
  const tally = tallyBallots(ballots, startedAt);
  if (told !== undefined) return { ...common(told), ...tally };
  const reading = undecided(subject, ballots, seats.length, countVotes(ballots, seats.length));
  const some = ballots.find(({ verdict }) => verdict !== undefined)?.verdict as Verdict;
  return {
    ...common(some),
    ...tally,
    outcome: "inconclusive",
    inconclusiveClass: reading.inconclusiveClass,
    critique: reading.problem,
    evidence: [],
  };
}

function leading(ballots: readonly Ballot[]): number {
  return Math.max(votesFor(ballots, "pass").length, votesFor(ballots, "fail").length);
}

function votesFor(ballots: readonly Ballot[], outcome: "pass" | "fail"): readonly Ballot[] {
  return ballots.filter(({ verdict }) => verdict?.outcome === outcome);
}

/** What one vote says for all of them; its score and its costs are its own. */
function common(vote: Verdict): Verdict {
  const {
    score: _score,
    inconclusiveClass: _class,
    usage: _usage,
    costUsd: _cost,
    replayed: _replayed,
    ...rest
  } = vote;
  return rest;
}
