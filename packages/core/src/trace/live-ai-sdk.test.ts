import { aiSdks } from "@assay-fixtures/ai-sdk";
import { aiSdk4 } from "@assay-fixtures/ai-sdk-4";
import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

/** What all majors of the AI SDK have in common, as far as this file goes. */
interface AiSdk {
  generateText(options: object): Promise<object>;
  streamText(options: object): Promise<object> & { readonly steps: PromiseLike<unknown> };
  tool(options: object): unknown;
  jsonSchema(schema: object): unknown;
  readonly stepCountIs?: (count: number) => unknown;
  readonly isStepCount?: (count: number) => unknown;
}
interface Provider {
  createOpenAI(options: { baseURL: string; apiKey: string }): { chat(model: string): unknown };
}

const majors = [aiSdk4, ...aiSdks] as const;
type Major = (typeof majors)[number];

let server: FakeProvider;
beforeAll(async () => {
  server = await startFakeProvider();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

/** Two replies that call tools, the last of which fails, and one that answers. */
const replies = [
  [{ id: "c1", name: "get_order", arguments: '{"id":7}' }],
  [
    { id: "c2", name: "search_articles", arguments: '{"query":"refund"}' },
    { id: "c3", name: "notify", arguments: '{"to":"jane"}' },
  ],
];

const completion = (calls: (typeof replies)[number]): Plan => ({
  status: 200,
  body: {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 0,
    model: "fake",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: null,
          tool_calls: calls.map(({ id, ...made }) => ({ id, type: "function", function: made })),
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
});

const streamed = (calls: (typeof replies)[number]): Plan => {
  const chunk = (fields: object): string =>
    `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 0, model: "fake", ...fields })}\n\n`;
  const deltas = calls.map(({ id, ...made }, index) =>
    chunk({
      choices: [{ index: 0, delta: { tool_calls: [{ index, id, type: "function", function: made }] } }],
    }),
  );
  const end = chunk({ choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] });
  return {
    status: 200,
    headers: { "content-type": "text/event-stream" },
    body: `${deltas.join("")}${end}data: [DONE]\n\n`,
  };
};

async function options(major: Major, { tool, jsonSchema, ...sdk }: AiSdk): Promise<object> {
  const { createOpenAI } = (await major.openai()) as unknown as Provider;
  const schema = jsonSchema({ type: "object", properties: {}, additionalProperties: true });
  const define = (execute: () => Promise<unknown>): unknown =>
    tool({ description: "a tool", parameters: schema, inputSchema: schema, execute });
  return {
    model: createOpenAI({ baseURL: server.baseURL, apiKey: "k" }).chat("fake"),
    prompt: "Where is my order?",
    maxRetries: 0,
    tools: {
      get_order: define(async () => ({ state: "shipped" })),
      search_articles: define(async () => ["a1"]),
      notify: define(async () => {
        throw new Error("mail server down");
      }),
    },
    ...(major.major === 4 ? { maxSteps: 5 } : { stopWhen: (sdk.stepCountIs ?? sdk.isStepCount)?.(5) }),
  };
}

const seen = (value: unknown): string[] =>
  traceOf(value).toolCalls.map(
    ({ name, args, step, status, result, error }) =>
      `${step}: ${name}(${JSON.stringify(args)}) ${status} ${JSON.stringify(result) ?? ""}${error ?? ""}`,
  );

test.each(aiSdks)("reads a live result of the AI SDK $major, and its JSON", async (major) => {
  const sdk = (await major.ai()) as unknown as AiSdk;
  server.script(...replies.map(completion), "It has shipped.");

  const result = await sdk.generateText(await options(major, sdk));

  const expected = [
    '0: get_order({"id":7}) ok {"state":"shipped"}',
    '1: search_articles({"query":"refund"}) ok ["a1"]',
    '1: notify({"to":"jane"}) error mail server down',
  ];
  expect(seen(result)).toEqual(expected);
  expect(traceOf(result).usage?.inputTokens).toBeGreaterThan(20);
  expect(traceOf(result).messages.at(-1)?.text).toBe("It has shipped.");
  expect(traceOf(result).models).toEqual(["fake"]);
  // JSON knows no errors: what is left of the message is {}.
  expect(seen(JSON.parse(JSON.stringify(result)))).toEqual([
    ...expected.slice(0, 2),
    '1: notify({"to":"jane"}) error {}',
  ]);
});

test("reads a live result of the AI SDK 4, and its JSON", async () => {
  const major = aiSdk4;
  const sdk = (await major.ai()) as unknown as AiSdk;
  // Version 4 rejects the whole run when a tool throws.
  server.script(...replies.map((calls) => completion(calls.slice(0, 1))), "It has shipped.");

  const result = await sdk.generateText(await options(major, sdk));

  const expected = [
    '0: get_order({"id":7}) ok {"state":"shipped"}',
    '1: search_articles({"query":"refund"}) ok ["a1"]',
  ];
  expect(seen(result)).toEqual(expected);
  expect(seen(JSON.parse(JSON.stringify(result)))).toEqual(expected);
  expect(traceOf(result).usage?.inputTokens).toBeGreaterThan(20);
  expect(traceOf(result).models).toEqual(["fake"]);
});

test.each(majors)("reads the awaited steps of a stream of the AI SDK $major", async (major) => {
  const sdk = (await major.ai()) as unknown as AiSdk;
  server.script(...replies.map((calls) => streamed(calls.slice(0, 1))), "It has shipped.");

  const result = sdk.streamText(await options(major, sdk));
  expect(() => traceOf(result)).toThrow("Await it");
  const { textStream } = result as unknown as { readonly textStream: AsyncIterable<string> };
  let text = "";
  for await (const piece of textStream) text += piece;

  expect(text).toBe("It has shipped.");
  expect(seen(await result.steps)).toEqual([
    '0: get_order({"id":7}) ok {"state":"shipped"}',
    '1: search_articles({"query":"refund"}) ok ["a1"]',
  ]);
});

test.each(majors)("reads the messages that a run of the AI SDK $major hands on", async (major) => {
  const sdk = (await major.ai()) as unknown as AiSdk;
  server.script(...replies.map((calls) => completion(calls.slice(0, 1))), "It has shipped.");

  const result = (await sdk.generateText(await options(major, sdk))) as {
    readonly response: { readonly messages: unknown };
    readonly responseMessages?: unknown;
  };

  expect(seen(result.responseMessages ?? result.response.messages)).toEqual([
    '0: get_order({"id":7}) ok {"state":"shipped"}',
    '1: search_articles({"query":"refund"}) ok ["a1"]',
  ]);
});
