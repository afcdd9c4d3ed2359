import type { Retrieval, ToolCall, Trace, TraceMessage, TraceStep, TraceTimings, Usage } from "./trace.ts";

/** What is known of a call when it is seen; its position is where it is added. */
export type CallSeen = Omit<ToolCall, "index">;

export interface ResultSeen {
  readonly status: "ok" | "error" | "denied";
  readonly result?: unknown;
  readonly error?: string;
}

/** Collects messages, calls and results in the order in which a wire shape holds them, and pairs calls with results. */
export class TraceBuilder {
  readonly #messages: TraceMessage[] = [];
  readonly #calls: ToolCall[] = [];
  /** By position of the call. */
  readonly #results = new Map<number, ResultSeen>();
  /** By id: results whose call has not been seen. */
  readonly #early = new Map<string, ResultSeen>();
  readonly #approvals = new Map<string, string>();
  readonly #undecided = new Set<string>();
  readonly #errors: string[] = [];
  readonly #retrievals: Retrieval[] = [];
  readonly #steps: TraceStep[] = [];
  readonly #models = new Set<string>();
  #usage: Usage | undefined;
  #timings: TraceTimings | undefined;
  #step: number | undefined;
  #turn: number | undefined;

  /** A message of the user begins a turn. */
  addMessage(role: string, text: string): void {
    this.#messages.push({ role, text });
    if (role === "user" || role === "human") this.#turn = (this.#turn ?? -1) + 1;
  }

  /** What follows belongs to the next reply of the model. */
  startStep(): void {
    this.#step = (this.#step ?? -1) + 1;
  }

  addRetrieval(retrieval: Retrieval): void {
    this.#retrievals.push(retrieval);
  }

  /** Adds a node that the application went through; not to be taken for a reply of the model, see {@link startStep}. */
  addStep(step: TraceStep): void {
    this.#steps.push(step);
  }

  /** Adds a call. Models use an id again in a later reply: a call of a known id is another call. */
  addCall(call: CallSeen): void {
    const index = this.#calls.length;
    const place: { step?: number; turn?: number } = {};
    if (this.#step !== undefined) place.step = this.#step;
    if (this.#turn !== undefined) place.turn = this.#turn;
    // Several spreads in one literal take six times as long, and traces have many calls.
    this.#calls.push(Object.assign(place, call, { index }));
    const early = call.id === undefined ? undefined : this.#early.get(call.id);
    if (early === undefined) return;
    this.#results.set(index, early);
    this.#early.delete(call.id ?? "");
  }

  /** Pairs a result with the last call of that id, or with the next one where there is none yet. */
  addResult(id: string | undefined, result: ResultSeen): void {
    if (id === undefined) return;
    const call = this.#calls.findLast((made) => made.id === id);
    if (call === undefined) this.#early.set(id, result);
    else this.#results.set(call.index, result);
  }

  /** Pairs a result that names only its tool with the first call of that name, in the last reply that has one, without a result. */
  addResultByName(name: string | undefined, result: ResultSeen): void {
    const open = this.#calls.filter((made) => made.name === name && !this.#results.has(made.index));
    const call = open.find(({ step }) => step === open.at(-1)?.step);
    if (call !== undefined) this.#results.set(call.index, result);
  }

  /** A person has to approve the call `id` before it is made. */
  requestApproval(approvalId: string | undefined, id: string | undefined): void {
    if (id === undefined) return;
    this.#undecided.add(id);
    if (approvalId !== undefined) this.#approvals.set(approvalId, id);
  }

  answerApproval(approvalId: string | undefined, approved: boolean): void {
    const id = approvalId === undefined ? undefined : this.#approvals.get(approvalId);
    if (id === undefined) return;
    this.#undecided.delete(id);
    if (!approved) this.addResult(id, { status: "denied" });
  }

  addError(error: string): void {
    this.#errors.push(error);
  }

  /** Adds a model that answered, or was asked; nothing where the value does not name it. */
  addModel(name: string | undefined): void {
    if (name !== undefined && name !== "") this.#models.add(name);
  }

  setUsage(usage: Usage | undefined): void {
    this.#usage ??= usage;
  }

  setTimings(timings: TraceTimings | undefined): void {
    this.#timings ??= timings;
  }

  build(): Trace {
    return {
      kind: "assay.trace",
      messages: this.#messages,
      toolCalls: this.#calls.map((call) => this.#paired(call)),
      retrievals: this.#retrievals,
      steps: this.#steps,
      ...(this.#models.size > 0 && { models: [...this.#models] }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#timings !== undefined && { timings: this.#timings }),
      errors: this.#errors,
    };
  }

  #isUndecided({ id, status }: ToolCall): boolean {
    return id !== undefined && this.#undecided.has(id) && status === "requested";
  }

  #paired(call: ToolCall): ToolCall {
    const result = this.#results.get(call.index);
    if (result === undefined) return this.#isUndecided(call) ? { ...call, status: "incomplete" } : call;
    // A call that was invalid stays so: what it got back is the complaint, not a result.
    return { ...call, ...result, status: call.status === "invalid" ? "invalid" : result.status };
  }
}
