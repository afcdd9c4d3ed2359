// Matching of tool calls and conversion of traces. Prints milliseconds for each line, the median of five turns.
import { isDeepStrictEqual } from "node:util";
import { matchers } from "@assay/core/adapter";
import { traceOf } from "@assay/core";
import { machine, median } from "./measure.mjs";

const turns = 5;
const matchings = 10_000;

console.log(`Machine: ${machine()}; ${new Date().toISOString().slice(0, 10)}\n`);
console.log("| what | median | each |\n| --- | --- | --- |");

const made = Array.from({ length: 20 }, (_, index) => ({
  name: `tool_${index % 4}`,
  args: { id: index, query: `question ${index}`, filter: { tags: ["a", "b"], limit: 10 } },
}));
const expected = made
  .toReversed()
  .map(({ name, args }) => ({ name, args: { id: args.id, filter: { limit: 10 } } }));
// Each of the first ten fits any call of its tool: a greedy pairing would have to be undone.
const tangled = expected.map(({ name, args }, index) => (index < 10 ? { name } : { name, args }));
const trace = traceOf(made);
const context = { isNot: false, promise: "", equals: isDeepStrictEqual };
const matches = (wanted, options) => {
  const { pass } = matchers.toCallTools.call(context, trace, wanted, options);
  if (!pass) throw new Error("the calls should match");
};

report(`20 expected against 20 made calls, ${matchings.toLocaleString("en")} times`, matchings, () =>
  matches(expected),
);
report("the same, half of the expected calls by name alone", matchings, () => matches(tangled));
report("the same, in order", matchings, () => matches(expected.toReversed(), { order: "inOrder" }));

for (const [name, messages] of [
  ["OpenAI chat", chatHistory(200)],
  ["Anthropic", anthropicHistory(200)],
  ["OpenTelemetry spans", spanHistory(66)],
]) {
  const calls = traceOf(messages).toolCalls.length;
  if (calls !== 66) throw new Error(`${calls} calls were read of 66`);
  // Each span repeats the conversation before it: 4,400 messages in all.
  const times = name.startsWith("OpenTelemetry") ? 100 : 1_000;
  report(`trace of a 200-message run, ${name}, ${times.toLocaleString("en")} times`, times, () =>
    traceOf(messages),
  );
}

function report(what, times, run) {
  const results = Array.from({ length: turns + 1 }, () => {
    const start = performance.now();
    for (let index = 0; index < times; index++) run();
    return performance.now() - start;
  });
  // The first turn warms up.
  const ms = median(results.slice(1));
  console.log(`| ${what} | ${ms.toFixed(0)} ms | ${((ms / times) * 1_000).toFixed(1)} µs |`);
}

/** A question, a call and its result, over and over. */
function chatHistory(length) {
  return Array.from({ length }, (_, index) => {
    const id = `call_${Math.floor(index / 3)}`;
    if (index % 3 === 0) return { role: "user", content: `Where is order ${index}?` };
    if (index % 3 === 2)
      return { role: "tool", tool_call_id: id, content: JSON.stringify({ state: "shipped", index }) };
    const made = { name: "get_order", arguments: JSON.stringify({ id: index, fields: ["state", "date"] }) };
    return { role: "assistant", content: null, tool_calls: [{ id, type: "function", function: made }] };
  })
    .slice(0, length - 1)
    .concat({ role: "assistant", content: "It has shipped." });
}

function anthropicHistory(length) {
  return Array.from({ length }, (_, index) => {
    const id = `toolu_${Math.floor(index / 3)}`;
    if (index % 3 === 0) return { role: "user", content: `Where is order ${index}?` };
    if (index % 3 === 2)
      return { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "shipped" }] };
    return {
      role: "assistant",
      content: [{ type: "tool_use", id, name: "get_order", input: { id: index } }],
    };
  })
    .slice(0, length - 1)
    .concat({ role: "assistant", content: "It has shipped." });
}

/** Each model's span repeats the conversation before it, and each call has a span of its own. */
function spanHistory(calls) {
  const conversation = [{ role: "user", parts: [{ type: "text", content: "Where are my orders?" }] }];
  return Array.from({ length: calls }, (_, index) => {
    const id = `call_${index}`;
    const reply = {
      role: "assistant",
      parts: [{ type: "tool_call", id, name: "get_order", arguments: { id: index } }],
    };
    const input = JSON.stringify(conversation);
    conversation.push(reply, {
      role: "tool",
      parts: [{ type: "tool_call_response", id, response: "shipped" }],
    });
    const span = (name, second, attributes) => ({
      name,
      spanContext: { spanId: `${name}-${index}` },
      startTime: [1_800_000_000 + 2 * index + second, 0],
      endTime: [1_800_000_001 + 2 * index + second, 0],
      status: { code: 0 },
      attributes: { "gen_ai.operation.name": name, ...attributes },
    });
    return [
      span("chat", 0, { "gen_ai.input.messages": input, "gen_ai.output.messages": JSON.stringify([reply]) }),
      span("execute_tool", 1, {
        "gen_ai.tool.name": "get_order",
        "gen_ai.tool.call.id": id,
        "gen_ai.tool.call.result": '"shipped"',
      }),
    ];
  }).flat();
}
