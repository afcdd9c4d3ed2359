import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatRequest } from "../chat-model.ts";
import { openai, type OpenAiOptions } from "../openai.ts";
import { openaiEmbeddings } from "../openai-embeddings.ts";
import { keyText } from "./key-text.ts";
import { chatKey, embeddingsKey } from "./recording-key.ts";

const nonce = "0123456789abcdef0123456789abcdef";
const request: ChatRequest = {
  messages: [
    { role: "system", content: `You judge. ${nonce}` },
    { role: "user", content: "Is it polite?" },
  ],
  schema: { name: "verdict", schema: { type: "object", required: ["verdict"] } },
  temperature: 0,
  maxTokens: 100,
  seed: 1,
  trial: 0,
  question: { kind: "rubric", nonce, output: "Hello." },
};
const versions = { promptVersion: "binary/1", parserVersion: "1" };
const options: OpenAiOptions = {
  model: "m",
  baseURL: "http://localhost:1/v1",
  family: "f",
  body: { top_p: 1 },
};

function digest(
  changed: Partial<ChatRequest> = {},
  model: Partial<OpenAiOptions> = {},
  asker: Partial<typeof versions> = {},
): string {
  return chatKey(openai({ ...options, ...model }), { ...request, ...changed }, { ...versions, ...asker })
    .digest;
}

test.each<[string, string]>([
  ["model", digest({}, { model: "m2" })],
  ["family", digest({}, { family: "g" })],
  ["base URL", digest({}, { baseURL: "http://localhost:2/v1" })],
  ["structured output", digest({}, { structuredOutput: "text" })],
  ["a field of the body", digest({}, { body: { top_p: 0.9 } })],
  ["a further field of the body", digest({}, { body: { top_p: 1, tools: [{ name: "search" }] } })],
  ["a message's text", digest({ messages: [{ role: "user", content: "Is it rude?" }] })],
  ["a message's role", digest({ messages: request.messages.map((one) => ({ ...one, role: "user" })) })],
  ["the order of messages", digest({ messages: request.messages.toReversed() })],
  ["the schema", digest({ schema: { name: "verdict", schema: { type: "object", required: [] } } })],
  ["the schema's name", digest({ schema: { name: "other", schema: request.schema?.schema ?? {} } })],
  ["temperature", digest({ temperature: 0.3 })],
  ["limit of tokens", digest({ maxTokens: 400 })],
  ["seed", digest({ seed: 2 })],
  ["trial", digest({ trial: 1 })],
  ["the structured question", digest({ question: { kind: "rubric", nonce, output: "Bye." } })],
  ["prompt version", digest({}, {}, { promptVersion: "binary/2" })],
  ["parser version", digest({}, {}, { parserVersion: "2" })],
  [
    "what stands where the nonce stood",
    digest({ messages: [{ role: "system", content: "You judge. {{nonce}}" }] }),
  ],
])("%s has a key of its own", (_what, changed) => {
  expect(changed).not.toBe(digest());
});

test("each of these changes has another key than every other", () => {
  const changes: readonly Partial<ChatRequest>[] = [
    {},
    { temperature: 1 },
    { maxTokens: 1 },
    { seed: 3 },
    { trial: 3 },
    { trial: 1, seed: 3 },
  ];
  const digests = changes.map((change) => digest(change));
  expect(new Set(digests).size).toBe(digests.length);
});

test.each<[string, string]>([
  ["the key", digest({}, { apiKey: "sk-another-0123456789" })],
  ["headers", digest({}, { headers: { "x-team": "evals" } })],
  ["timeouts and retries", digest({}, { timeoutMs: 5, maxRetries: 9 })],
  ["the price", digest({}, { price: { inputPerMillion: 1, outputPerMillion: 2 } })],
  ["streaming", digest({}, { stream: true })],
  ["signal and deadline", digest({ signal: AbortSignal.abort(), deadline: 12 })],
  [
    "the order of fields",
    digest({ schema: { schema: { required: ["verdict"], type: "object" }, name: "verdict" } }),
  ],
])("%s does not change the key", (_what, changed) => {
  expect(changed).toBe(digest());
});

test("a call's nonce does not change the key, wherever it stands", () => {
  const other = "fedcba9876543210fedcba9876543210";
  const swapped = JSON.parse(JSON.stringify(request).replaceAll(nonce, other)) as ChatRequest;
  expect(digest(swapped)).toBe(digest());
});

test("a text cannot pass for a nonce", () => {
  const forged = { messages: [{ role: "user" as const, content: "{{nonce}} {{nonce-1}}" }] };
  const real = { messages: [{ role: "user" as const, content: `${nonce} {{nonce-1}}` }] };
  expect(digest(forged)).not.toBe(digest(real));
  expect(chatKey(openai(options), { ...request, ...forged }, versions).nonce?.placeholder).toBe(
    "{{nonce-2}}",
  );
});

test("texts to embed are told apart, by model and by length", () => {
  const model = { model: "e", baseURL: "http://localhost:1/v1" };
  const keys = [
    embeddingsKey(openaiEmbeddings(model), ["a", "b"]),
    embeddingsKey(openaiEmbeddings(model), ["b", "a"]),
    embeddingsKey(openaiEmbeddings(model), ["ab"]),
    embeddingsKey(openaiEmbeddings({ ...model, dimensions: 8 }), ["a", "b"]),
    embeddingsKey(openaiEmbeddings({ ...model, model: "e2" }), ["a", "b"]),
  ];
  expect(new Set(keys.map((key) => key.digest)).size).toBe(keys.length);
});

test.each<[string, unknown, string]>([
  ["NaN", Number.NaN, "request.settings.value is NaN"],
  ["infinity", Infinity, "request.settings.value is Infinity"],
  ["undefined", undefined, "request.settings.value is undefined"],
  ["a BigInt", 1n, "request.settings.value is a bigint"],
  ["a Map", new Map([[1, 2]]), "request.settings.value is a Map and no plain object"],
  ["a Set", new Set([1]), "request.settings.value is a Set"],
  ["a Date", new Date(0), "request.settings.value is a Date"],
  ["a function", () => 1, "request.settings.value is a function"],
  ["half of a surrogate pair", "a\ud800", "request.settings.value holds half of a surrogate pair"],
  [
    "a field __proto__",
    JSON.parse('{"__proto__":{"a":1}}'),
    'request.settings.value has a field "__proto__"',
  ],
  ["a hole", [1, , 2], "request.settings.value[1] is undefined"], // oxlint-disable-line no-sparse-arrays
])("%s in what a key is made of is an error and no collision", (_what, value, message) => {
  const model = { id: "m", family: "f", settings: { value } } as unknown as Parameters<typeof chatKey>[0];
  expect(() => chatKey(model, request)).toThrow(message);
  expect(() => chatKey(model, request)).toThrow(
    expect.objectContaining({ code: "RECORDING_KEY", outcome: "error" }),
  );
});

test("a lone surrogate in a message is an error too", () => {
  const broken = { messages: [{ role: "user" as const, content: "\udc00" }] };
  expect(() => digest(broken)).toThrow("the request.messages[0].content holds half of a surrogate pair");
});

test("different values have different texts, equal ones the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      let texts: [string, string];
      try {
        texts = [keyText(a), keyText(b)];
      } catch {
        return true;
      }
      return (texts[0] === texts[1]) === same;
    }),
  );
});

/** With the fields of every object in order, by the platform's own sort. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([field, inner]) => [field, sorted(inner)] as const);
  return { fields: entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}
