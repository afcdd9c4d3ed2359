import { originals } from "../platform/originals.ts";
import { exchangeFetch } from "./exchange-fetch.ts";

/**
 * A `fetch` for a client of your own: it follows no redirect, ends a body beyond 8 MB, and is the real one even while a test
 * stubs the global. Give it to a provider of the AI SDK, or to any client that takes a `fetch`.
 *
 * @param fetch - what sends the request; default: the platform's, as it was when Assay loaded.
 * @example
 * ```ts
 * const anthropic = createAnthropic({ fetch: boundedFetch() });
 * ```
 */
export function boundedFetch(fetch: typeof globalThis.fetch = originals.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const signal = init?.signal ?? new AbortController().signal;
    return exchangeFetch(fetch, { model: "a model", keyName: "its key", secrets: [] }, signal)(input, init);
  };
}
