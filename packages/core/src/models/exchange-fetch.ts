import { withinSilence } from "./idle-timer.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";

/** Bytes, after decompression. */
export const largestBody: number = 8 * 1024 * 1024;

/**
 * `fetch` for one exchange: it follows no redirect and reads the whole body before it resolves, up to 8 MB. What lies
 * above (the SDK) then works on a body that is complete and bounded, and `signal` ends the body as well as the headers.
 * With `silenceMs` a body also ends when no byte comes for that long.
 *
 * @throws ModelError when the body is too large; what `fetch` and the body's reader throw otherwise.
 */
export function exchangeFetch(
  fetch: typeof globalThis.fetch,
  subject: ModelSubject,
  signal: AbortSignal,
  silenceMs?: number,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal, redirect: "error" });
    const body = await readBody(response, subject, silenceMs);
    const headers = new Headers(response.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    return new Response(body, { status: response.status, statusText: response.statusText, headers });
  };
}

async function readBody(
  response: Response,
  subject: ModelSubject,
  silenceMs: number | undefined,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null || [204, 205, 304].includes(response.status)) return null;
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await readChunk(reader, subject, silenceMs);
    if (done) return concatenate(chunks, length);
    length += value.byteLength;
    if (length > largestBody) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge(subject);
    }
    chunks.push(value);
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  subject: ModelSubject,
  silenceMs: number | undefined,
): ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]> {
  if (silenceMs === undefined) return reader.read();
  try {
    return await withinSilence(reader.read(), silenceMs, subject);
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error;
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(subject: ModelSubject): ModelError {
  const limit = `${largestBody / 1024 / 1024} MB`;
  return new ModelError(
    `${failedToAsk(subject)}the reply is larger than ${limit}. Check that the address is that of a model server; lower the reply's length.`,
    { code: "MODEL_RESPONSE_TOO_LARGE" },
  );
}
