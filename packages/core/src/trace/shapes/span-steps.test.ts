import { expect, test } from "vitest";
import { traceOf } from "../trace-of.ts";

/** As exporters list them: a parent after its children. */
const genai = [
  span("chat", "s3", "s2", [10.1, 10.2], {
    "gen_ai.operation.name": "chat",
    "gen_ai.usage.input_tokens": 30,
    "gen_ai.usage.output_tokens": 4,
  }),
  span("invoke_agent planner", "s2", "s1", [10, 10.3], {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "planner",
    "gen_ai.usage.input_tokens": 30,
  }),
  span(
    "invoke_agent writer",
    "s4",
    "s1",
    [10.4, 11],
    { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "writer" },
    { code: 2, message: "no model" },
  ),
  span("invoke_workflow support", "s1", undefined, [9.9, 11.1], {
    "gen_ai.operation.name": "invoke_workflow",
  }),
];

function span(
  name: string,
  spanId: string,
  parentSpanId: string | undefined,
  [start, end]: readonly [number, number],
  attributes: object,
  status: object = { code: 0 },
): object {
  const time = (seconds: number): [number, number] => [Math.floor(seconds), Math.round((seconds % 1) * 1e9)];
  return { name, spanId, parentSpanId, startTime: time(start), endTime: time(end), attributes, status };
}

test("takes the spans of agents for steps, in the order in which they began", () => {
  const trace = traceOf(genai);

  expect(trace.steps.map(({ name, status, error }) => [name, status, error])).toEqual([
    ["planner", "ok", undefined],
    ["writer", "error", "no model"],
  ]);
  expect(trace.steps[0]?.durationMs).toBeCloseTo(300);
  expect(trace.usage).toEqual({ inputTokens: 30, outputTokens: 4 });
  expect(trace.timings?.startedAt).toBe(9_900);
  expect(trace.timings?.durationMs).toBeCloseTo(1_200);
});

test("takes the span that holds all others for the run, not for a step of it", () => {
  const alone = genai.filter((one) => (one as { name: string }).name !== "invoke_workflow support");

  expect(traceOf(genai).steps.map(({ name }) => name)).not.toContain("invoke_workflow support");
  expect(traceOf(alone).steps).toHaveLength(2);
});

test("reads live spans, whose id is in a method, and OTLP's nanoseconds", () => {
  const live = genai.map((one) => {
    const { spanId, ...rest } = one as { spanId: string };
    return { ...rest, spanContext: () => ({ spanId }) };
  });
  const otlp = genai.map((one) => {
    const { startTime, endTime, ...rest } = one as Record<"startTime" | "endTime", [number, number]>;
    const nanos = ([seconds, rest]: [number, number]): string =>
      String(BigInt(seconds) * 10n ** 9n + BigInt(rest));
    return { ...rest, startTimeUnixNano: nanos(startTime), endTimeUnixNano: nanos(endTime) };
  });

  expect(traceOf(live)).toEqual(traceOf(genai));
  expect(traceOf({ resourceSpans: [{ scopeSpans: [{ spans: otlp }] }] })).toEqual(traceOf(genai));
});

test("takes agents and chains of OpenInference for steps, and retrievers for retrievals", () => {
  const kind = (name: string): object => ({ "openinference.span.kind": name });
  const spans = [
    { name: "graph", id: "a", ...times(0, 9), attributes: kind("CHAIN") },
    {
      name: "node",
      id: "b",
      parent_id: "a",
      ...times(1, 2),
      attributes: { ...kind("CHAIN"), "graph.node.id": "plan" },
    },
    {
      name: "search",
      id: "c",
      parent_id: "b",
      ...times(2, 3),
      attributes: {
        ...kind("RETRIEVER"),
        "input.value": "refund",
        "retrieval.documents.0.document.id": "a1",
        "retrieval.documents.0.document.score": 0.9,
      },
    },
    {
      name: "llm",
      id: "d",
      parent_id: "e",
      ...times(4, 5),
      attributes: { ...kind("LLM"), "llm.token_count.prompt": 7, "llm.token_count.completion": 3 },
      status: { code: "ERROR", message: "overloaded" },
    },
    {
      name: "answer",
      id: "e",
      parent_id: "a",
      ...times(3, 6),
      attributes: kind("AGENT"),
      status: { code: "ERROR", message: "gave up" },
    },
  ];

  const trace = traceOf(spans);

  expect(trace.steps).toEqual([
    { name: "plan", status: "ok", durationMs: 1_000 },
    { name: "answer", status: "error", error: "gave up", durationMs: 3_000 },
  ]);
  expect(trace.retrievals).toEqual([{ query: "refund", documents: [{ id: "a1", rank: 1, score: 0.9 }] }]);
  expect(trace.usage).toEqual({ inputTokens: 7, outputTokens: 3 });
  expect(trace.errors).toEqual(["overloaded"]);
});

function times(start: number, end: number): object {
  const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  return { start_time: at(start), end_time: at(end) };
}
