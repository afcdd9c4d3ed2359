import type { CallSeen, ResultSeen, TraceBuilder } from "../trace-builder.ts";

/** One message of a conversation, as a span carries it. */
export interface SpanMessage {
  readonly role: string;
  readonly text: string;
  readonly calls: readonly CallSeen[];
  readonly results: readonly (ResultSeen & { readonly id?: string })[];
}

/** What one span says: what a model was sent and replied, what was said around it, or a tool that was carried out. */
export type SpanItem =
  | {
      readonly kind: "reply";
      readonly input: readonly SpanMessage[];
      readonly output: readonly SpanMessage[];
    }
  | { readonly kind: "said"; readonly messages: readonly SpanMessage[] }
  | ToolItem;

/** A tool that was carried out. */
export interface ToolItem {
  readonly kind: "tool";
  readonly call: CallSeen;
  /** Whether the span recorded the arguments. */
  readonly hasArgs: boolean;
}

type Entry =
  | { readonly kind: "step" }
  | { readonly kind: "message"; readonly message: SpanMessage }
  | ToolItem
  | CallEntry;
type CallEntry = { readonly kind: "call"; call: CallSeen; carriedOut: boolean };

/**
 * Adds the conversation that spans hold, in their order: each reply is a step; what later spans repeat as their input counts
 * once; a tool's span is the call that a reply announced, by its id, else by name and arguments, else a call of its own.
 */
export function addConversation(builder: TraceBuilder, items: readonly SpanItem[]): void {
  const entries = new Conversation().read(items);
  for (const entry of entries) {
    if (entry.kind === "step") builder.startStep();
    else if (entry.kind === "message") addMessage(builder, entry.message, entries);
    else builder.addCall(entry.call);
  }
}

function addMessage(builder: TraceBuilder, message: SpanMessage, entries: readonly Entry[]): void {
  if (message.text !== "") builder.addMessage(message.role, message.text);
  for (const { id, ...result } of message.results) {
    // The tool's own span knows more than what the model was told.
    const known = entries.some((one) => one.kind === "call" && one.carriedOut && one.call.id === id);
    if (!known) builder.addResult(id, result);
  }
}

class Conversation {
  readonly #entries: Entry[] = [];
  readonly #ids = new Set<string>();
  /** By message: how often one span has it at most. */
  readonly #known = new Map<string, number>();
  readonly #keys = new Map<SpanMessage, string>();

  read(items: readonly SpanItem[]): readonly Entry[] {
    for (const item of items) {
      const counts = new Map<string, number>();
      if (item.kind === "tool") this.#entries.push(item);
      if (item.kind === "said") for (const message of item.messages) this.#addNew(message, counts);
      if (item.kind !== "reply") continue;
      for (const message of item.input) this.#addNew(message, counts);
      if (item.output.length > 0) this.#entries.push({ kind: "step" });
      for (const message of item.output) {
        this.#isNew(message, counts);
        this.#add(message, message.calls);
      }
    }
    return this.#paired();
  }

  #addNew(message: SpanMessage, counts: Map<string, number>): void {
    if (!this.#isNew(message, counts)) return;
    this.#add(
      message,
      message.calls.filter(({ id }) => id === undefined || !this.#ids.has(id)),
    );
  }

  /** Whether no span before has `message`, or none as often. */
  #isNew(message: SpanMessage, counts: Map<string, number>): boolean {
    const key = this.#keys.get(message) ?? keyOf(message);
    this.#keys.set(message, key);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= (this.#known.get(key) ?? 0)) return false;
    this.#known.set(key, count);
    return true;
  }

  #add(message: SpanMessage, calls: readonly CallSeen[]): void {
    this.#entries.push({ kind: "message", message });
    for (const call of calls) {
      if (call.id !== undefined) this.#ids.add(call.id);
      this.#entries.push({ kind: "call", call, carriedOut: false });
    }
  }

  /** With each tool's span at the place of its call, where it has one. */
  #paired(): readonly Entry[] {
    return this.#entries
      .map((entry, at): Entry | undefined => {
        if (entry.kind !== "tool") return entry;
        const call = this.#announced(entry.call, at);
        if (call === undefined) return { kind: "call", call: entry.call, carriedOut: true };
        call.call = carriedOut(call.call, entry);
        call.carriedOut = true;
        return undefined;
      })
      .filter((entry) => entry !== undefined);
  }

  /** The open call that the tool's span at `at` carries out: the last of its id, else the first alike in the last reply. */
  #announced(tool: CallSeen, at: number): CallEntry | undefined {
    const before = this.#entries.slice(0, at);
    const open = (entries: readonly Entry[]): CallEntry[] =>
      entries.filter((one): one is CallEntry => one.kind === "call" && !one.carriedOut);
    if (tool.id !== undefined) {
      const isSame = ({ call }: CallEntry): boolean => call.id === tool.id;
      // A span that began in the same millisecond may be listed before the reply.
      const same = open(before).findLast(isSame) ?? open(this.#entries.slice(at)).find(isSame);
      if (same !== undefined) return same;
    }
    const reply = before.findLastIndex((one) => one.kind === "step");
    const alike = open(before.slice(reply + 1)).filter(
      ({ call }) => call.name === tool.name && (call.id === undefined || tool.id === undefined),
    );
    const args = JSON.stringify(tool.args);
    return alike.find(({ call }) => JSON.stringify(call.args) === args) ?? alike[0];
  }
}

function keyOf({ role, text, calls, results }: SpanMessage): string {
  return JSON.stringify([
    role,
    text,
    calls.map(({ id, name, args }) => [id, name, args]),
    results.map(({ id, result }) => [id, result]),
  ]);
}

/** What the model asked for, with what became of it. */
function carriedOut(asked: CallSeen, { call, hasArgs }: ToolItem): CallSeen {
  const { id, status, result, error, durationMs, source, server } = call;
  return {
    ...asked,
    ...(id !== undefined && { id }),
    // An application may have changed them.
    ...(hasArgs && call.args !== undefined && { args: call.args }),
    ...(source !== "client" && { source }),
    ...(server !== undefined && { server }),
    status: asked.status === "invalid" ? "invalid" : status,
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error }),
    ...(durationMs !== undefined && { durationMs }),
  };
}
