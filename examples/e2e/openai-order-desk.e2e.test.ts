import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serve } from "../tool-agent/src/agent.ts";
import { connectParcels, type ParcelService } from "../tool-agent/src/parcels.ts";
import { createShop } from "../tool-agent/src/shop.ts";

interface Asked {
  readonly tools: readonly { readonly function: { readonly name: string } }[];
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

function calling(name: string, args: object): object {
  const call = { name, arguments: JSON.stringify(args) };
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ id: `call_${name}`, type: "function", function: call }],
  };
}

const replies = [
  calling("get_order", { order_id: "1006" }),
  calling("track_parcel", { tracking_id: "PX600" }),
  calling("get_order", { order_id: "1999" }),
  { role: "assistant", content: "Your parcel is held at customs." },
];

let server: Server;
let parcels: ParcelService;
let asked: Asked[] = [];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const choices = [{ index: 0, message: replies[asked.length], finish_reason: "stop" }];
      asked.push(JSON.parse(body) as Asked);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ id: "c", object: "chat.completion", choices }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  vi.stubEnv("OPENAI_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  vi.stubEnv("OPENAI_API_KEY", "test");
  parcels = await connectParcels();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await parcels.close();
  server.close();
});

test("serves a request with the model where the environment names a server", async () => {
  const { text, trace } = await serve("Where is order 1006?", { shop: createShop(), parcels });

  expect(text).toBe("Your parcel is held at customs.");
  expect(trace.toolCalls).toMatchObject([
    { name: "get_order", status: "ok", source: "client" },
    { name: "track_parcel", status: "ok", source: "mcp", server: "parcels" },
    { name: "get_order", status: "error", error: "there is no order 1999" },
  ]);
  expect(trace.steps.at(-1)).toEqual({ name: "answer", status: "ok" });
});

test("offers the model the tools of the shop and of the MCP server, and hands back what they said", async () => {
  await serve("Where is order 1006?", { shop: createShop(), parcels });

  expect(asked[0]?.tools).toHaveLength(10);
  expect(asked[2]?.messages.at(-1)?.content).toBe('{"place":"held at customs"}');
  expect(asked[3]?.messages.at(-1)?.content).toBe("error: there is no order 1999");
});
