import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/responses/${name}.json`, import.meta.url), "utf8"));

const content = [{ type: "text", text: "Shipped." }];
const step = (modelId: string): object => ({ content, finishReason: "stop", response: { modelId } });
const ai = (response_metadata: object): object => ({
  type: "ai",
  data: { content: "Hi", response_metadata },
});
const span = (attributes: object): object => ({ name: "call", attributes });

test.each([
  ["a chat completion", fixture("openai-chat-completion"), ["gpt-4.1-mini"]],
  ["the chunks of a stream", fixture("openai-chat-stream"), ["gpt-4.1-mini"]],
  ["a response of the Responses API", fixture("openai-response"), ["gpt-5-mini"]],
  ["a message of Anthropic", fixture("anthropic-message"), ["claude-x"]],
  [
    "a response of Gemini",
    { ...(fixture("gemini-response") as object), modelVersion: "gemini-3-pro" },
    ["gemini-3-pro"],
  ],
  ["steps of the AI SDK", { steps: [step("a"), step("b"), step("a")] }, ["a", "b"]],
  ["a list of steps of the AI SDK", [step("a"), step("b")], ["a", "b"]],
  ["LangChain over OpenAI", [ai({ model_name: "gpt-5" })], ["gpt-5"]],
  ["LangChain over Anthropic", [ai({ model: "claude-4" })], ["claude-4"]],
  [
    "spans of OpenTelemetry",
    [
      span({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" }),
      span({
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-5",
        "gen_ai.response.model": "gpt-5-2025",
      }),
    ],
    ["gpt-5", "gpt-5-2025"],
  ],
  [
    "spans of OpenInference",
    [span({ "openinference.span.kind": "LLM", "llm.model_name": "gpt-5" })],
    ["gpt-5"],
  ],
] as const)("reads the models that answered from %s", (_shape, value, models) => {
  expect(traceOf(value).models).toEqual(models);
});

test("knows no model where the value names none", () => {
  expect(traceOf(fixture("openai-chat-conversation"))).not.toHaveProperty("models");
  expect(traceOf([{ name: "get_order", args: {} }])).not.toHaveProperty("models");
});
