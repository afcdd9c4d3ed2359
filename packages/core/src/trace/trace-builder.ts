import type { Retrieval, ToolCall, Trace, TraceMessage, TraceTimings, Usage } from "./trace.ts";

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
  readonly #positions = new Map<string, number>();
  readonly #results = new Map<string, ResultSeen>();
  readonly #resultsByPosition = new Map<number, ResultSeen>();
  readonly #approvals = new Map<string, string>();
  readonly #undecided = new Set<string>();
  readonly #errors: string[] = [];
  readonly #retrievals: Retrieval[] = [];
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

  /** Adds a call; one whose id was seen already (a call repeated in a later step) is the same call. */
  addCall(call: CallSeen): void {
    if (call.id !== undefined) {
      if (this.#positions.has(call.id)) return;
      this.#positions.set(call.id, this.#calls.length);
    }
    this.#calls.push({
      ...(this.#step !== undefined && { step: this.#step }),
      ...(this.#turn !== undefined && { turn: this.#turn }),
      ...call,
      index: this.#calls.length,
    });
  }

  /** Pairs a result with the call of that id, whichever comes first. */
  addResult(id: string | undefined, result: ResultSeen): void {
    if (id !== undefined) this.#results.set(id, result);
  }

  /** Pairs a result that names only its tool with the last call of that name which has no result yet. */
  addResultByName(name: string | undefined, result: ResultSeen): void {
    const call = this.#calls.findLast(
      (made) => made.name === name && !this.#resultsByPosition.has(made.index),
    );
    if (call !== undefined) this.#resultsByPosition.set(call.index, result);
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
    if (!approved) this.#results.set(id, { status: "denied" });
  }

  addError(error: string): void {
    this.#errors.push(error);
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
      steps: [],
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#timings !== undefined && { timings: this.#timings }),
      errors: this.#errors,
    };
  }

  #isUndecided({ id, status }: ToolCall): boolean {
    return id !== undefined && this.#undecided.has(id) && status === "requested";
  }

  #paired(call: ToolCall): ToolCall {
    const byPosition = this.#resultsByPosition.get(call.index);
    const result = byPosition ?? (call.id === undefined ? undefined : this.#results.get(call.id));
    if (result === undefined) return this.#isUndecided(call) ? { ...call, status: "incomplete" } : call;
    // A call that was invalid stays so: what it got back is the complaint, not a result.
    return { ...call, ...result, status: call.status === "invalid" ? "invalid" : result.status };
  }
}
