import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { clients } from "@assay-fixtures/clients";
import { afterEach, describe, expect, test, vi } from "vitest";
import { traceOf } from "./trace-of.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../../fixtures/responses/${name}.json`, import.meta.url), "utf8");

/** As JSON would keep a live value. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const seen = (value: unknown): string[] =>
  traceOf(value).toolCalls.map(
    ({ id, name, args, source, status, result }) =>
      `${id}: ${source} ${name}(${JSON.stringify(args)}) ${status} ${JSON.stringify(result) ?? ""}`,
  );

const servers = new Set<Server>();
afterEach(() => {
  for (const server of servers) server.close();
  servers.clear();
  vi.restoreAllMocks();
});

/** Answers every request with `body`, after it has been sent whole. */
async function serve(body: string, type = "application/json"): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": type }).end(body));
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("@anthropic-ai/sdk", () => {
  const request = {
    model: "a-model",
    max_tokens: 100,
    messages: [{ role: "user" as const, content: "Refund A-7" }],
  };
  const connect = async (baseURL: string) => {
    const { Anthropic } = await clients.anthropic();
    return new Anthropic({ baseURL, apiKey: "k", maxRetries: 0 });
  };

  test("reads a message as the client returns it as its JSON", async () => {
    const reply = fixture("anthropic-message");
    const client = await connect(await serve(reply));

    const message = await client.messages.create(request);

    expect(seen(message)).not.toEqual([]);
    expect(traceOf(message)).toEqual(traceOf(JSON.parse(reply)));
    expect(seen(asJson(message))).toEqual(seen(message));
  });

  test("reads the last message of a stream", async () => {
    const event = (data: { readonly type: string; readonly [field: string]: unknown }): string =>
      `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
    const usage = { input_tokens: 12, output_tokens: 1 };
    const message = { type: "message", id: "m1", role: "assistant", model: "a-model", content: [] };
    const client = await connect(
      await serve(
        [
          { type: "message_start", message: { ...message, stop_reason: null, stop_sequence: null, usage } },
          {
            type: "content_block_start",
            index: 0,
            content_block: { type: "tool_use", id: "t1", name: "refund", input: {} },
          },
          ...['{"order"', ':"A-7"}'].map((partial_json) => ({
            type: "content_block_delta",
            index: 0,
            delta: { type: "input_json_delta", partial_json },
          })),
          { type: "content_block_stop", index: 0 },
          {
            type: "message_delta",
            delta: { stop_reason: "tool_use", stop_sequence: null },
            usage: { output_tokens: 7 },
          },
          { type: "message_stop" },
        ]
          .map(event)
          .join(""),
        "text/event-stream",
      ),
    );

    const final = await client.messages.stream(request).finalMessage();

    expect(seen(final)).toEqual(['t1: client refund({"order":"A-7"}) requested ']);
    expect(traceOf(final).usage).toEqual({ inputTokens: 12, outputTokens: 7 });
  });
});

describe("@google/genai", () => {
  const ask = async (reply: string) => {
    const { GoogleGenAI } = await clients.gemini();
    const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: await serve(reply) } });
    return client.models.generateContent({ model: "a-model", contents: "Refund A-7" });
  };

  test("reads a response as the client returns it as its JSON", async () => {
    const reply = fixture("gemini-response");

    const response = await ask(reply);

    expect(seen(response)).not.toEqual([]);
    expect(traceOf(response)).toEqual(traceOf(JSON.parse(reply)));
    expect(seen(asJson(response))).toEqual(seen(response));
  });

  test("reads the getter functionCalls of a response", async () => {
    const response = await ask(fixture("gemini-response"));

    const namesOf = (value: unknown): unknown[] =>
      traceOf(value)
        .toolCalls.filter(({ source }) => source === "client")
        .map(({ name, args }) => [name, args]);
    expect(namesOf(response.functionCalls)).not.toEqual([]);
    expect(namesOf(response.functionCalls)).toEqual(namesOf(response));
  });
});

describe("@langchain/core", () => {
  const expected = [
    'c1: client get_order({"id":7}) ok "shipped"',
    'c2: client refund({"id":7}) error "no such order"',
  ];
  const conversation = async () => {
    const { AIMessage, HumanMessage, ToolMessage } = await clients.langchain();
    // The class wants usage to be of no type here: what it says of a message hangs on a parameter of its own.
    const calling: object = {
      content: "",
      tool_calls: [
        { id: "c1", name: "get_order", args: { id: 7 } },
        { id: "c2", name: "refund", args: { id: 7 } },
      ],
      usage_metadata: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
    };
    return [
      new HumanMessage("Refund order 7"),
      new AIMessage(calling as { content: string }),
      new ToolMessage({ tool_call_id: "c1", name: "get_order", content: "shipped" }),
      new ToolMessage({ tool_call_id: "c2", name: "refund", status: "error", content: "no such order" }),
      new AIMessage("I could not."),
    ];
  };

  test("reads live messages and the state of a graph", async () => {
    const messages = await conversation();

    expect(seen(messages)).toEqual(expected);
    expect(seen({ messages })).toEqual(expected);
    expect(traceOf(messages).messages.map(({ role }) => role)).toEqual(["user", "tool", "tool", "assistant"]);
    expect(traceOf(messages).usage).toEqual({ inputTokens: 10, outputTokens: 5 });
    expect(seen(messages[1])).toEqual([
      'c1: client get_order({"id":7}) requested ',
      'c2: client refund({"id":7}) requested ',
    ]);
  });

  test("reads serialised and stored messages as live ones", async () => {
    const { mapChatMessagesToStoredMessages } = await clients.langchain();
    const messages = await conversation();

    expect(traceOf(asJson(messages))).toEqual(traceOf(messages));
    expect(traceOf(asJson(mapChatMessagesToStoredMessages(messages)))).toEqual(traceOf(messages));
  });

  test("finds calls that a provider left in the content, once", async () => {
    const { AIMessage } = await clients.langchain();
    const block = { type: "tool_use", id: "t1", name: "refund", input: { id: 7 } };

    const left = new AIMessage({ content: [block] });
    const both = new AIMessage({
      content: [block],
      tool_calls: [{ id: "t1", name: "refund", args: { id: 7 } }],
    });

    expect(left.tool_calls).toEqual([]);
    expect(seen(left)).toEqual(['t1: client refund({"id":7}) requested ']);
    expect(seen(asJson(left))).toEqual(seen(left));
    expect(seen(both)).toEqual(seen(left));
  });

  test("reads the calls that the message makes of those of OpenAI, and shows what cannot be read", async () => {
    // LangChain asks to upgrade whoever leaves the calls to it.
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const { AIMessage } = await clients.langchain();
    const call = (id: string, text: string) => ({
      id,
      type: "function" as const,
      function: { name: "refund", arguments: text },
    });

    const message = new AIMessage({
      content: "",
      additional_kwargs: { tool_calls: [call("c1", '{"id":7}'), call("c2", '{"id":')] },
    });

    expect(traceOf(message).toolCalls).toMatchObject([
      { name: "refund", args: { id: 7 }, status: "requested" },
      { name: "refund", rawArgs: '{"id":', status: "invalid" },
    ]);
  });

  test("reads the chunks of a stream, put together", async () => {
    const { AIMessageChunk } = await clients.langchain();
    const piece = (fields: { id?: string; name?: string; args: string }) =>
      new AIMessageChunk({
        content: "",
        tool_call_chunks: [{ type: "tool_call_chunk", index: 0, ...fields }],
      });

    const whole = piece({ id: "c1", name: "refund", args: '{"id"' }).concat(piece({ args: ":7}" }));

    expect(seen(whole)).toEqual(['c1: client refund({"id":7}) requested ']);
  });
});
