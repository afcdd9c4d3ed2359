import { originals } from "./originals.ts";

/** A pending timer looks at the clock at least this often. */
const sliceMs = 1_000;
/** A longer silence of all timers was no work: the process was stopped, or the machine slept. */
const longestSilenceMs = 3_000;

let [active, lastSeen, stoodStill] = [0, 0, 0];

/**
 * Monotonic milliseconds during which the process could run: a suspension (SIGSTOP, a laptop that sleeps) does not count
 * while timers of this module are pending. Without that, everything in flight would time out on waking.
 */
export function awakeNow(): number {
  observe();
  return originals.monotonic() - stoodStill;
}

/** Calls `onExpire` after so many awake milliseconds; returns what cancels it. */
export function awakeTimer(milliseconds: number, onExpire: () => void): () => void {
  if (active++ === 0) lastSeen = originals.monotonic();
  const end = awakeNow() + milliseconds;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    if (timer === undefined) return;
    originals.clearTimeout(timer);
    timer = undefined;
    active--;
  };
  const wait = (): void => {
    timer = originals.setTimeout(tick, Math.min(sliceMs, Math.max(0, end - awakeNow())));
  };
  const tick = (): void => {
    // Node's timers may fire a fraction of a millisecond early.
    if (end - awakeNow() > 1) return wait();
    stop();
    onExpire();
  };
  wait();
  return stop;
}

function observe(): void {
  if (active === 0) return;
  const now = originals.monotonic();
  const silence = now - lastSeen;
  if (silence > longestSilenceMs) stoodStill += silence - sliceMs;
  lastSeen = now;
}
