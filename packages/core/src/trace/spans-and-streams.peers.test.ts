import { describe, test } from "vitest";
import { readJournal, runProject, type Peer } from "../../../../fixtures/run-project.ts";

/** Values as an application has them, made inside of the runner. */
const values = `
const attribute = (key, stringValue) => ({ key, value: { stringValue } });
const span = (name, spanId, at, attributes) => ({
  name, spanId, parentSpanId: "", startTimeUnixNano: String(at), endTimeUnixNano: String(at + 5),
  status: { code: 0 }, attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
});
const chat = { "gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": '["tool_calls"]' };
const said = {
  eventName: "gen_ai.choice", spanId: "s1", attributes: [],
  body: { kvlistValue: { values: [{ key: "message", value: { kvlistValue: { values: [{ key: "tool_calls", value: {
    arrayValue: { values: [{ kvlistValue: { values: [attribute("id", "c1"), { key: "function", value: { kvlistValue: {
      values: [attribute("name", "get_order"), attribute("arguments", '{"id":7}')] } } }] } }] } } }] } } }] } },
};
const resourceSpans = [{ scopeSpans: [{ spans: [span("chat m", "s1", 10, chat)] }] }];
const spans = { resourceSpans, resourceLogs: [{ scopeLogs: [{ logRecords: [said] }] }] };
const unnamed = { resourceSpans };
const message = (type, kwargs) => ({ lc: 1, type: "constructor", id: ["langchain_core", "messages", type], kwargs });
const updates = [
  { agent: { messages: [message("AIMessage", { id: "m1", content: "", tool_calls: [{ id: "c1", name: "get_order", args: { id: 7 } }] })] } },
  { tools: { messages: [message("ToolMessage", { id: "m2", tool_call_id: "c1", status: "error", content: "no such order" })] } },
];
const dataset = [{ id: "one", input: "Where is order 7?" }];
describeEval("spans", { dataset }, async () => {
  expect(spans).toCallTool("get_order", { id: 7 }, { exact: true });
});
describeEval("stream", { dataset }, async () => {
  expect(updates).toCallTools([{ name: "get_order", args: { id: 7 } }]);
  expect(updates).not.toFollowTrajectory(["agent", "answer"]);
  expect(updates).toFollowTrajectory(["agent", "tools"]);
});
describeEval("unnamed", { dataset }, async () => {
  expect(unnamed).toCallNoTools();
});
describeEval("words", { dataset }, async () => {
  expect("24/7 support").toMatchTokens("24 7 support", { normalization: "separators", min: 1 });
});
`;

const peers: readonly Peer[] = ["vitest-4", "vitest-5", "jest-29", "jest-30"];

describe.concurrent.each(peers)("%s", (peer) => {
  test("reads spans and streams, refuses what names no calls, and keeps what calls said", async ({
    expect,
  }) => {
    const isJest = peer.startsWith("jest");
    const head = isJest
      ? 'const { describeEval } = require("@assay/jest");'
      : 'import { describeEval } from "@assay/vitest";\nimport { expect } from "vitest";';
    const { summary, runs, stdout, stderr } = await runProject({
      peer,
      project: isJest ? "jest-tools" : "vitest-tools",
      args: isJest ? [] : ["run"],
      files: {
        [isJest ? "tools.eval.test.js" : "tools.eval.test.ts"]:
          `${isJest ? "" : "// @ts-nocheck\n"}${head}\n${values}`,
      },
    });

    const cases = (summary as { cases: readonly { test: string; status: string; reason?: string }[] }).cases;
    expect(
      Object.fromEntries(cases.map(({ test: name, status }) => [name.split(" ")[0], status])),
      `${stdout}\n${stderr}`,
    ).toEqual({ spans: "pass", stream: "pass", unnamed: "error", words: "pass" });
    expect(cases.find(({ test: name }) => name.startsWith("unnamed"))?.reason).toContain(
      "but not which ones",
    );
    const ends = readJournal(runs.at(-1) ?? "").filter(({ kind }) => kind === "end");
    const callsOf = (name: string): unknown =>
      (ends.find((line) => String(line["test"]).startsWith(name))?.["trace"] as { readonly calls?: unknown })
        ?.calls;
    expect(callsOf("spans")).toEqual([
      { name: "get_order", args: { text: '{"id":7}', length: 8 }, status: "requested" },
    ]);
    const failed = { text: "no such order", length: 13 };
    expect(callsOf("stream")).toEqual([
      {
        name: "get_order",
        args: { text: '{"id":7}', length: 8 },
        status: "error",
        result: failed,
        error: failed,
      },
    ]);
  });
});
