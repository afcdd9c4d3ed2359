import type { EvalCase } from "../dataset/eval-case.ts";
import type { JsonValue } from "../dataset/json-value.ts";
import type { EvalError } from "../errors/eval-error.ts";
import type { Trace, Usage } from "../trace/trace.ts";
import type { CaseKey, CheckRecord, EndEvent } from "./journal-line.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingMatcher } from "./pending-matcher.ts";
import { RecordedTrace } from "./recorded-trace.ts";
import { workerState } from "./worker-state.ts";

export interface CaseContextOptions {
  readonly key: CaseKey;
  readonly partition: string;
  readonly tags?: readonly string[];
  readonly dimensions?: { readonly [dimension: string]: JsonValue };
  /** The dataset's case; absent in a plain test. */
  readonly evalCase?: EvalCase;
  readonly trial?: number;
  readonly attempt?: number;
  /** `true` when `declare` is already in the journal; a plain test declares itself with its first check. */
  readonly declared: boolean;
}

/** Every field is there, though it may be undefined: the compiler then misses none. */
export type Complete<T> = { [field in keyof Required<T>]: T[field] | undefined };

/** How an attempt ended, beside what its context knows. */
export type CaseEnd = Pick<EndEvent, "status" | "durationMs"> & {
  readonly [field in Exclude<keyof EndEvent, keyof CaseKey | "kind" | "trial" | "attempt">]?:
    | EndEvent[field]
    | undefined;
};

/** The running case: what matchers record into, and where they learn deadline and signal. */
/** Of values that checks read as traces: `expect.poll` may make many. */
const mostSeen = 20;

export class CaseContext {
  readonly key: CaseKey;
  readonly partition: string;
  readonly evalCase: EvalCase | undefined;
  readonly trial: number;
  readonly attempt: number;
  /** When the case runs out of time, on the clock of `originals.monotonic`. */
  deadline: number | undefined;
  readonly checks: CheckRecord[] = [];
  readonly pending: Set<PendingMatcher> = new Set();
  /** Outcomes of checks inside `expect.soft`: they are reported after the body has returned. */
  readonly softOutcomes: Outcome[] = [];
  /** The first error of the test inside `expect.soft`: what no partition tolerates does not become tolerable there. */
  softMistake: EvalError | undefined;
  /** What the first check that did not pass was asked about: the output of a case that ended before it returned one. */
  missedText: string | undefined;
  /** Whether the runner's own assertions are known of this very case: `true` some, `false` none. */
  asserted: boolean | undefined;
  /** Whether a rule about the scores of all trials decides: a check that is short of its threshold lets the trial go on. */
  rulesScores = false;
  /** Whether the end of the case reports soft misses: Vitest gives those of concurrent tests to the wrong test. */
  reportsSoft = false;
  usage: Usage | undefined;
  readonly #options: CaseContextOptions;
  #opened = false;
  #ended = false;
  #trace: RecordedTrace | undefined;
  readonly #seen: Map<unknown, Trace> = new Map();
  readonly #models: Set<string> = new Set();
  #signal: AbortSignal | undefined;
  #isAbortable = false;
  #controller: AbortController | undefined;
  #abortReason: readonly [unknown] | undefined;

  constructor(options: CaseContextOptions) {
    this.#options = options;
    this.key = options.key;
    this.partition = options.partition;
    this.evalCase = options.evalCase;
    this.trial = options.trial ?? 0;
    this.attempt = options.attempt ?? 0;
  }

  /** Aborted when the case runs out of time. */
  get signal(): AbortSignal | undefined {
    if (!this.#isAbortable || this.#controller !== undefined) return this.#signal;
    this.#controller = new AbortController();
    this.#signal = this.#controller.signal;
    if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason[0]);
    return this.#signal;
  }

  set signal(signal: AbortSignal | undefined) {
    this.#isAbortable = false;
    this.#signal = signal;
  }

  /** Gives the case a signal of its own, made when somebody asks for it: most cases end without. */
  makeAbortable(): void {
    this.#isAbortable = true;
    this.#controller = undefined;
    this.#abortReason = undefined;
  }

  /** Aborts the signal of {@link makeAbortable}, also for those who ask for it later. */
  abort(reason: unknown): void {
    this.#abortReason = [reason];
    this.#controller?.abort(reason);
  }

  /** What the application has recorded of itself, merged; `undefined` when that is nothing. */
  get trace(): Trace | undefined {
    return this.#trace?.toTrace();
  }

  addTrace(trace: Trace): void {
    this.#trace ??= new RecordedTrace();
    this.#trace.add(trace);
    if (trace.usage !== undefined) this.usage = this.trace?.usage;
  }

  /** The traces of what checks were given: of each value once, and of few values. */
  get seenTraces(): readonly Trace[] {
    return [...this.#seen.values()];
  }

  addSeen(value: unknown, trace: Trace): void {
    if (this.#seen.size < mostSeen) this.#seen.set(value, trace);
  }

  /** Names of the models that are known to have answered the application: those it recorded, and those its replies name. */
  get models(): readonly string[] {
    return [...new Set([...(this.#trace?.toTrace().models ?? []), ...this.#models])];
  }

  addModels(names: readonly string[]): void {
    for (const name of names) this.#models.add(name);
  }

  /** Whether it was declared before it ran: a row of a dataset, an `evalTest`. */
  get isDeclared(): boolean {
    return this.#options.declared;
  }

  /** Whether anything of this case is in the journal. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Writes `declare` (unless that was done with the dataset) and `start`, once. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    const { journal } = workerState();
    if (!this.#options.declared) {
      journal.append({
        kind: "declare",
        ...this.key,
        partition: this.partition,
        dimensions: this.#options.dimensions ?? {},
        tags: this.#options.tags ?? [],
        fingerprint: "",
      });
    }
    const { project, file, test, case: id } = this.key;
    journal.append({
      kind: "start",
      project,
      file,
      test,
      case: id,
      trial: this.trial,
      attempt: this.attempt,
    });
  }

  /**
   * Records a check; it is on disk when this returns. A matcher that answers after its case has ended (it ran out of
   * time) is not recorded: the case is decided, and the run may be sealed already.
   */
  record(check: CheckRecord): void {
    if (this.#ended) return;
    this.open();
    this.checks.push(check);
    const { project, file, test, case: id } = this.key;
    workerState().journal.append({
      kind: "check",
      project,
      file,
      test,
      case: id,
      trial: this.trial,
      attempt: this.attempt,
      check,
    });
  }

  end(end: CaseEnd): void {
    this.open();
    this.#ended = true;
    const { project, file, test, case: id } = this.key;
    // Every field by its name, also where it is undefined and JSON leaves it out: spreading costs more than the write.
    const event: Complete<EndEvent> = {
      kind: "end",
      project,
      file,
      test,
      case: id,
      trial: this.trial,
      attempt: this.attempt,
      status: end.status,
      cause: end.cause,
      reason: end.reason,
      durationMs: end.durationMs,
      unchecked: end.unchecked,
      asserted: end.asserted,
      input: end.input,
      expected: end.expected,
      output: end.output,
      location: end.location,
      usage: end.usage,
      trace: end.trace,
      plain: end.plain,
    };
    workerState().journal.append(event as EndEvent);
  }
}

/** The case that the calling code runs in; `undefined` outside of one. */
export function currentCase(): CaseContext | undefined {
  return workerState().storage.getStore();
}
