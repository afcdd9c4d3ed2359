import { AsyncLocalStorage } from "node:async_hooks";
import { awakeNow } from "../platform/awake-clock.ts";
import { originals } from "../platform/originals.ts";
import { CallCancelled, DeadlineReached, startDeadline, type CallDeadline } from "./call-deadline.ts";
import type { ChatRequest } from "./chat-model.ts";
import { processLimiter, type Limiter, type Slot } from "./limiter.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";

export interface CallPolicyOptions {
  /** Milliseconds for one call in all: waiting for a slot, every try, every pause, the whole body. Default 60,000. */
  readonly timeoutMs?: number;
  /** Tries after the first for a failing server or connection. A rate limit is waited out until the deadline. 0: no second try at all. Default 3. */
  readonly maxRetries?: number;
  /** The first pause between tries, in milliseconds; it doubles up to 8 seconds. Default 500. */
  readonly backoffMs?: number;
  /** Default: the process's own. */
  readonly limiter?: Limiter;
}

/** What a call brought, and how many requests it took. */
export interface CallResult<T> {
  readonly value: T;
  readonly requests: number;
}

/** One try. Throws a {@link ModelError} that says whether another makes sense. */
export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

const longestBackoffMs = 8_000;

/** Set inside of a try: a model that asks another one must not hold a slot while it waits for a second. */
const nestingSymbol = Symbol.for("assay.model-call.1");
const holder = globalThis as { [nestingSymbol]?: AsyncLocalStorage<true> };
const insideTry: AsyncLocalStorage<true> = (holder[nestingSymbol] ??= new AsyncLocalStorage<true>());
const noSlot: Slot = { release: () => undefined };

/**
 * How one model is called: total deadline, retries, the process's limiter, and a breaker. An error of run scope (refused
 * key, unknown model, no quota, no connection) opens the breaker for good: no later call sends a request.
 */
export class CallPolicy {
  readonly #options: Required<Omit<CallPolicyOptions, "limiter">>;
  readonly #limiter: Limiter | undefined;
  #broken: ModelError | undefined;
  /** Monotonic time before which the server does not want to hear from this model again. */
  #quietUntil = 0;
  /** While second tries are to tell whether the host can be reached: calls that have not tried yet do not start. */
  #doubt: Doubt | undefined;

  constructor({ timeoutMs = 60_000, maxRetries = 3, backoffMs = 500, limiter }: CallPolicyOptions = {}) {
    this.#options = { timeoutMs, maxRetries, backoffMs };
    this.#limiter = limiter;
  }

  /** Runs `attempt` until it answers, fails for good, or the time is up. @throws ModelError */
  async call<T>(
    request: Pick<ChatRequest, "deadline" | "signal">,
    subject: ModelSubject,
    attempt: Attempt<T>,
  ): Promise<CallResult<T>> {
    const deadline = startDeadline(request, this.#options.timeoutMs);
    const progress: Progress = { requests: 0, failure: undefined, doubt: undefined };
    try {
      return await this.#tryUntilDone(deadline, progress, attempt);
    } catch (error) {
      throw this.#finalError(error, subject, deadline, progress);
    } finally {
      this.#settleDoubt(progress);
      deadline.close();
    }
  }

  async #tryUntilDone<T>(
    deadline: CallDeadline,
    progress: Progress,
    attempt: Attempt<T>,
  ): Promise<CallResult<T>> {
    for (;;) {
      await this.#waitForQuiet(deadline);
      const ended = await this.#tryOnce(deadline, progress, attempt);
      if (ended.kind === "answered") return { value: ended.value, requests: progress.requests };
      progress.failure = ended.error;
      const pause = this.#pauseBefore(ended.error, deadline, progress);
      if (pause === undefined) throw ended.error;
      await deadline.sleep(pause);
    }
  }

  async #tryOnce<T>(deadline: CallDeadline, progress: Progress, attempt: Attempt<T>): Promise<Ended<T>> {
    const slot = await this.#takeSlot(deadline, progress);
    try {
      if (this.#broken !== undefined) throw this.#broken;
      progress.requests++;
      const value = await deadline.race(insideTry.run(true, () => attempt(deadline.signal)));
      slot.release("ok");
      this.#endDoubt(this.#doubt);
      return { kind: "answered", value };
    } catch (error) {
      if (!(error instanceof ModelError)) {
        slot.release("failed");
        throw error;
      }
      // Before the slot goes to the next call, or that one would still send its request.
      if (error.scope === "run" && !error.retryable) this.#break(error);
      slot.release(error.code === "MODEL_RATE_LIMITED" ? "rate-limited" : "failed");
      return { kind: "failed", error };
    }
  }

