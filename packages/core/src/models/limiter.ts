import { channel } from "node:diagnostics_channel";
import { originals } from "../platform/originals.ts";

/** How one request ended, as far as the limiter cares: only `rate-limited` shrinks it. */
export type SlotOutcome = "ok" | "rate-limited" | "failed";

export interface Slot {
  release(outcome: SlotOutcome): void;
}

export interface LimiterOptions {
  /** Requests in flight to start with, and the most there will ever be. */
  readonly concurrency: number;
  /** Milliseconds after the limit shrank during which it does not grow. Default 15,000. */
  readonly cooldownMs?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

interface Waiter {
  readonly grant: (slot: Slot) => void;
}

const shrinkFactor = 0.8;
const growthFactor = 1.05;
/** A round counts as used when this share of the limit was in flight: an idle limit proves nothing. */
const usedShare = 0.8;

/**
 * Bounds the requests in flight. A 429 shrinks the limit to 80 %, once per episode: requests that were already under way
 * when it shrank belong to the same episode. After a pause it grows by 5 %, at least by one, per round of as many
 * successes as the limit is wide. Server errors and timeouts change nothing. (Policy after Inspect AI's adaptive connections.)
 */
export class Limiter {
  #maximum: number;
  #limit: number;
  #inFlight = 0;
  #peak = 0;
  #episode = 0;
  #successes = 0;
  #growthFrom = -Infinity;
  readonly #waiters: Set<Waiter> = new Set();
  readonly #cooldownMs: number;
  readonly #now: () => number;

  constructor({ concurrency, cooldownMs = 15_000, now = originals.monotonic }: LimiterOptions) {
    this.#maximum = Math.max(1, Math.floor(concurrency));
    this.#limit = this.#maximum;
    this.#cooldownMs = cooldownMs;
    this.#now = now;
  }

  /** Requests that may be in flight now. */
  get limit(): number {
    return this.#limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Sets the most requests in flight; what 429s have taken away stays away. */
  configure(concurrency: number): void {
    const maximum = Math.max(1, Math.floor(concurrency));
    const untouched = this.#limit === this.#maximum;
    this.#maximum = maximum;
    this.#limit = untouched ? maximum : Math.min(this.#limit, maximum);
    this.#grantWaiting();
  }

  /** Resolves with a slot, first come first served; rejects with `signal.reason` once that aborts. */
  acquire(signal: AbortSignal): Promise<Slot> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    if (this.#inFlight < this.#limit) return Promise.resolve(this.#occupy());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        grant: (slot) => {
          signal.removeEventListener("abort", giveUp);
          resolve(slot);
        },
      };
      const giveUp = (): void => {
        this.#waiters.delete(waiter);
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiters.add(waiter);
    });
  }

  #occupy(): Slot {
    const episode = this.#episode;
    let held = true;
    this.#inFlight++;
    this.#peak = Math.max(this.#peak, this.#inFlight);
    return {
      release: (outcome) => {
        if (!held) return;
        held = false;
        this.#inFlight--;
        if (outcome === "rate-limited" && episode === this.#episode) this.#shrink();
        if (outcome === "ok") this.#succeed();
        this.#grantWaiting();
      },
    };
  }

  #shrink(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit * shrinkFactor));
    this.#episode++;
    this.#startRound();
    this.#growthFrom = this.#now() + this.#cooldownMs;
  }

  #succeed(): void {
    if (++this.#successes < this.#limit) return;
    const used = this.#peak >= this.#limit * usedShare;
    this.#startRound();
    if (!used || this.#now() < this.#growthFrom) return;
    this.#limit = Math.min(this.#maximum, Math.max(this.#limit + 1, Math.floor(this.#limit * growthFactor)));
  }

  #startRound(): void {
    this.#successes = 0;
    this.#peak = this.#inFlight;
  }

  #grantWaiting(): void {
    for (const waiter of this.#waiters) {
      if (this.#inFlight >= this.#limit) return;
      this.#waiters.delete(waiter);
      waiter.grant(this.#occupy());
    }
  }
}

const limiterSymbol = Symbol.for("assay.limiter.1");

interface Holder {
  [limiterSymbol]?: { limiter?: Limiter; concurrency?: number };
}

/**
 * A named channel of Node is one object for the whole process, whatever the realm: Jest runs tests in a sandbox with
 * globals of its own, and the models of the configuration outside of it.
 */
const shared = channel("assay.limiter.1") as Holder;
/** Of a sandbox: its limiter must not outlive it. The prototypes of Node's own objects are those of the process. */
const isSandbox = !(shared instanceof Object);
const own = globalThis as Holder;

/** Cases in flight per worker when nothing is configured. */
const defaultConcurrency = 50;

/** The one limiter that all models of this process share. */
export function processLimiter(): Limiter {
  const all = (shared[limiterSymbol] ??= {});
  if (all.limiter !== undefined) return all.limiter;
  const { concurrency = defaultConcurrency } = all;
  if (!isSandbox) return (all.limiter = new Limiter({ concurrency }));
  // Until the configuration is loaded, outside of the sandbox, it has no models.
  const mine = (own[limiterSymbol] ??= {});
  return (mine.limiter ??= new Limiter({ concurrency }));
}

/** Sets the most requests that all models of this process together have in flight. */
export function configureLimiter(concurrency: number): void {
  const all = (shared[limiterSymbol] ??= {});
  all.concurrency = concurrency;
  for (const { limiter } of [all, own[limiterSymbol] ?? {}]) limiter?.configure(concurrency);
}
