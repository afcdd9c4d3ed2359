import { awakeNow, awakeTimer } from "../platform/awake-clock.ts";
import { originals } from "../platform/originals.ts";
import type { ChatRequest } from "./chat-model.ts";

/** The end of one call: the earlier of its deadline, its own time limit and the test's cancellation. */
export interface CallDeadline {
  /** Aborts when the time is up or the test is cancelled; its reason says which. */
  readonly signal: AbortSignal;
  /** On the clock of `awakeNow()`. */
  readonly at: number;
  readonly startedAt: number;
  /** Rejects with the signal's reason as soon as it aborts, else settles as `promise` does. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Waits; rejects with the signal's reason once that aborts. */
  sleep(milliseconds: number): Promise<void>;
  /** Must be called in the end: a pending timer keeps the process alive. */
  close(): void;
}

/** The reason of a {@link CallDeadline} whose time is up. */
export class DeadlineReached extends Error {
  override readonly name: string = "DeadlineReached";
}

/** The reason of a {@link CallDeadline} whose test was cancelled. */
export class CallCancelled extends Error {
  override readonly name: string = "CallCancelled";
}

/** Starts the clock of one call. */
export function startDeadline(
  request: Pick<ChatRequest, "deadline" | "signal">,
  timeoutMs: number,
): CallDeadline {
  const startedAt = awakeNow();
  const at = Math.min(startedAt + timeoutMs, request.deadline ?? Infinity);
  const controller = new AbortController();
  const stopTimer = awakeTimer(Math.max(0, at - startedAt), () =>
    controller.abort(new DeadlineReached("The time is up")),
  );
  const cancel = (): void =>
    controller.abort(new CallCancelled("The test was cancelled", { cause: request.signal?.reason }));
  if (request.signal?.aborted === true) cancel();
  request.signal?.addEventListener("abort", cancel, { once: true });
  const race = <T>(promise: Promise<T>): Promise<T> => raceSignal(promise, controller.signal);
  return {
    signal: controller.signal,
    at,
    startedAt,
    race,
    sleep: (milliseconds) => sleep(milliseconds, race),
    close: () => {
      stopTimer();
      request.signal?.removeEventListener("abort", cancel);
    },
  };
}

function raceSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener("abort", abort);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener("abort", abort);
        reject(error as Error);
      },
    );
  });
}

async function sleep(milliseconds: number, race: <T>(promise: Promise<T>) => Promise<T>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await race(
      new Promise<void>((resolve) => {
        timer = originals.setTimeout(resolve, clampTimer(milliseconds));
      }),
    );
  } finally {
    originals.clearTimeout(timer);
  }
}

/** Node fires timers beyond 2^31 - 1 ms at once. */
function clampTimer(milliseconds: number): number {
  return Math.min(Math.max(0, milliseconds), 2_147_483_647);
}
