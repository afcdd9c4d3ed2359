import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";
import type { ToolCall } from "./trace.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/responses/${name}.json`, import.meta.url), "utf8"));

/** Calls as `name(args) status`, short enough to read in a snapshot. */
const calls = (value: unknown): string[] => traceOf(value).toolCalls.map(show);

function show({ name, args, rawArgs, status, source, server, result, error }: ToolCall): string {
  const shown = args === undefined ? `unreadable ${rawArgs}` : JSON.stringify(args);
  const from = source === "client" ? "" : ` from ${server ?? source}`;
  const got = result === undefined ? "" : ` -> ${JSON.stringify(result)}`;
  return `${name}(${shown}) ${status}${from}${got}${error === undefined ? "" : ` !! ${error}`}`;
}

describe("OpenAI chat completions", () => {
  test("reads function and custom calls of a completion, and keeps broken arguments as they came", () => {
    const trace = traceOf(fixture("openai-chat-completion"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund","limit":3}) requested",
        "run_query({"input":"SELECT 1"}) requested",
        "search_articles(unreadable {"query": "ref) invalid",
      ]
    `);
    expect(trace.toolCalls[2]).toMatchObject({
      id: "call_c",
      index: 2,
      argsError: expect.any(String) as string,
    });
    expect(trace.usage).toEqual({ inputTokens: 50, outputTokens: 20 });
  });

  test("reads the choice, the message and the calls alone alike", () => {
    const completion = fixture("openai-chat-completion") as {
      choices: { message: { tool_calls: unknown } }[];
    };
    const [choice] = completion.choices;
    const expected = calls(completion);

    expect(calls(completion.choices[0])).toEqual(expected);
    expect(calls(choice?.message)).toEqual(expected);
    expect(calls(choice?.message.tool_calls)).toEqual(expected);
  });

  test("pairs calls with the messages of their tools, in any order", () => {
    const conversation = fixture("openai-chat-conversation") as { messages: unknown };

    expect(calls(conversation)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "get_account({}) ok -> "{\\"plan\\":\\"Pro\\"}"",
      ]
    `);
    expect(calls(conversation.messages)).toEqual(calls(conversation));
    expect(traceOf(conversation).messages.map(({ role, text }) => `${role}: ${text}`)).toMatchInlineSnapshot(`
      [
        "system: You help.",
        "user: Where is my order?",
        "assistant: ",
        "tool: {"plan":"Pro"}",
        "tool: shipped",
        "assistant: It has shipped.",
      ]
    `);
  });

  test("takes a call that uses an id again for another call, as models do", () => {
    const call = (id: number): object => ({
      role: "assistant",
      tool_calls: [
        { id: "c1", type: "function", function: { name: "get_order", arguments: `{"id":${id}}` } },
      ],
    });
    const answer = (content: string): object => ({ role: "tool", tool_call_id: "c1", content });

    expect(calls([call(7), answer("shipped"), call(8), answer("paid"), call(8)])).toEqual([
      'get_order({"id":7}) ok -> "shipped"',
      'get_order({"id":8}) ok -> "paid"',
      'get_order({"id":8}) requested',
    ]);
  });

  test("reads legacy function calls", () => {
    expect(calls(fixture("openai-chat-legacy"))).toMatchInlineSnapshot(`
      [
        "get_weather({"city":"Rome"}) ok -> "sunny"",
      ]
    `);
  });

  test("merges the chunks of a stream by the calls' index", () => {
    const trace = traceOf(fixture("openai-chat-stream"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund"}) requested",
        "get_order({"id":7}) requested",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 9, outputTokens: 5 });
  });

  test("takes a stream that broke off for incomplete", () => {
    const chunks = fixture("openai-chat-stream") as unknown[];

    expect(calls(chunks.slice(0, 5))).toMatchInlineSnapshot(`
      [
        "search_articles(unreadable {"query":"re) incomplete",
        "get_order(unreadable {"id") incomplete",
      ]
    `);
  });

  test("takes a call whose arguments had not begun for incomplete", () => {
    const chunks = fixture("openai-chat-stream") as unknown[];

    expect(calls(chunks.slice(0, 3))).toEqual(["search_articles({}) incomplete"]);
  });

  test("takes a call cut by the token limit for incomplete", () => {
    expect(calls(fixture("openai-chat-truncated"))).toMatchInlineSnapshot(`
      [
        "write_reply(unreadable {"text":"Dear) incomplete",
      ]
    `);
  });

  test("refuses alternatives: which one the application used is not known", () => {
    const { choices } = fixture("openai-chat-completion") as { choices: unknown[] };

    expect(() => traceOf({ choices: [...choices, ...choices] })).toThrow("2 alternative choices");
  });
});

