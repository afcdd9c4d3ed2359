import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answer } from "../support-assistant/src/assistant.ts";

interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

const search = { name: "search_articles", arguments: '{"query":"Team plan price"}' };
const replies = [
  { role: "assistant", content: null, tool_calls: [{ id: "call_a", type: "function", function: search }] },
  { role: "assistant", content: "Thanks for your question. The Team plan costs $29." },
];

let server: Server;
let asked: Asked[] = [];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const message = replies[asked.length];
      asked.push(JSON.parse(body) as Asked);
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          id: "c",
          object: "chat.completion",
          choices: [{ index: 0, message, finish_reason: "stop" }],
        }),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  vi.stubEnv("OPENAI_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  vi.stubEnv("OPENAI_API_KEY", "test");
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

test("answers with the model where the environment names a server, and searches for it", async () => {
  const reply = await answer("How much is the Team plan?");

  expect(reply.text).toBe("Thanks for your question. The Team plan costs $29.");
  expect(reply.sources).toContain("plans-and-pricing");
  expect(reply.messages).toContainEqual(expect.objectContaining({ tool_calls: replies[0]?.tool_calls }));
});

test("gives the model the articles that its search found", async () => {
  await answer("How much is the Team plan?");

  expect(asked[1]?.messages.at(-1)?.role).toBe("tool");
  expect(asked[1]?.messages.at(-1)?.content).toContain("The Team plan costs $29 per person per month.");
});
