/** A promise that an async matcher handed to the test. */
export interface PendingMatcher {
  readonly matcher: string;
  /** `file:line` of the call, where the stack tells. */
  readonly location: string;
  awaited: boolean;
  /** A matcher still at work when its test has passed was not awaited either, even if `.resolves` took its promise. */
  settled: boolean;
}

/**
 * The promise of an async matcher. The runner chains on it (Vitest with one `then`, Jest with `then` and `catch`) and
 * hands the *last* promise to the test; only a test that awaits, returns or chains it calls `then` on that one. So a
 * matcher nobody awaited is known even when it was fast.
 */
export class MatcherPromise<T> extends Promise<T> {
  #pending: PendingMatcher | undefined;
  #runnerLinks = 0;

  /** @param runnerLinks how often the runner itself chains before the test gets the promise. */
  static track<T>(pending: PendingMatcher, runnerLinks: number, run: () => Promise<T>): MatcherPromise<T> {
    const promise = new MatcherPromise<T>((resolve, reject) => {
      run().then(
        (value) => {
          pending.settled = true;
          resolve(value);
        },
        (error: unknown) => {
          pending.settled = true;
          reject(error);
        },
      );
    });
    promise.#pending = pending;
    promise.#runnerLinks = runnerLinks;
    return promise;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- the whole point: learn who calls it
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const next = super.then(onFulfilled, onRejected) as MatcherPromise<A | B>;
    const pending = this.#pending;
    if (pending === undefined) return next;
    if (this.#runnerLinks === 0) {
      pending.awaited = true;
      return next;
    }
    next.#pending = pending;
    next.#runnerLinks = this.#runnerLinks - 1;
    // The end of the case reports the missing await; an unhandled rejection on top would kill Jest's worker.
    void Promise.prototype.then.call(next, undefined, () => {});
    return next;
  }
}