describe("OpenAI Responses", () => {
  test("reads every kind of call, and no request for approval", () => {
    const response = fixture("openai-response") as { output: unknown };
    const trace = traceOf(response);

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund"}) requested",
        "search_articles(unreadable {"query":) incomplete",
        "run_query({"input":"SELECT 1"}) requested",
        "get_customer({"id":7}) ok from crm -> "Ada"",
        "get_customer({"id":8}) error from crm !! not found",
        "web_search({"type":"search","query":"refund law"}) ok from server",
        "file_search({"queries":["refund"]}) ok from server -> [{"file_id":"f1"}]",
        "code_interpreter({"code":"1/0"}) error from server -> []",
        "local_shell({"type":"exec","command":["ls"]}) requested",
        "image_generation({}) incomplete from server",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Within 30 days." }]);
    expect(trace.usage).toEqual({ inputTokens: 40, outputTokens: 12 });
    expect(calls(response.output)).toEqual(calls(response));
  });

  test("pairs calls with outputs among items", () => {
    expect(calls(fixture("openai-response-items"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "shell({"commands":["ls"]}) ok -> [{"stdout":"a"}]",
        "apply_patch({"type":"delete_file","path":"a"}) error -> "no such file" !! no such file",
      ]
    `);
  });

  test("keeps why a response is incomplete", () => {
    const response = {
      object: "response",
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [],
    };

    expect(traceOf(response)).toMatchObject({ toolCalls: [], errors: ["incomplete: max_output_tokens"] });
  });
});

describe("AI SDK", () => {
  test("reads all steps of a version 4 result, not only the last", () => {
    const trace = traceOf(fixture("ai-sdk-v4-result"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 30, outputTokens: 9 });
  });

  test("reads results, errors, invalid and provider-executed calls of a later version", () => {
    const trace = traceOf(fixture("ai-sdk-v5-result"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
        "get_order({"id":"x"}) invalid !! id must be a number",
        "web_search({"q":"carrier"}) ok from server -> ["a"]",
        "notify({}) error !! mail server down",
      ]
    `);
    expect(trace.toolCalls.map(({ step }) => step)).toEqual([0, 0, 1, 1]);
    expect(trace.usage).toEqual({ inputTokens: 60, outputTokens: 20 });
  });

  test("reads a live result, whose properties are getters", () => {
    const { steps } = fixture("ai-sdk-v5-result") as { steps: { content: unknown[] }[] };
    class Step {
      readonly content: readonly unknown[];
      constructor(content: readonly unknown[]) {
        this.content = content;
      }
      get toolCalls(): unknown[] {
        return this.content.filter((part) => (part as { type: string }).type === "tool-call");
      }
    }
    class Result {
      readonly #steps = steps.map(({ content }) => new Step(content));
      get steps(): Step[] {
        return this.#steps;
      }
      get toolCalls(): unknown[] {
        return this.#steps.at(-1)?.toolCalls ?? [];
      }
      get output(): never {
        throw new Error("no output specified");
      }
    }

    expect(calls(new Result())).toEqual(calls({ steps }));
    expect(calls(steps)).toEqual(calls({ steps }));
  });

  test("reads the calls alone", () => {
    const { steps } = fixture("ai-sdk-v4-result") as { steps: { toolCalls: unknown }[] };

    expect(calls(steps[0]?.toolCalls)).toEqual(['get_order({"id":7}) requested']);
    expect(calls({ toolCalls: steps[0]?.toolCalls })).toEqual(['get_order({"id":7}) requested']);
  });

  test("takes a call that waits for approval for incomplete", () => {
    expect(calls(fixture("ai-sdk-approvals"))).toMatchInlineSnapshot(`
      [
        "delete_account({}) incomplete",
        "get_order({"id":7}) requested",
      ]
    `);
  });

  test("reads model messages, with denied and approved calls", () => {
    expect(calls(fixture("ai-sdk-model-messages"))).toMatchInlineSnapshot(`
      [
        "delete_account({}) denied",
        "refund({"id":7}) ok -> {"ok":true}",
        "get_order({"id":7}) error -> "timeout" !! timeout",
      ]
    `);
  });

  test("reads UI messages of version 5 and later", () => {
    expect(calls(fixture("ai-sdk-ui-messages"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "crm_lookup({"q":"Ada"}) requested",
        "get_order({"id":null}) incomplete",
        "get_order(unreadable {"id":) invalid !! invalid input",
        "get_order({"id":9}) error !! timeout",
        "delete_account({}) incomplete",
        "delete_account({}) denied",
        "refund({}) requested",
      ]
    `);
  });

  test("reads a UI message of version 4", () => {
    expect(calls(fixture("ai-sdk-v4-ui-message"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "get_order({"id":8}) requested",
        "get_order({}) incomplete",
      ]
    `);
  });

  test("reads provider-level content, whose input is JSON text", () => {
    expect(calls(fixture("ai-sdk-provider-content"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "get_order(unreadable {"id":) invalid",
      ]
    `);
  });

  test("asks to await the result of a stream, and leaves its rejection to others", () => {
    const streamed = { steps: Promise.reject(new Error("aborted")), toolCalls: Promise.resolve([]) };

    expect(() => traceOf(streamed)).toThrow("traceOf(await result.steps)");
  });
});

describe("Anthropic", () => {
  test("reads client, server and MCP tools with what came back", () => {
    const trace = traceOf(fixture("anthropic-message"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "web_search({"query":"carrier"}) error from server -> {"type":"web_search_tool_result_error","error_code":"max_uses_exceeded"} !! max_uses_exceeded",
        "get_customer({"id":7}) ok from crm -> [{"type":"text","text":"Ada"}]",
        "get_order({"id":8}) requested",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 21, outputTokens: 9 });
    expect(calls((fixture("anthropic-message") as { content: unknown }).content)).toEqual(
      trace.toolCalls.map(show),
    );
  });

  test("pairs the calls of a conversation with the results of the next message", () => {
    const conversation = fixture("anthropic-conversation") as { messages: unknown };

    expect(calls(conversation)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> [{"type":"text","text":"shipped"}]",
        "get_account({}) error -> "no such account" !! no such account",
        "cancel_order({"id":7}) requested",
      ]
    `);
    expect(calls(conversation.messages)).toEqual(calls(conversation));
  });

  test("tells in which reply and after which message of the user a call was made", () => {
    expect(
      traceOf(fixture("anthropic-conversation")).toolCalls.map(({ step, turn }) => [step, turn]),
    ).toEqual([
      [0, 0],
      [0, 0],
      [2, 1],
    ]);
  });

  test("reads a reply that holds a kind of block which is not known yet", () => {
    const reply = {
      type: "message",
      role: "assistant",
      stop_reason: "end_turn",
      content: [{ type: "new_block" }],
    };

    expect(calls(reply)).toEqual([]);
  });
});

describe("Gemini", () => {
  test("reads calls, code that the provider ran, and leaves thoughts out", () => {
    const trace = traceOf(fixture("gemini-response"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "ping({}) requested",
        "code_execution({"language":"PYTHON","code":"print(1/0)"}) error from server -> "ZeroDivisionError" !! OUTCOME_FAILED",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "model", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 12, outputTokens: 11 });
  });

  test("pairs calls with responses by name where there are no ids", () => {
    expect(calls(fixture("gemini-contents"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"output":"shipped"}",
        "get_account({}) error -> {"error":"no such account"} !! no such account",
      ]
    `);
  });

  test("pairs two calls of one tool with its responses in their order", () => {
    const contents = [
      {
        role: "model",
        parts: [
          { functionCall: { name: "get", args: { id: 1 } } },
          { functionCall: { name: "get", args: { id: 2 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "get", response: { output: "a" } } },
          { functionResponse: { name: "get", response: { output: "b" } } },
        ],
      },
    ];

    expect(calls(contents)).toEqual([
      'get({"id":1}) ok -> {"output":"a"}',
      'get({"id":2}) ok -> {"output":"b"}',
    ]);
  });

  test("reads its functionCalls alone", () => {
    expect(calls([{ name: "get_order", args: { id: 7 } }])).toEqual(['get_order({"id":7}) requested']);
  });

  test("keeps why a reply without parts ended", () => {
    const reply = { candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL", finishMessage: "bad call" }] };

    expect(traceOf(reply)).toMatchObject({ toolCalls: [], errors: ["MALFORMED_FUNCTION_CALL: bad call"] });
  });
});

describe("Bedrock Converse", () => {
  test("reads a response, and takes the call that the token limit cut for incomplete", () => {
    const trace = traceOf(fixture("bedrock-converse-response"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "get_order(unreadable {"id":) incomplete",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 5, outputTokens: 7 });
  });

  test("reads messages with results", () => {
    expect(calls(fixture("bedrock-converse-messages"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> [{"json":{"state":"shipped"}}]",
        "get_account({}) error -> [{"text":"no such account"}] !! [{"text":"no such account"}]",
      ]
    `);
  });
});

describe("LangChain", () => {
  test("reads a serialised LangGraph state", () => {
    const trace = traceOf(fixture("langchain-serialised"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) error -> "no such order" !! no such order",
        "get_account(unreadable {) invalid !! Malformed args.",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 14, outputTokens: 5 });
  });

  test("finds calls that the provider left in the content of stored messages", () => {
    expect(calls(fixture("langchain-stored"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
      ]
    `);
  });

  test("reads the tool_calls alone", () => {
    expect(calls([{ name: "get_order", args: { id: 7 }, id: "c1", type: "tool_call" }])).toEqual([
      'get_order({"id":7}) requested',
    ]);
  });
});

describe("Model Context Protocol", () => {
  test("pairs requests with results, whatever else the session holds", () => {
    expect(calls(fixture("mcp-session"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok from mcp -> {"state":"shipped"}",
        "get_account({}) error from mcp -> [{"type":"text","text":"no such account"}] !! no such account",
        "drop_table({}) error from mcp !! Unknown tool: drop_table",
      ]
    `);
  });
});

describe("OpenAI Agents SDK", () => {
  test("reads items of every kind; approvals and lists of tools are no calls", () => {
    expect(calls(fixture("openai-agents-result"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "web_search({"type":"search","query":"carrier"}) ok from server",
        "get_customer({"id":7}) ok from crm -> "Ada"",
        "transfer_to_billing({}) ok -> "billing"",
      ]
    `);
  });
});

test("OpenAI Agents SDK: a history, whose items are not wrapped", () => {
  const history = [
    { type: "message", role: "user", content: "Where is my order?" },
    { type: "function_call", callId: "c1", name: "get_order", arguments: '{"id":7}', status: "completed" },
    {
      type: "function_call_result",
      callId: "c1",
      name: "get_order",
      output: { type: "text", text: "shipped" },
    },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "It has shipped." }] },
  ];

  expect(calls(history)).toEqual(['get_order({"id":7}) ok -> {"type":"text","text":"shipped"}']);
});

describe("spans", () => {
  test("OpenTelemetry: tool spans count once, beside the messages that announce them", () => {
    const trace = traceOf(fixture("otel-genai-spans"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
        "get_account({}) error !! no such account",
      ]
    `);
    expect(trace.retrievals).toEqual([
      {
        query: "refund",
        documents: [
          { id: "a1", rank: 1, score: 0.9 },
          { id: "a2", rank: 2, score: 0.5 },
        ],
      },
    ]);
  });

  test("OpenTelemetry: the conversation that each model span repeats counts once", () => {
    const ask = { role: "user", parts: [{ type: "text", content: "Where is my order?" }] };
    const call = {
      role: "assistant",
      parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: 7 } }],
    };
    const answer = { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "shipped" }] };
    const again = {
      ...call,
      parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: 8 } }],
    };
    const span = (input: object[], output: object): object => ({
      name: "chat",
      attributes: { "gen_ai.input.messages": JSON.stringify(input), "gen_ai.output.messages": [output] },
    });
    const spans = [
      span([ask], { ...call, finish_reason: "tool_call" }),
      span([ask, call, answer], { ...again, finish_reason: "tool_call" }),
      span([ask, call, answer, again, answer], {
        role: "assistant",
        parts: [{ type: "text", content: "Both." }],
      }),
    ];

    expect(calls(spans)).toEqual([
      'get_order({"id":7}) ok -> "shipped"',
      'get_order({"id":8}) ok -> "shipped"',
    ]);
    expect(traceOf(spans).messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  });

  test("OpenTelemetry: OTLP JSON reads alike", () => {
    expect(traceOf(fixture("otel-genai-otlp"))).toEqual(traceOf(fixture("otel-genai-spans")));
  });

  test("OpenInference: tools and retrievals", () => {
    const trace = traceOf(fixture("openinference-spans"));

    expect(trace.toolCalls.map(show)).toEqual(['get_order({"id":7}) ok -> "shipped"']);
    expect(trace.retrievals).toEqual([
      {
        query: "refund",
        documents: [
          { id: "a1", rank: 1, score: 0.9, text: "30 days" },
          { id: "a2", rank: 2 },
        ],
      },
    ]);
  });
});

