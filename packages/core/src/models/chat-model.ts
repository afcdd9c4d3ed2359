import type { JsonValue } from "../dataset/json-value.ts";
import type { Usage } from "../trace/trace.ts";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** A JSON Schema for the reply, sent where the server knows structured output. `name` names it on the wire. */
  readonly schema?: { readonly name: string; readonly schema: { readonly [key: string]: JsonValue } };
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly seed?: number;
  /** Which trial of a case asks, from 0: models that send a seed send another one in every trial. */
  readonly trial?: number;
  /** The question in structured form, for models that answer it without reading a prompt (see `lexical()`). */
  readonly question?: JudgeQuestion;
  readonly signal?: AbortSignal;
  /** Milliseconds, on the clock of `performance.now()` less the time that the process was suspended, after which no answer is of use any more. */
  readonly deadline?: number;
}

/** What a judge wants to know, beside the prompt that says it in words. */
export type JudgeQuestion =
  | {
      readonly kind: "rubric";
      /** Echoed in the reply: proves that the reply answers this call. */
      readonly nonce: string;
      readonly output: string;
      readonly input?: string;
      readonly reference?: string;
      readonly context?: readonly string[];
    }
  | {
      readonly kind: "score";
      readonly nonce: string;
      readonly output: string;
      readonly input?: string;
      readonly reference?: string;
      readonly context?: readonly string[];
    }
  | {
      readonly kind: "pair";
      readonly nonce: string;
      /** The text in first place. */
      readonly first: string;
      readonly second: string;
      readonly input?: string;
      readonly reference?: string;
      readonly context?: readonly string[];
    }
  | {
      readonly kind: "claims";
      readonly nonce: string;
      readonly claims: readonly { readonly id: string; readonly text: string }[];
      readonly context: readonly string[];
    };

export interface ChatReply {
  /** The reply's text; empty when the model refused. */
  readonly text: string;
  readonly finishReason: "stop" | "length" | "content-filter" | "tool-calls" | "unknown";
  readonly refusal?: string;
  /** The model that the server says it used, where it says so. */
  readonly modelServed?: string;
  readonly usage?: Usage;
  /** In US dollars; absent when the price is not known. */
  readonly costUsd?: number;
  /** Requests that this reply took, retries included. */
  readonly requests?: number;
  /** Of a reply that was replayed and not asked for: when it was recorded, ISO 8601 in UTC. It took no request, no tokens and no money. */
  readonly recordedAt?: string;
}

/**
 * A model that answers chat messages. Small enough to write by hand:
 *
 * @example
 * ```ts
 * const echo: ChatModel = {
 *   id: "echo",
 *   family: "test",
 *   complete: async ({ messages }) => ({ text: messages.at(-1)?.content ?? "", finishReason: "stop" }),
 * };
 * ```
 */
export interface ChatModel {
  readonly id: string;
  /** The maker's model family ("gpt", "claude", "lexical"): a judge of the same family as the judged model is biased. */
  readonly family: string;
  /** What besides the id decides the answers, such as the base URL; part of a judge's hash. Never a key. */
  readonly settings?: { readonly [name: string]: JsonValue };
  /** What the server may call this model in its replies, where that is another name: of a deployment's model, say. */
  readonly serves?: string | readonly string[];
  /** @throws ModelError when no answer could be had. */
  complete(request: ChatRequest): Promise<ChatReply>;
}

/** What embedding took. */
export interface EmbeddingSpend {
  /** Requests, retries included. */
  readonly requests: number;
  readonly usage?: Usage;
  /** In US dollars; absent when the price is not known. */
  readonly costUsd?: number;
  /** The model that the server says it used, where it says so. */
  readonly modelServed?: string;
  /** Of vectors that were replayed and not asked for: when they were recorded, ISO 8601 in UTC. */
  readonly recordedAt?: string;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds, on the clock of `performance.now()` less the time that the process was suspended, after which no answer is of use any more. */
  readonly deadline?: number;
  /** Told once per request that answered; a model that does not know calls it not. */
  readonly report?: (spend: EmbeddingSpend) => void;
}

/** A model that turns texts into vectors. */
export interface EmbeddingModel {
  readonly id: string;
  /** What besides the id decides the vectors, such as the base URL; part of a judge's hash. Never a key. */
  readonly settings?: { readonly [name: string]: JsonValue };
  embed(texts: readonly string[], options?: EmbedOptions): Promise<readonly (readonly number[])[]>;
}
