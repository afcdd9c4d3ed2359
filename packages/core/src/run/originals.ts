/**
 * The platform's own clock, timers and fetch, captured when the set-up file loads: a test may fake timers, mock `Date`
 * or stub `fetch`, and neither deadlines nor the journal may notice.
 */
const { setTimeout, clearTimeout, Date: OriginalDate, performance } = globalThis;

export const originals: {
  readonly setTimeout: typeof globalThis.setTimeout;
  readonly clearTimeout: typeof globalThis.clearTimeout;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
} = {
  setTimeout,
  clearTimeout,
  now: OriginalDate.now.bind(OriginalDate),
  monotonic: performance.now.bind(performance),
};