describe("histories without calls", () => {
  test.each([
    [
      "OpenAI",
      [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello" },
      ],
    ],
    [
      "parts of OpenAI, Anthropic or the AI SDK",
      [
        { role: "user", content: [{ type: "text", text: "Hi" }] },
        { role: "assistant", content: [{ type: "text", text: "Hello" }] },
      ],
    ],
    [
      "Bedrock",
      [
        { role: "user", content: [{ text: "Hi" }] },
        { role: "assistant", content: [{ text: "Hello" }] },
      ],
    ],
    [
      "Gemini",
      [
        { role: "user", parts: [{ text: "Hi" }] },
        { role: "model", parts: [{ text: "Hello" }] },
      ],
    ],
    [
      "the AI SDK's UI messages",
      [
        { id: "1", role: "user", parts: [{ type: "text", text: "Hi" }] },
        { id: "2", role: "assistant", parts: [{ type: "text", text: "Hello" }] },
      ],
    ],
    [
      "stored LangChain messages",
      [
        { type: "human", data: { content: "Hi" } },
        { type: "ai", data: { content: "Hello" } },
      ],
    ],
    [
      "the Responses API",
      {
        object: "response",
        output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
      },
    ],
  ])("%s: the texts are read, and no calls", (_, value) => {
    const trace = traceOf(value);

    expect(trace.toolCalls).toEqual([]);
    expect(trace.messages.at(-1)?.text).toBe("Hello");
  });
});

