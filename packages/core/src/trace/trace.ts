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
  /** Which reply of the model made the call, from 0, where the value tells. */
  readonly step?: number;
  /** After which message of the user, from 0, where the value tells. */
  readonly turn?: number;
  readonly source: "client" | "server" | "mcp";
  readonly server?: string;
  readonly status: "requested" | "ok" | "error" | "invalid" | "denied" | "incomplete";
  readonly result?: unknown;
  readonly error?: string;
  readonly durationMs?: number;
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

/** One node of an application that walks through named ones: a graph, a pipeline, a hand-off between agents. */
export interface TraceStep {
  readonly name: string;
  readonly status: "ok" | "error";
  readonly error?: string;
  readonly durationMs?: number;
}

export interface TraceTimings {
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly durationMs?: number;
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
  /** Names of the tools that the application could have called, where it says so. */
  readonly availableTools?: readonly string[];
  readonly retrievals: readonly Retrieval[];
  readonly steps: readonly TraceStep[];
  /** Names of the models that the application asked, where it says so. */
  readonly models?: readonly string[];
  readonly usage?: Usage;
  readonly timings?: TraceTimings;
  readonly errors: readonly string[];
}
