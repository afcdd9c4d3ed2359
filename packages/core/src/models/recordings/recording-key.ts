import { createHash } from "node:crypto";
import { EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import type { ChatModel, ChatRequest, EmbeddingModel } from "../chat-model.ts";
import { keyText, KeyProblem } from "./key-text.ts";

/** Raised with every change of what a key is made of or a recording holds: older ones are then recorded anew. */
export const recordingVersion = 1;

export type RecordingKind = "chat" | "embeddings";

/** Fields of a request as a recording shows them. */
export interface ShownRequest {
  readonly [field: string]: unknown;
}

/** What a recording is found by. */
export interface RecordingKey {
  readonly kind: RecordingKind;
  readonly model: string;
  /** SHA-256 in hex over everything that decides the reply. */
  readonly digest: string;
  /** The part of it that a reader understands. */
  readonly request: ShownRequest;
  /** Of a judge's call, which no other call has, and the word that stands for it in a recording. */
  readonly nonce?: { readonly value: string; readonly placeholder: string };
}

/** The versions of what makes the prompt and of what reads the reply. */
export interface AskerVersions {
  readonly promptVersion: string;
  readonly parserVersion: string;
}

/**
 * The key of a chat request: model with family and settings, every message, schema, temperature, limit of tokens, seed (with it
 * the place among several votes), trial, prompt and parser version. Keys and headers are no part of it, and a judge's nonce
 * is none either: it is another one in every call.
 *
 * @throws EvalError `RECORDING_KEY` when the request holds what has no JSON of its own.
 */
export function chatKey(
  model: Pick<ChatModel, "id" | "family" | "settings">,
  request: ChatRequest,
  versions?: AskerVersions,
): RecordingKey {
  const { messages, schema, temperature, maxTokens, seed, trial = 0, question } = request;
  const asked = {
    model: model.id,
    family: model.family,
    settings: model.settings ?? {},
    ...versions,
    trial,
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(seed !== undefined && { seed }),
    messages: messages.map(({ role, content }) => ({ role, content })),
  };
  const nonce = question !== undefined && judgesNonce.test(question.nonce) ? question.nonce : undefined;
  const raw = {
    ...asked,
    ...(schema !== undefined && { schema: { name: schema.name, schema: schema.schema } }),
    ...(question !== undefined && { question: { ...question } }),
  };
  const { messages: texts, ...fields } = asked;
  const shown = { ...fields, ...(schema !== undefined && { schema: schema.name }), messages: texts };
  return makeKey("chat", model.id, raw, { shown, nonce });
}

/** As judges make it; a caller's own word may be anything, and stays part of the key. */
const judgesNonce = /^[0-9a-f]{32}$/;

/** The key of texts to embed. @throws EvalError `RECORDING_KEY` */
export function embeddingsKey(
  model: Pick<EmbeddingModel, "id" | "settings">,
  texts: readonly string[],
): RecordingKey {
  const shown = { model: model.id, settings: model.settings ?? {}, texts: [...texts] };
  return makeKey("embeddings", model.id, shown, { shown });
}

function makeKey(
  kind: RecordingKind,
  model: string,
  raw: ShownRequest,
  { shown, nonce }: { readonly shown: ShownRequest; readonly nonce?: string | undefined },
): RecordingKey {
  try {
    const plain = keyText(raw);
    if (nonce === undefined) return { kind, model, digest: digestOf(kind, plain), request: shown };
    const placeholder = placeholderFor(plain);
    // By text and not by value: JSON writes neither the nonce nor the placeholder otherwise than they are.
    const text = plain.replaceAll(nonce, placeholder);
    const request = JSON.parse(JSON.stringify(shown).replaceAll(nonce, placeholder)) as ShownRequest;
    const digest = digestOf(kind, `${placeholder}${text}`);
    return {
      kind,
      model,
      digest,
      request: { nonce: placeholder, ...request },
      nonce: { value: nonce, placeholder },
    };
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    throw new EvalError(
      `Failed to record model "${showName(model)}": ${error.message}. Correct the request, or set recordings to "off".`,
      { code: "RECORDING_KEY", outcome: "error" },
    );
  }
}

/** A word that stands in no text of the request, so that nobody but a judge's call can have put it there. */
function placeholderFor(text: string): string {
  for (let number = 0; ; number++) {
    const word = number === 0 ? "{{nonce}}" : `{{nonce-${number}}}`;
    if (!text.includes(word)) return word;
  }
}

function digestOf(kind: RecordingKind, text: string): string {
  return createHash("sha256").update(`assay.recording/${recordingVersion}\n${kind}\n${text}`).digest("hex");
}
