import { spendOfBallots, toVote, type Ballot } from "./cast-ballots.ts";
import { PanelError } from "./panel-error.ts";
import { noReading, type NoReading } from "./reading.ts";
import type { InconclusiveClass } from "./verdict.ts";

/**
 * Why votes that do not decide are no verdict: the class that all of them share, else `disagreement`.
 *
 * @param all - Those that decided something too, where `ballots` are the others.
 * @throws ModelError when nothing but answers that never came keeps the votes from deciding.
 */
export function undecided(
  subject: string,
  ballots: readonly Ballot[],
  seats: number,
  found: string,
  all: readonly Ballot[] = ballots,
): NoReading {
  const errors = ballots.map(({ error }) => error).filter((error) => error !== undefined);
  const unusable = ballots
    .map(({ verdict }) => verdict)
    .filter((verdict) => verdict?.outcome === "inconclusive");
  const [error] = errors;
  if (error !== undefined && unusable.length === 0) {
    throw new PanelError(
      `Failed to judge "${subject}": ${errors.length} of ${seats} votes are missing, and they could change the verdict (${found}). The first: ${error.message}`,
      error,
      all.map(toVote),
      spendOfBallots(all),
    );
  }
  const classes = new Set(unusable.map((verdict) => verdict?.inconclusiveClass));
  const [only] = classes;
  const first = unusable[0]?.critique ?? "";
  const agree = unusable.length === ballots.length && classes.size === 1 && only !== undefined;
  const inconclusiveClass: InconclusiveClass = agree ? only : "disagreement";
  return noReading(inconclusiveClass, first === "" ? found : `${found}; ${first}`);
}

/** `3 of 5 votes pass, 1 fails, 1 is missing` */
export function countVotes(ballots: readonly Ballot[], seats: number): string {
  const count = (outcome: string): number =>
    ballots.filter(({ verdict }) => verdict?.outcome === outcome).length;
  const [pass, fail] = [count("pass"), count("fail")];
  const missing = ballots.length - pass - fail;
  return [
    `${pass} of ${seats} votes pass`,
    `${fail} fail`,
    ...(missing > 0 ? [`${missing} without a verdict`] : []),
    ...(ballots.length < seats ? [`${seats - ballots.length} not needed`] : []),
  ].join(", ");
}
