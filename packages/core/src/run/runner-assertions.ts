/** How a runner counts the assertions of its `expect`. */
export interface AssertionCounter {
  /** How many there were since some beginning; runners begin anew with every test. */
  readonly count: () => number;
  /** Whether a call of `expect` counts before its matcher runs (Vitest), or after it (Jest). */
  readonly countsFirst: boolean;
}

/**
 * Whether a test file has used assertions of the runner's own. Cases run side by side and a runner counts for all of them, so
 * that it is known of the file and not of the case.
 */
export class RunnerAssertions {
  #counter: AssertionCounter | undefined;
  #last = 0;
  /** Calls of our matchers that the runner has not counted yet. */
  #own = 0;
  #seen = false;

  /** From here on `counter` tells, of a file of which nothing is known yet. */
  watch(counter: AssertionCounter): void {
    this.#counter = counter;
    this.#last = counter.count();
    this.#own = 0;
    this.#seen = false;
  }

  /** A matcher of ours was called behind `expect`: that is none of the runner's own. */
  expectOwn(): void {
    if (this.#counter?.countsFirst === true) this.#own = 1;
    const seen = this.seen() === true;
    if (this.#counter?.countsFirst === true) this.#own = 0;
    else if (!seen) this.#own++;
  }

  /** What was asserted since is of a plain test, which runs alone and whose assertions are its own. */
  forget(): void {
    this.#last = this.#counter?.count() ?? 0;
    this.#own = 0;
  }

  /** Whether any was seen in the file so far; `undefined` where nobody counts. */
  seen(): boolean | undefined {
    if (this.#counter === undefined) return undefined;
    if (this.#seen) return true;
    const now = this.#counter.count();
    const more = now < this.#last ? now : now - this.#last;
    this.#seen = more > this.#own;
    this.#own = Math.max(0, this.#own - more);
    this.#last = now;
    return this.#seen;
  }
}