describe("our own shape", () => {
  const trace = traceOf(fixture("openai-chat-conversation"));

  test("takes a trace, and a reply that carries one", () => {
    expect(traceOf(trace)).toBe(trace);
    expect(traceOf({ text: "It has shipped.", trace })).toBe(trace);
  });

  test("takes calls written by hand", () => {
    const expected = ['get_order({"id":7}) requested', "ping({}) error !! down"];
    const written = [
      { name: "get_order", args: { id: 7 } },
      { name: "ping", status: "error", error: "down" },
    ];

    expect(calls(written)).toEqual(expected);
    expect(calls({ text: "hi", toolCalls: written })).toEqual(expected);
  });

  test("takes calls with their arguments as text, as reporters write them", () => {
    expect(
      calls([
        { id: "1", name: "ping", arguments: '{"n":1}', durationMs: 3 },
        { name: "ping", arguments: "{" },
      ]),
    ).toEqual(['ping({"n":1}) requested', "ping(unreadable {) invalid"]);
  });

  test("completes a trace that was written by hand", () => {
    expect(
      traceOf({
        kind: "assay.trace",
        toolCalls: [{ name: "ping" }],
        steps: [{ name: "plan", status: "ok" }],
      }),
    ).toEqual({
      kind: "assay.trace",
      messages: [],
      toolCalls: [{ name: "ping", args: {}, index: 0, source: "client", status: "requested" }],
      retrievals: [],
      steps: [{ name: "plan", status: "ok" }],
      errors: [],
    });
  });

  test("takes an empty list for no calls", () => {
    expect(traceOf([]).toolCalls).toEqual([]);
  });

  test("survives arguments that JSON cannot hold", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;

    expect(traceOf([{ name: "a", args: circular }]).toolCalls).toMatchObject([
      { args: undefined, argsError: expect.any(String) as string },
    ]);
  });
});

