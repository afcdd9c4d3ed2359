/**
 * The platform's own clock, timers, random numbers and fetch, captured when the set-up file loads: a test may fake
 * timers, mock `Date` or stub `fetch`, and neither deadlines nor judges nor the journal may notice.
 */
const { setTimeout, clearTimeout, Date: OriginalDate, Math: OriginalMath, performance, fetch } = globalThis;

export const originals: {
  readonly setTimeout: typeof globalThis.setTimeout;
  readonly clearTimeout: typeof globalThis.clearTimeout;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly fetch: typeof globalThis.fetch;
} = {
  setTimeout,
  clearTimeout,
  now: OriginalDate.now.bind(OriginalDate),
  monotonic: performance.now.bind(performance),
  random: OriginalMath.random.bind(OriginalMath),
  fetch,
};
