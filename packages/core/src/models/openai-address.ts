import { EvalError } from "../errors/eval-error.ts";

/** Where an OpenAI-compatible server is. */
export interface OpenAiAddress {
  /** Without user name, password, query and trailing slash: fit for errors and for the SDK. */
  readonly url: string;
  /** The query of the base URL: it goes with every request. */
  readonly query: { readonly [name: string]: string };
  /** Whether it is OpenAI itself or OpenAI on Azure: neither answers without a key, and both take `max_completion_tokens`. */
  readonly isOpenAi: boolean;
}

const openAiUrl = "https://api.openai.com/v1";

/**
 * Reads a base URL.
 *
 * @throws EvalError `CONFIG_INVALID` when it is no http(s) URL, or holds a user name or password, which fetch refuses.
 */
export function openAiAddress(baseUrl: string = openAiUrl): OpenAiAddress {
  const url = parse(baseUrl);
  if (url.username !== "" || url.password !== "") {
    throw invalid("it holds a user name or a password. Give the key as apiKey, or a header as headers");
  }
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    query: Object.fromEntries(url.searchParams),
    isOpenAi: /(?:^|\.)api\.openai\.com$|\.openai\.azure\.com$/.test(url.hostname),
  };
}

function parse(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw invalid('it is no http or https URL. Give one such as "http://localhost:8000/v1"');
}

/** Never shows the value: a key may stand anywhere in it. */
function invalid(what: string): EvalError {
  return new EvalError(`Failed to read the model's base URL (baseURL or OPENAI_BASE_URL): ${what}.`, {
    code: "CONFIG_INVALID",
    outcome: "error",
    scope: "run",
  });
}
