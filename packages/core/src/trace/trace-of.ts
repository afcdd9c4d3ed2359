import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { aiSdkReader } from "./shapes/ai-sdk.ts";
import { aiSdkUiReader } from "./shapes/ai-sdk-ui.ts";
import { anthropicReader } from "./shapes/anthropic.ts";
import { bedrockConverseReader } from "./shapes/bedrock-converse.ts";
import { geminiReader } from "./shapes/gemini.ts";
import { langchainReader } from "./shapes/langchain.ts";
import { langgraphReader } from "./shapes/langgraph.ts";
import { mcpReader } from "./shapes/mcp.ts";
import { openaiAgentsReader } from "./shapes/openai-agents.ts";
import { openaiChatReader } from "./shapes/openai-chat.ts";
import { openaiChatStreamReader } from "./shapes/openai-chat-stream.ts";
import { openaiResponsesReader } from "./shapes/openai-responses.ts";
import { openinferenceReader } from "./shapes/openinference.ts";
import { otelGenaiReader } from "./shapes/otel-genai.ts";
import { ownTraceReader } from "./shapes/own-trace.ts";
import type { Trace } from "./trace.ts";

/** In this order: the more telling shapes first. */
const readers = [
  ownTraceReader,
  openaiAgentsReader,
  openaiResponsesReader,
  openaiChatStreamReader,
  langchainReader,
  langgraphReader,
  anthropicReader,
  mcpReader,
  openinferenceReader,
  otelGenaiReader,
  geminiReader,
  bedrockConverseReader,
  openaiChatReader,
  aiSdkUiReader,
  aiSdkReader,
] as const;

/**
 * What one run of an application did, from what it returned: a reply of a provider or an SDK (OpenAI, Anthropic, Gemini, Bedrock,
 * AI SDK, LangChain, OpenAI Agents SDK, MCP), a part of one (messages, steps, tool calls), live or read back from JSON; spans of
 * OpenTelemetry or OpenInference; a {@link Trace}, an object that carries one as `trace`, or a list of tool calls.
 *
 * @throws EvalError `TRACE_UNKNOWN_SHAPE` when `value` is none of these; it lists what is accepted and what was got.
 * @example
 * ```ts
 * const completion = await client.chat.completions.create({ model, messages, tools });
 * traceOf(completion).toolCalls; // [{ name: "search_articles", args: { query: "refund" }, status: "requested", ... }]
 * ```
 */
export function traceOf(value: unknown): Trace {
  for (const reader of readers) {
    const trace = reader.read(value);
    if (trace !== undefined) return trace;
  }
  throw new EvalError(
    `Failed to read a trace: got ${describeKind(value)}, which is no known shape. Pass one of: ${readers.map(({ accepts }) => accepts).join("; ")}.`,
    { code: "TRACE_UNKNOWN_SHAPE" },
  );
}
