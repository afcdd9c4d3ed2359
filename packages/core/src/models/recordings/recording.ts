import { createHash } from "node:crypto";
import type { Usage } from "../../trace/trace.ts";
import type { ChatReply } from "../chat-model.ts";
import { toRecord } from "../model-subject.ts";
import { keyText } from "./key-text.ts";
import {
  recordingVersion,
  type RecordingKey,
  type RecordingKind,
  type ShownRequest,
} from "./recording-key.ts";

/** What is kept of a reply. */
export interface KeptReply {
  /** Of a chat: the reply's text, a judge's nonce replaced by its placeholder. */
  readonly text?: string;
  readonly finishReason?: ChatReply["finishReason"];
  /** Of texts to embed: one per text. */
  readonly vectors?: readonly (readonly number[])[];
  readonly modelServed?: string;
  /** What the reply took when it was recorded. */
  readonly usage?: Usage;
  readonly costUsd?: number;
}

/** One stored exchange with a model. */
export interface Recording {
  readonly key: string;
  readonly kind: RecordingKind;
  readonly request: ShownRequest;
  readonly reply: KeptReply;
  /** ISO 8601, in UTC. */
  readonly recordedAt: string;
}

/** What is in a file: a recording, or why there is none. */
export type RecordingReading = { readonly recording: Recording } | { readonly problem: string };

const schema = `assay.recording/${recordingVersion}`;

/** A recording as the text of its file: for people to read in a diff, and with a digest over all of it. */
export function encodeRecording(
  { digest: key, kind, request }: Pick<RecordingKey, "digest" | "kind" | "request">,
  reply: KeptReply,
  recordedAt: string,
): string {
  const { vectors, ...rest } = reply;
  // A vector on one line: a thousand lines of numbers are no diff that anybody reads.
  const kept = {
    ...rest,
    ...(vectors !== undefined && { vectors: vectors.map((row) => JSON.stringify(row)) }),
  };
  const body = { schema, key, kind, recordedAt, node: process.version, request, reply: kept };
  return print({ ...body, digest: digestOf(body) });
}

/**
 * Reads what {@link encodeRecording} wrote, and nothing else: a byte that differs, whitespace included, is a problem. A
 * checkout's line ends may be those of Windows.
 */
export function decodeRecording(bytes: Uint8Array, key: string): RecordingReading {
  if (bytes.length === 0) return { problem: "it is empty" };
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).replaceAll("\r\n", "\n");
    value = JSON.parse(text);
  } catch {
    return { problem: "it is no JSON, or only a part of it" };
  }
  const { digest, ...body } = toRecord(value);
  if (
    Array.isArray(value) ||
    typeof body["schema"] !== "string" ||
    !body["schema"].startsWith("assay.recording/")
  )
    return { problem: "it is JSON, but no recording" };
  if (body["schema"] !== schema)
    return { problem: `it is of another version (${body["schema"].slice(0, 40)}; this one reads ${schema})` };
  if (print(value) !== text || digest !== tryDigest(body))
    return { problem: "its content does not fit its digest" };
  if (body["key"] !== key) return { problem: "it is the recording of another request under this one's name" };
  return readBody(body);
}

function readBody(body: { readonly [field: string]: unknown }): RecordingReading {
  const { key, kind, recordedAt, request } = body;
  const reply = readReply(body["reply"], kind);
  if (reply === undefined || typeof recordedAt !== "string" || Number.isNaN(Date.parse(recordedAt)))
    return { problem: "a field of it is missing or of the wrong kind" };
  return {
    recording: {
      key: key as string,
      kind: kind as RecordingKind,
      request: toRecord(request),
      reply,
      recordedAt,
    },
  };
}

/** Field by field: what stands in a file of the repository is only taken for what it may be. */
function readReply(value: unknown, kind: unknown): KeptReply | undefined {
  const { text, finishReason, vectors, modelServed, usage, costUsd } = toRecord(value);
  const told = {
    ...(typeof modelServed === "string" && { modelServed }),
    ...(isUsage(usage) && { usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } }),
    ...(isAmount(costUsd) && { costUsd }),
  };
  if (kind === "embeddings") {
    const rows = Array.isArray(vectors) ? vectors.map(readVector) : [undefined];
    return rows.every((row) => row !== undefined) ? { vectors: rows, ...told } : undefined;
  }
  if (kind !== "chat" || typeof text !== "string" || (finishReason !== "stop" && finishReason !== "unknown"))
    return undefined;
  return { text, finishReason, ...told };
}

function readVector(row: unknown): readonly number[] | undefined {
  if (typeof row !== "string" || !/^\[[-+.,\deE]+\]$/.test(row)) return undefined;
  try {
    return (JSON.parse(row) as readonly unknown[]).map(Number);
  } catch {
    return undefined;
  }
}

function isUsage(value: unknown): value is Usage {
  const { inputTokens, outputTokens } = toRecord(value);
  return isAmount(inputTokens) && isAmount(outputTokens);
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function digestOf(body: object): string {
  return createHash("sha256").update(keyText(body)).digest("hex");
}

function tryDigest(body: object): string | undefined {
  try {
    return digestOf(body);
  } catch {
    return undefined;
  }
}
