import type { JsonValue } from "../dataset/json-value.ts";
import type { ChatRequest } from "./chat-model.ts";
import { requestSeed } from "./request-seed.ts";

/** How a server is told which JSON to answer with: by a schema, by "some JSON object", or in the prompt's words alone. */
export type StructuredOutput = "json_schema" | "json_object" | "text";

export interface OpenAiRequestOptions {
  readonly model: string;
  readonly structuredOutput: StructuredOutput;
  /** OpenAI's own models take `max_completion_tokens`, most other servers `max_tokens`. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  readonly stream: boolean;
  /** Merged in last; `null` takes a field out. */
  readonly body: { readonly [field: string]: JsonValue };
}

/** The body of a chat completion request. */
export function openAiRequest(
  request: ChatRequest,
  options: OpenAiRequestOptions,
): { [field: string]: unknown } {
  const body: { [field: string]: unknown } = {
    model: options.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    temperature: request.temperature,
    [options.maxTokensField]: request.maxTokens,
    seed: requestSeed(request),
    response_format: responseFormat(request, options.structuredOutput),
    ...(options.stream && { stream_options: { include_usage: true } }),
    ...options.body,
    stream: options.stream,
  };
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined && value !== null),
  );
}

function responseFormat({ schema }: ChatRequest, structuredOutput: StructuredOutput): unknown {
  if (schema === undefined || structuredOutput === "text") return undefined;
  if (structuredOutput === "json_object") return { type: "json_object" };
  return { type: "json_schema", json_schema: { name: schema.name, strict: true, schema: schema.schema } };
}
