import { workerState } from "@assay/core/adapter";

const limiterSymbol = Symbol.for("assay.jest.limiter.1");

interface Limiter {
  running: number;
  readonly waiting: (() => void)[];
}

const holder = globalThis as { [limiterSymbol]?: Limiter };

/**
 * Runs `body` when fewer than `concurrency` cases are in flight in this process. Jest's `maxConcurrency` is the user's to
 * set and may be higher; a case that waits here has not started, so its time does not run yet.
 */
export async function withCaseSlot<T>(body: () => Promise<T>): Promise<T> {
  const limiter = (holder[limiterSymbol] ??= { running: 0, waiting: [] });
  if (limiter.running >= workerState().settings.concurrency) {
    await new Promise<void>((resolve) => limiter.waiting.push(resolve));
  } else {
    limiter.running++;
  }
  try {
    return await body();
  } finally {
    const next = limiter.waiting.shift();
    if (next === undefined) limiter.running--;
    else next();
  }
}
