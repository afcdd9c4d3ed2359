import { ModelError } from "./model-error.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";

/** Bytes, after decompression. */
export const largestBody: number = 8 * 1024 * 1024;

/**
 * `fetch` for one exchange: it follows no redirect and reads the whole body before it resolves, up to 8 MB. What lies
 * above (the SDK) then works on a body that is complete and bounded, and `signal` ends the body as well as the headers.
 *
 * @throws ModelError when the body is too large; what `fetch` and the body's reader throw otherwise.
 */
export function boundedFetch(
  fetch: typeof globalThis.fetch,
  subject: ModelSubject,
  signal: AbortSignal,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal, redirect: "error" });
    const body = await readBody(response, subject);
    const headers = new Headers(response.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    return new Response(body, { status: response.status, statusText: response.statusText, headers });
  };
}

async function readBody(response: Response, subject: ModelSubject): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null || [204, 205, 304].includes(response.status)) return null;
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatenate(chunks, length);
    length += value.byteLength;
    if (length > largestBody) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge(subject);
    }
    chunks.push(value);
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
