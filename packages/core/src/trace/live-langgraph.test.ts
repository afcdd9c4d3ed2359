import { clients } from "@assay-fixtures/clients";
import { openTelemetry } from "@assay-fixtures/clients/telemetry";
import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { traceOf } from "./trace-of.ts";

let server: FakeProvider;
beforeAll(async () => {
  server = await startFakeProvider();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
});

interface Made {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

const getOrder: Made = { id: "c1", name: "get_order", arguments: '{"id":7}' };
const search: Made = { id: "c2", name: "search_articles", arguments: '{"query":"refund"}' };
const notify: Made = { id: "c3", name: "notify", arguments: '{"to":"jane"}' };

const replyBody = (id: string, message: object): Plan => ({
  status: 200,
  body: {
    id,
    object: "chat.completion",
    created: 0,
    model: "fake",
    choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: "stop" }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
});

const calling = (...calls: readonly Made[]): Plan =>
  replyBody(`reply-${calls[0]?.id}`, {
    tool_calls: calls.map(({ id, ...made }) => ({ id, type: "function", function: made })),
  });

const streamed = (id: string, ...deltas: readonly object[]): Plan => {
  const chunk = (fields: object): string =>
    `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created: 0, model: "fake", ...fields })}\n\n`;
  const pieces = deltas.map((delta) =>
    chunk({ choices: [{ index: 0, delta: { role: "assistant", ...delta } }] }),
  );
  const end = chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  return {
    status: 200,
    headers: { "content-type": "text/event-stream" },
    body: `${pieces.join("")}${end}data: [DONE]\n\n`,
  };
};

/** A call whose arguments come in two pieces. */
const streamedCalls = (...calls: readonly Made[]): Plan =>
  streamed(
    `reply-${calls[0]?.id}`,
    ...calls.flatMap(({ id, name, arguments: text }, index) => [
      { tool_calls: [{ index, id, type: "function", function: { name, arguments: text.slice(0, 4) } }] },
      { tool_calls: [{ index, function: { arguments: text.slice(4) } }] },
    ]),
  );

const script = (): void =>
  server.script(
    calling(getOrder),
    calling(search, notify),
    replyBody("reply-end", { content: "It has shipped." }),
  );

async function parts() {
  const { tool } = await clients.langchainTools();
  const { ChatOpenAI } = await clients.langchainOpenai();
  const model = new ChatOpenAI({
    model: "fake",
    apiKey: "k",
    maxRetries: 0,
    configuration: { baseURL: server.baseURL },
  });
  const define = (name: string, schema: z.ZodObject, run: () => Promise<string>) =>
    tool(run, { name, description: "a tool", schema });
  const tools = [
    define("get_order", z.object({ id: z.number() }), async () => "shipped"),
    define("search_articles", z.object({ query: z.string() }), async () => "a1"),
    define("notify", z.object({ to: z.string() }), async () => {
      throw new Error("mail server down");
    }),
  ];
  return { model, tools };
}

async function graph() {
  const { END, MessagesAnnotation, START, StateGraph } = await clients.langgraph();
  const { ToolNode } = await clients.langgraphPrebuilt();
  const { model, tools } = await parts();
  const bound = model.bindTools(tools);
  return new StateGraph(MessagesAnnotation)
    .addNode("plan", async () => ({}))
    .addNode("agent", async ({ messages }) => ({ messages: [await bound.invoke(messages)] }))
    .addNode("tools", new ToolNode(tools))
    .addNode("answer", async () => ({}))
    .addEdge(START, "plan")
    .addEdge("plan", "agent")
    .addConditionalEdges("agent", ({ messages }) => {
      const last = messages.at(-1) as { readonly tool_calls?: readonly unknown[] } | undefined;
      return (last?.tool_calls?.length ?? 0) > 0 ? "tools" : "answer";
    })
    .addEdge("tools", "agent")
    .addEdge("answer", END)
    .compile();
}

const input = { messages: [{ role: "user", content: "Where is my order?" }] };
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const seen = (value: unknown): string[] =>
  traceOf(value).toolCalls.map(
    ({ id, step, name, args, status, result }) =>
      `${step} ${id}: ${name}(${JSON.stringify(args)}) ${status} ${JSON.stringify(result)}`,
  );
const stepsOf = (value: unknown): string[] =>
  traceOf(value).steps.map(({ name, status }) => (status === "ok" ? name : `${name}!`));

const expected = [
  '0 c1: get_order({"id":7}) ok "shipped"',
  '1 c2: search_articles({"query":"refund"}) ok "a1"',
  expect.stringMatching(/^1 c3: notify\(\{"to":"jane"\}\) error ".*mail server down/),
];
const nodes = ["plan", "agent", "tools", "agent", "tools!", "agent", "answer"];

async function collect(chunks: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return collected;
}

test("reads the state that a graph returns, and its JSON", async () => {
  script();

  const state = await (await graph()).invoke(input);

  expect(seen(state)).toEqual(expected);
  expect(seen(asJson(state))).toEqual(expected);
  expect(traceOf(state).usage).toEqual({ inputTokens: 30, outputTokens: 15 });
});

test("takes the nodes of streamed updates for steps", async () => {
  script();

  const updates = await collect(await (await graph()).stream(input, { streamMode: "updates" }));

  expect(seen(updates)).toEqual(expected);
  expect(stepsOf(updates)).toEqual(nodes);
  expect(traceOf(asJson(updates))).toEqual(traceOf(updates));
});

test("reads streamed values, of which the last is the whole", async () => {
  script();

  const values = await collect(await (await graph()).stream(input, { streamMode: "values" }));

  expect(values.length).toBeGreaterThan(3);
  expect(seen(values)).toEqual(expected);
  expect(traceOf(asJson(values))).toEqual(traceOf(values));
});

test("reads several modes at once, and those of subgraphs", async () => {
  script();

  const both = await collect(
    await (await graph()).stream(input, { streamMode: ["values", "updates"], subgraphs: true }),
  );

  expect(seen(both)).toEqual(expected);
  expect(stepsOf(both)).toEqual(nodes);
  expect(traceOf(both).messages[0]).toEqual({ role: "user", text: "Where is my order?" });
});

test("takes tasks for steps: one that says why it failed, or that never ended, has failed", async () => {
  script();

  const tasks = await collect(await (await graph()).stream(input, { streamMode: "tasks" }));

  expect(seen(tasks)).toEqual(expected);
  expect(stepsOf(tasks)).toEqual(nodes);
  expect(traceOf(asJson(tasks))).toEqual(traceOf(tasks));
  expect(stepsOf(tasks.slice(0, -1))).toEqual([...nodes.slice(0, -1), "answer!"]);
  const failed = { ...(tasks.at(-1) as object), error: "no template" };
  expect(traceOf([...tasks.slice(0, -1), failed]).steps.at(-1)).toEqual({
    name: "answer",
    status: "error",
    error: "no template",
  });
});

test("puts the pieces of streamed messages together", async () => {
  server.script(
    streamedCalls(getOrder),
    streamedCalls(search, notify),
    streamed("reply-end", { content: "It has " }, { content: "shipped." }),
  );

  const pieces = await collect(await (await graph()).stream(input, { streamMode: "messages" }));

  expect(seen(pieces)).toEqual(expected);
  expect(seen(asJson(pieces))).toEqual(expected);
  expect(stepsOf(pieces)).toEqual(["agent", "tools", "agent", "tools!", "agent"]);
  expect(traceOf(pieces).messages.at(-1)).toEqual({ role: "assistant", text: "It has shipped." });
});

test("counts once what a subgraph and its parent both write", async () => {
  script();
  const { MessagesAnnotation, START, StateGraph } = await clients.langgraph();
  const app = new StateGraph(MessagesAnnotation)
    .addNode("desk", await graph())
    .addEdge(START, "desk")
    .compile();

  const updates = await collect(await app.stream(input, { streamMode: "updates", subgraphs: true }));

  expect(seen(updates)).toEqual(expected);
  expect(stepsOf(updates).slice(0, nodes.length)).toEqual(nodes);
});

test("reads createReactAgent and createAgent", async () => {
  const { createReactAgent } = await clients.langgraphPrebuilt();
  const { createAgent } = await clients.langchainAgents();
  const { model, tools } = await parts();
  for (const agent of [createReactAgent({ llm: model, tools }), createAgent({ model, tools })]) {
    script();
    const result: unknown = await agent.invoke(input);
    script();
    const updates = await collect(await agent.stream(input, { streamMode: "updates" }));

    expect(seen(result)).toEqual(expected);
    expect(seen(asJson(result))).toEqual(expected);
    expect([...seen(updates)].toSorted()).toEqual(seen(result).toSorted());
    expect(new Set(traceOf(updates).steps.map(({ name }) => name))).toHaveLength(2);
  }
});

test("reads the spans of OpenInference's instrumentation of LangChain", async () => {
  const telemetry = openTelemetry();
  try {
    await telemetry.watchLangchain();
    script();

    const state: unknown = await (await graph()).invoke(input);

    const spans = telemetry.spans();
    const callsOf = (value: unknown): unknown[] =>
      traceOf(value).toolCalls.map(({ step, name, args, status }) => [step, name, args, status]);
    expect(callsOf(spans)).toEqual(callsOf(state));
    expect(traceOf(spans).toolCalls).toMatchObject([
      { id: "c1", result: "shipped" },
      { id: "c2", result: "a1" },
      { error: expect.stringMatching(/^mail server down/) as string },
    ]);
    expect(traceOf(telemetry.otlp())).toEqual(traceOf(spans));
    expect(traceOf(spans).usage).toEqual(traceOf(state).usage);
    expect(stepsOf(spans)).toEqual(expect.arrayContaining(["plan", "agent", "tools", "answer"]));
  } finally {
    telemetry.close();
  }
});
