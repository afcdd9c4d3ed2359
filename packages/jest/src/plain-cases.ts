import {
  CaseContext,
  isEvalFile,
  originals,
  plainTestPartition,
  quietError,
  workerState,
} from "@assay/core/adapter";
import { endThrown, lateBody } from "./end-thrown.ts";
import type { JestExpect } from "./jest-api.ts";
import { runningTestName, testFile } from "./test-file.ts";
import type { BodyKind, Bystander, EndBody } from "./watch-body.ts";

const pauseMs = 10;
const patienceMs = 500;

const plainSymbol = Symbol.for("assay.jest.plain.1");
const holder = globalThis as { [plainSymbol]?: PlainCases };

/** The cases of a test file that are ordinary tests: Jest's hooks tell when one starts and ends, but not how it ended. */
export class PlainCases implements Bystander {
  readonly #expect: JestExpect;
  readonly #contexts: Map<string, CaseContext> = new Map();
  /** From 0, of the running attempt; absent in the first. */
  readonly #attempts: Map<string, number> = new Map();
  /** Names of the tests whose earlier attempts have left a trace. */
  readonly #declared: Set<string> = new Set();
  /** Titles of tests that a wrapper of ours records: `evalTest`, a suite's gate. */
  readonly #wrapped: Set<string> = new Set();
  /** Contexts that have ended: what they left behind is told once. */
  readonly #ended: Set<CaseContext> = new Set();
  /** Bodies of `test.failing` that have not ended, by the names of their tests. */
  readonly #unfinished: Map<string, EndBody> = new Map();
  #runningWrapped = false;
  #finished = false;

  constructor(expect: JestExpect) {
    this.#expect = expect;
  }

  /** The instance that the set-up file made; `undefined` without one. */
  static current(): PlainCases | undefined {
    return holder[plainSymbol];
  }

  install(): void {
    holder[plainSymbol] = this;
    workerState().resolvePlainCase = () => this.#running();
  }

  expectWrapped(title: string): void {
    this.#wrapped.add(title);
  }

  enterWrapped(): void {
    this.#runningWrapped = true;
  }

  /** Called before each sequential test; Jest runs no hooks around concurrent ones. */
  start(): void {
    this.#runningWrapped = false;
    const name = runningTestName(this.#expect.getState());
    if (name === undefined) return;
    this.#attempt(name);
    if (this.isEvalFile() && !this.#mayBeWrapped(name)) this.#contextOf(name).open();
  }

  /** Called after each sequential test. Throws when one of its matchers was not awaited. */
  end(): void {
    const name = runningTestName(this.#expect.getState());
    if (name === undefined || this.#runningWrapped) return;
    this.#giveUp(name);
    if (this.isEvalFile()) this.#contextOf(name).open();
    this.#throwIfForgotten(name);
  }

  /**
   * Called after the last test: concurrent tests have no other end that we see. Waits a moment for what nobody awaited,
   * because Jest takes the sandbox down under it.
   */
  async finish(): Promise<void> {
    this.#finished = true;
    for (let waited = 0; waited < patienceMs && this.#isBusy(); waited += pauseMs) {
      await new Promise((resolve) => originals.setTimeout(resolve, pauseMs));
    }
    for (const name of this.#unfinished.keys()) this.#giveUp(name);
    for (const name of this.#contexts.keys()) this.#throwIfForgotten(name);
  }

  /** Called when the body of a `test.failing` or `test.concurrent` begins. */
  begin({ failing, concurrent }: BodyKind, earlier: number): EndBody {
    const name = runningTestName(this.#expect.getState());
    if (name === undefined) return () => {};
    // No hook starts a concurrent test.
    if (concurrent && (earlier > 0 || !this.#attempts.has(name))) this.#attempt(name);
    if (!failing) return () => {};
    const context = this.#contextOf(name);
    const startedAt = originals.monotonic();
    let told = false;
    const end: EndBody = (thrown) => {
      if (this.#unfinished.get(name) === end) this.#unfinished.delete(name);
      if (thrown === undefined || told) return;
      told = true;
      endThrown(context, thrown[0], originals.monotonic() - startedAt);
    };
    this.#unfinished.set(name, end);
    return end;
  }

  /** Jest does not wait for it any more. */
  #giveUp(name: string): void {
    this.#unfinished.get(name)?.([lateBody(name)]);
  }

  #isBusy(): boolean {
    return [...this.#contexts.values()].some(({ pending }) => [...pending].some(({ settled }) => !settled));
  }

  #running(): CaseContext | undefined {
    if (this.#finished) return undefined;
    const name = runningTestName(this.#expect.getState());
    return name === undefined ? undefined : this.#contextOf(name);
  }

  /** Whether or not the attempt before it came as far as a matcher. */
  #attempt(name: string): void {
    const attempt = this.#attempts.get(name);
    this.#attempts.set(name, attempt === undefined ? 0 : attempt + 1);
    if (this.#contexts.get(name)?.opened === true) this.#declared.add(name);
    this.#contexts.delete(name);
  }

  #contextOf(name: string): CaseContext {
    const known = this.#contexts.get(name);
    if (known !== undefined) return known;
    const { project, file } = testFile(this.#expect.getState());
    const context = new CaseContext({
      key: { project, file, test: name, case: name },
      partition: plainTestPartition(workerState().settings, file),
      attempt: this.#attempts.get(name) ?? 0,
      declared: this.#declared.has(name),
    });
    this.#contexts.set(name, context);
    return context;
  }

  #throwIfForgotten(name: string): void {
    const context = this.#contexts.get(name);
    if (context === undefined || this.#ended.has(context)) return;
    this.#ended.add(context);
    // A check that missed has thrown and may have left others at work, as Promise.all does.
    const missed = context.checks.some((check) => check.outcome !== "pass");
    const forgotten = [...context.pending].some(({ awaited, settled }) => !awaited || (!settled && !missed));
    const error = forgotten ? quietError(context) : undefined;
    if (error !== undefined) throw error;
  }

  isEvalFile(): boolean {
    return isEvalFile(workerState().settings, testFile(this.#expect.getState()).file);
  }

  #mayBeWrapped(name: string): boolean {
    return [...this.#wrapped].some((title) => name === title || name.endsWith(` ${title}`));
  }
}