describe("values of no known shape", () => {
  test("are refused with what is accepted and what was got", () => {
    expect(() => traceOf({ text: "hi", passages: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to read a trace: got an object with the keys text, passages, which is no known shape. Pass one of: a Trace, an object with a Trace as \`trace\`, a list of calls { name, args }; an OpenAI Agents SDK result, its newItems or history; an OpenAI response (Responses API), its output items; a list of the chunks that a chat completion streams; a LangChain message, a list of messages, a LangGraph state; a list of the chunks that a LangGraph run streams (updates, values, messages, tasks); an Anthropic message, a list of messages, its content blocks; MCP messages (tools/call requests with their results), pairs { request, result }; OpenInference spans; OpenTelemetry GenAI spans (SDK spans or OTLP JSON); a Gemini response, a list of contents, its functionCalls; a Bedrock Converse response, a list of messages; an OpenAI chat completion, its message, a list of messages, its tool_calls; an AI SDK UI message or a list of them; an AI SDK result (v4 to v7), its steps, model messages or tool calls.]`,
    );
  });

  test.each([
    ["undefined", undefined, "got undefined"],
    ["null", null, "got null"],
    ["a text", "hello", "got a string of 5 characters"],
    ["a promise", Promise.resolve({}), "got a promise"],
    ["an object without keys", {}, "got an object without keys"],
    ["a list of unknown things", [{ a: 1 }], "got an array of 1, first an object with the keys a"],
    [
      "a message of LangChain",
      { content: "", tool_calls: [{ name: "a", args: {} }] },
      "the keys content, tool_calls",
    ],
    [
      "a chat message with calls of another shape",
      { role: "assistant", tool_calls: [{ name: "a", args: {} }] },
      "tool_calls",
    ],
    ["a completion without choices", { object: "chat.completion", choices: [] }, "the keys object, choices"],
    ["a definition of a tool", [{ name: "a", description: "b", inputSchema: {} }], "an array of 1"],
    [
      "a span of nothing that generates",
      [{ name: "GET /", attributes: { "http.method": "GET" } }],
      "an array of 1",
    ],
    [
      "a result of MCP alone, which names no tool",
      { content: [{ type: "text", text: "hi" }], isError: false },
      "content, isError",
    ],
    ["messages with names", [{ role: "tool", name: "a", result: 1 }, { name: "b" }], "an array of 2"],
    [
      "OpenTelemetry's parts alone",
      [{ type: "tool_call", name: "a", arguments: {}, extra: 1 }],
      "an array of 1",
    ],
    ["calls of an unknown status", [{ name: "a", args: {}, status: "done" }], "an array of 1"],
  ])("%s", (_, value, message) => {
    expect(() => traceOf(value)).toThrow(
      expect.objectContaining({
        code: "TRACE_UNKNOWN_SHAPE",
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
