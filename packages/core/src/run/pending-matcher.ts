/** A promise that an async matcher handed to the test. */
export interface PendingMatcher {
  readonly matcher: string;
  /** `file:line` of the call, where the stack tells. */
  readonly location: string;
  awaited: boolean;
}

/**
 * The promise of an async matcher. The runner calls `then` on it once and hands *that* promise to the test; only a test
 * that awaits, returns or chains it calls `then` on the second. So a matcher nobody awaited is known even when it was fast.
 */
export class MatcherPromise<T> extends Promise<T> {
  #pending: PendingMatcher | undefined;
  #handedOver = false;

  static track<T>(pending: PendingMatcher, run: () => Promise<T>): MatcherPromise<T> {
    const promise = new MatcherPromise<T>((resolve, reject) => {
      run().then(resolve, reject);
    });
    promise.#pending = pending;
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
    if (this.#handedOver) {
      pending.awaited = true;
      return next;
    }
    this.#handedOver = true;
    next.#pending = pending;
    next.#handedOver = true;
    // The end of the case reports the missing await; an unhandled rejection on top would kill Jest's worker.
    Promise.prototype.then.call(next, undefined, () => {});
    return next;
  }
}
