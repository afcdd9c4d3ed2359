import type { JsonValue } from "../dataset/json-value.ts";
import type { OpenAiAddress } from "./openai-address.ts";
import type { OpenAiOptions } from "./openai.ts";

/** What besides its name decides how a model answers. */
export interface OpenAiSettings {
  readonly [name: string]: JsonValue;
}

/** Of a model behind `openai()`: part of a judge's hash, so nothing of a key, of headers, timeouts or prices. */
export function openAiSettings(
  { structuredOutput = "json_schema", body = {} }: OpenAiOptions,
  { url, query }: OpenAiAddress,
): OpenAiSettings {
  const open = Object.entries(query).filter(([name]) => !secretName.test(name));
  return {
    baseURL: url,
    structuredOutput,
    ...(open.length > 0 && { query: Object.fromEntries(open) }),
    ...(Object.keys(body).length > 0 && { body }),
  };
}

const secretName = /key|token|secret|signature|password|sig|code|credential|auth/i;