  /** Those that wait for a slot have not asked yet: while the second try of others is to tell whether the host can be reached, they wait. */
  async #takeSlot(deadline: CallDeadline, progress: Progress): Promise<Slot> {
    if (insideTry.getStore() === true) return noSlot;
    const limiter = this.#limiter ?? processLimiter();
    for (;;) {
      const slot = await limiter.acquire(deadline.signal);
      if (this.#doubt === undefined || progress.requests > 0 || this.#broken !== undefined) return slot;
      slot.release("failed");
      await deadline.race(this.#doubt.settled);
    }
  }

  async #waitForQuiet(deadline: CallDeadline): Promise<void> {
    const wait = this.#quietUntil - awakeNow();
    // A wait that this call cannot afford may have been meant for another one: it asks the server itself.
    if (wait <= 0 || awakeNow() + wait >= deadline.at) return;
    await deadline.sleep(wait + this.#jitter(Math.min(wait, this.#options.backoffMs)));
  }

  /** Milliseconds to wait before the next try; `undefined` when there is none. */
  #pauseBefore(error: ModelError, deadline: CallDeadline, progress: Progress): number | undefined {
    const { requests } = progress;
    const { maxRetries } = this.#options;
    const rateLimited = error.code === "MODEL_RATE_LIMITED";
    // A name that does not resolve and a refused connection get one second chance, then they stop the run.
    const retries =
      error.scope === "run" ? Math.min(1, maxRetries) : rateLimited && maxRetries > 0 ? Infinity : maxRetries;
    if (!error.retryable || requests > retries) return undefined;
    const backoff = Math.min(this.#options.backoffMs * 2 ** (requests - 1), longestBackoffMs);
    const wait = Math.max(error.retryAfterMs ?? 0, backoff);
    const pause = wait + this.#jitter(backoff);
    const now = awakeNow();
    if (now + wait >= deadline.at) return undefined;
    if (error.scope === "run") this.#raiseDoubt(progress);
    if (rateLimited && error.retryAfterMs !== undefined)
      this.#quietUntil = Math.max(this.#quietUntil, now + wait);
    return Math.min(pause, deadline.at - now);
  }

  #raiseDoubt(progress: Progress): void {
    if (progress.doubt !== undefined) return;
    const doubt = (this.#doubt ??= startDoubt(() => this.#endDoubt(doubt)));
    doubt.calls++;
    progress.doubt = doubt;
  }

  /** The second try of one call has ended: after the last one the others go on. */
  #settleDoubt({ doubt }: Progress): void {
    if (doubt !== undefined && --doubt.calls === 0) this.#endDoubt(doubt);
  }

  #endDoubt(doubt: Doubt | undefined): void {
    doubt?.settle();
    if (this.#doubt === doubt) this.#doubt = undefined;
  }

  #jitter(scale: number): number {
    return originals.random() * 0.25 * scale;
  }

  #break(error: ModelError): void {
    this.#broken ??= finalCopy(error, error.message);
  }

  #finalError(error: unknown, subject: ModelSubject, deadline: CallDeadline, progress: Progress): unknown {
    if (error instanceof DeadlineReached || error instanceof CallCancelled)
      return timeoutError(error, subject, deadline, progress);
    if (!(error instanceof ModelError)) return error;
    if (error.scope === "run") this.#break(error);
    // What stops the run is said in the same words to every call, so that reports say it once.
    return finalCopy(
      error,
      progress.requests > 1 && error.scope !== "run"
        ? `${error.message} Gave up after ${progress.requests} requests.`
        : error.message,
    );
  }
}

interface Progress {
  requests: number;
  failure: ModelError | undefined;
  /** Set while others wait for what comes of its next try. */
  doubt: Doubt | undefined;
}

interface Doubt {
  /** Those whose second try is to come. */
  calls: number;
  readonly settled: Promise<void>;
  readonly settle: () => void;
}

/** A second try that hangs proves nothing: after this time the others ask for themselves. */
const longestDoubtMs = 5_000;

function startDoubt(onTooLong: () => void): Doubt {
  let resolveSettled = (): void => undefined;
  const settled = new Promise<void>((resolve) => {
    resolveSettled = resolve;
  });
  const timer = originals.setTimeout(onTooLong, longestDoubtMs);
  const settle = (): void => {
    originals.clearTimeout(timer);
    resolveSettled();
  };
  return { calls: 0, settled, settle };
}

type Ended<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "failed"; readonly error: ModelError };

/** A copy of its own for each call, because runners write into the errors they report; and what was given up is not tried again by a caller. */
function finalCopy(
  { code, scope, outcome = "error", retryAfterMs, cause }: ModelError,
  message: string,
): ModelError {
  return new ModelError(message, { code, scope, outcome, retryAfterMs, cause });
}

function timeoutError(
  error: DeadlineReached | CallCancelled,
  subject: ModelSubject,
  deadline: CallDeadline,
  { requests, failure }: Progress,
): ModelError {
  const after = `after ${Math.round(awakeNow() - deadline.startedAt)} ms`;
  const last = failure === undefined ? "" : ` Last failure: ${failure.message}`;
  if (error instanceof CallCancelled) {
    return new ModelError(`${failedToAsk(subject)}the test was cancelled ${after}.${last}`, {
      code: "MODEL_TIMEOUT",
      cause: failure,
    });
  }
  const what =
    requests === 0
      ? "no request could be sent, because all slots of the limiter were taken"
      : `no complete answer (${requests} ${requests === 1 ? "request" : "requests"})`;
  const remedy = "Raise the model's timeoutMs or the test's timeout, or lower the concurrency.";
  return new ModelError(`${failedToAsk(subject)}${what} ${after}. ${remedy}${last}`, {
    code: "MODEL_TIMEOUT",
    cause: failure,
  });
}
