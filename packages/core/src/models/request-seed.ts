/** Further apart than the seeds of the votes within one trial. */
const betweenTrials = 1_000;

/** The seed to send: another one in every further trial, so that trials of a case do not repeat one sample of the judge. */
export function requestSeed({
  seed,
  trial = 0,
}: {
  readonly seed?: number | undefined;
  readonly trial?: number | undefined;
}): number | undefined {
  return trial === 0 ? seed : (seed ?? 0) + betweenTrials * trial;
}
