import type {
  Retrieval,
  ToolCall,
  Trace,
  TraceMessage,
  TraceStep,
  TraceTimings,
  Usage,
} from "../trace/trace.ts";
import { isPartial, isUntold, markPartial, markUntold, toldLists, type ToldList } from "../trace/untold.ts";

/** Merges what an application records of one case, in the order in which it does. */
export class RecordedTrace {
  readonly #messages: TraceMessage[] = [];
  readonly #toolCalls: ToolCall[] = [];
  readonly #retrievals: Retrieval[] = [];
  readonly #steps: TraceStep[] = [];
  readonly #errors: string[] = [];
  readonly #available: Set<string> = new Set();
  readonly #models: Set<string> = new Set();
  readonly #told: Set<ToldList> = new Set();
  #isPartial = false;
  #usage: Usage | undefined;
  #timings: TraceTimings | undefined;

  add(trace: Trace): void {
    for (const list of toldLists) if (!isUntold(trace, list)) this.#told.add(list);
    this.#isPartial ||= isPartial(trace);
    this.#messages.push(...trace.messages);
    const first = this.#toolCalls.length;
    this.#toolCalls.push(...trace.toolCalls.map((call) => ({ ...call, index: first + call.index })));
    for (const name of trace.availableTools ?? []) this.#available.add(name);
    for (const name of trace.models ?? []) this.#models.add(name);
    this.#retrievals.push(...trace.retrievals);
    this.#steps.push(...trace.steps);
    this.#errors.push(...trace.errors);
    this.#usage = sumUsage(this.#usage, trace.usage);
    this.#timings = { ...this.#timings, ...trace.timings };
  }

  toTrace(): Trace {
    const timings = this.#timings ?? {};
    const trace: Trace = {
      kind: "assay.trace",
      messages: [...this.#messages],
      toolCalls: [...this.#toolCalls],
      ...(this.#available.size > 0 && { availableTools: [...this.#available] }),
      retrievals: [...this.#retrievals],
      steps: [...this.#steps],
      ...(this.#models.size > 0 && { models: [...this.#models] }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(Object.keys(timings).length > 0 && { timings }),
      errors: [...this.#errors],
    };
    markUntold(
      trace,
      toldLists.filter((list) => !this.#told.has(list)),
    );
    return this.#isPartial ? markPartial(trace) : trace;
  }
}

function sumUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}
