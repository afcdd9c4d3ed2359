import type { JsonValue } from "../dataset/json-value.ts";

/** One tool call in normal form, whatever provider shape it came in. */
export interface ToolCall {
  readonly name: string;
  /** Parsed arguments; `undefined` when they could not be parsed, see {@link argsError}. */
  readonly args: JsonValue | undefined;
  /** The arguments as they came over the wire, when they came as text. */
  readonly rawArgs?: string;
  readonly argsError?: string;
  readonly id?: string;
  /** Position among all calls of the trace, from 0. */
  readonly index: number;
  readonly step?: number;
  readonly turn?: number;
  readonly source: "client" | "server" | "mcp";
  readonly server?: string;
  readonly status: "requested" | "ok" | "error" | "invalid" | "denied" | "incomplete";
  readonly result?: unknown;
  readonly error?: string;
}

export interface TraceMessage {
  readonly role: string;
  readonly text: string;
}

export interface RetrievedDocument {
  readonly id: string;
  /** From 1. */
  readonly rank: number;
  readonly score?: number;
  readonly text?: string;
}

export interface Retrieval {
  readonly query: string;
  readonly documents: readonly RetrievedDocument[];
}

export interface TraceStep {
  readonly name: string;
  readonly status: "ok" | "error";
  readonly error?: string;
}

/** Token counts of one model call or of a whole trace. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What one run of the application did. Build one with `traceOf(value)` or write it by hand. */
export interface Trace {
  readonly kind: "assay.trace";
  readonly messages: readonly TraceMessage[];
  readonly toolCalls: readonly ToolCall[];
  readonly retrievals: readonly Retrieval[];
  readonly steps: readonly TraceStep[];
  readonly usage?: Usage;
  readonly errors: readonly string[];
}
