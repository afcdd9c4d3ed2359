import { aiSdk7Otel, aiSdks } from "@assay-fixtures/ai-sdk";
import { aiSdk4 } from "@assay-fixtures/ai-sdk-4";
import { openTelemetry, type Telemetry } from "@assay-fixtures/clients/telemetry";
import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EvalError } from "../errors/eval-error.ts";
import { traceOf } from "./trace-of.ts";

let server: FakeProvider;
let telemetry: Telemetry;
beforeAll(async () => {
  server = await startFakeProvider();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  telemetry = openTelemetry();
});
afterEach(() => telemetry.close());

interface Made {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

const reply = (...calls: readonly Made[]): Plan => ({
  status: 200,
  body: {
    id: `chatcmpl-${calls[0]?.id}`,
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

const getOrder: Made = { id: "c1", name: "get_order", arguments: '{"id":7}' };
const search: Made = { id: "c2", name: "search_articles", arguments: '{"query":"refund"}' };
const notify: Made = { id: "c3", name: "notify", arguments: '{"to":"jane"}' };

const seen = (value: unknown): string[] =>
  traceOf(value).toolCalls.map(
    ({ id, step, name, args, status, result, error }) =>
      `${step} ${id}: ${name}(${JSON.stringify(args)}) ${status} ${JSON.stringify(result) ?? ""}${error ?? ""}`,
  );

/** What is left of a trace where only clocks may differ. */
const bare = (value: unknown): unknown => {
  const { timings: _, ...trace } = traceOf(value);
  return trace;
};

interface AiSdk {
  generateText(options: object): Promise<object>;
  tool(options: object): unknown;
  jsonSchema(schema: object): unknown;
  readonly stepCountIs?: (count: number) => unknown;
  readonly isStepCount?: (count: number) => unknown;
}
interface Provider {
  createOpenAI(options: { baseURL: string; apiKey: string }): { chat(model: string): unknown };
}
type Major = (typeof aiSdks)[number] | typeof aiSdk4;

/** Runs an agent whose tool `notify` throws, and whose tool `approve` the application does not carry out itself. */
async function runAiSdk(major: Major, content: object = {}): Promise<void> {
  const sdk = (await major.ai()) as unknown as AiSdk;
  const { createOpenAI } = (await major.openai()) as unknown as Provider;
  const schema = sdk.jsonSchema({ type: "object", properties: {}, additionalProperties: true });
  const define = (execute?: () => Promise<unknown>): unknown =>
    sdk.tool({ description: "a tool", parameters: schema, inputSchema: schema, ...(execute && { execute }) });
  const tracer = telemetry.provider.getTracer("ai");
  await sdk.generateText({
    model: createOpenAI({ baseURL: server.baseURL, apiKey: "k" }).chat("fake"),
    prompt: "Where is my order?",
    maxRetries: 0,
    tools: {
      get_order: define(async () => ({ state: "shipped" })),
      search_articles: define(async () => ["a1"]),
      notify: define(async () => {
        throw new Error("mail server down");
      }),
      approve: define(),
    },
    ...(major.major === 4 ? { maxSteps: 5 } : { stopWhen: (sdk.stepCountIs ?? sdk.isStepCount)?.(5) }),
    ...(major.major === 7
      ? { telemetry: { isEnabled: true, integrations: [await otelOf7(tracer)], ...content } }
      : { experimental_telemetry: { isEnabled: true, tracer, ...content } }),
  });
}

async function otelOf7(tracer: unknown): Promise<object> {
  const { OpenTelemetry } = await aiSdk7Otel();
  return new OpenTelemetry({ tracer } as ConstructorParameters<typeof OpenTelemetry>[0]);
}

describe.each(aiSdks)("the spans of the AI SDK $major", (major) => {
  test("are its calls in the order in which the model made them, messages, usage and model", async () => {
    server.script(reply(getOrder), reply(search, notify), "It has shipped.");

    await runAiSdk(major);

    expect(seen(telemetry.spans())).toEqual([
      '0 c1: get_order({"id":7}) ok {"state":"shipped"}',
      '1 c2: search_articles({"query":"refund"}) ok ["a1"]',
      '1 c3: notify({"to":"jane"}) error mail server down',
    ]);
    const { messages, usage, models, timings } = traceOf(telemetry.spans());
    expect(messages).toEqual([
      { role: "user", text: "Where is my order?" },
      { role: "assistant", text: "It has shipped." },
    ]);
    expect(usage?.inputTokens).toBeGreaterThan(20);
    expect(models).toEqual(["fake"]);
    expect(timings?.durationMs).toBeGreaterThan(0);
    expect(traceOf(telemetry.otlp())).toEqual(traceOf(telemetry.spans()));
  });

  test("keep a call that no tool carried out, beside those that have a span", async () => {
    server.script(reply(getOrder, { id: "c4", name: "approve", arguments: "{}" }));

    await runAiSdk(major);

    expect(seen(telemetry.spans())).toEqual([
      '0 c1: get_order({"id":7}) ok {"state":"shipped"}',
      "0 c4: approve({}) requested ",
    ]);
  });

  test("without content still name the tools that were carried out", async () => {
    server.script(reply(getOrder), "It has shipped.");

    await runAiSdk(major, { recordInputs: false, recordOutputs: false });

    expect(traceOf(telemetry.spans()).toolCalls).toMatchObject([{ name: "get_order", status: "ok" }]);
  });
});

test("reads the spans of the AI SDK 4", async () => {
  server.script(reply(getOrder), reply(search), "It has shipped.");

  await runAiSdk(aiSdk4);

  expect(seen(telemetry.spans())).toEqual([
    '0 c1: get_order({"id":7}) ok {"state":"shipped"}',
    '1 c2: search_articles({"query":"refund"}) ok ["a1"]',
  ]);
  expect(traceOf(telemetry.spans()).messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(traceOf(telemetry.otlp())).toEqual(traceOf(telemetry.spans()));
});

/** Asks, and answers every call, until the model calls nothing. */
async function converse(OpenAI: ReturnType<Telemetry["openai"]>): Promise<void> {
  const client = new OpenAI({ baseURL: server.baseURL, apiKey: "k", maxRetries: 0 });
  type Messages = Parameters<typeof client.chat.completions.create>[0]["messages"];
  const messages: Messages = [{ role: "user", content: "Where is my order?" }];
  for (;;) {
    const { choices } = await client.chat.completions.create({ model: "fake", messages });
    const message = choices[0]?.message;
    if (message === undefined) return;
    messages.push(message);
    if (message.tool_calls === undefined) return;
    for (const { id } of message.tool_calls)
      messages.push({ role: "tool", tool_call_id: id, content: `done ${id}` });
  }
}

const conversed = [
  '0 c1: get_order({"id":7}) ok "done c1"',
  '1 c2: search_articles({"query":"refund"}) ok "done c2"',
  '1 c3: notify({"to":"jane"}) ok "done c3"',
];

describe("OpenTelemetry's instrumentation of openai", () => {
  test("writes content as log records: spans and records together are the trace", async () => {
    server.script(reply(getOrder), reply(search, notify), "It has shipped.");

    await converse(telemetry.openai());

    const both = [...telemetry.spans(), ...telemetry.logRecords()];
    expect(seen(both)).toEqual(conversed);
    expect(traceOf(both).messages.map(({ role }) => role)).toEqual([
      "user",
      "tool",
      "tool",
      "tool",
      "assistant",
    ]);
    expect(traceOf(both).usage?.inputTokens).toBeGreaterThan(20);
    expect(traceOf({ spans: telemetry.spans(), logRecords: telemetry.logRecords() })).toEqual(traceOf(both));
    expect(bare(telemetry.otlp())).toEqual(bare(both));
  });

  test("is refused where its spans say that tools were called but not which", async () => {
    server.script(reply(getOrder), "It has shipped.");

    await converse(telemetry.openai({ captureMessageContent: false }));

    let refusal: unknown;
    try {
      traceOf(telemetry.spans());
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "TRACE_WITHOUT_CONTENT" } satisfies Partial<EvalError>);
  });

  test("is a trace without calls where no tool was called", async () => {
    server.script("Hello.");

    await converse(telemetry.openai({ captureMessageContent: false }));

    expect(traceOf(telemetry.spans()).toolCalls).toEqual([]);
  });
});

describe("OpenInference's instrumentation of openai", () => {
  test("is read with what the application answered", async () => {
    server.script(reply(getOrder), reply(search, notify), "It has shipped.");

    await converse(await telemetry.openinferenceOpenai());

    expect(seen(telemetry.spans())).toEqual(conversed);
    expect(traceOf(telemetry.spans()).messages.map(({ role }) => role)).toEqual([
      "user",
      "tool",
      "tool",
      "tool",
      "assistant",
    ]);
    expect(traceOf(telemetry.spans()).models).toEqual(["fake"]);
    expect(traceOf(telemetry.otlp())).toEqual(traceOf(telemetry.spans()));
  });
});
