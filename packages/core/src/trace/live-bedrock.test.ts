import { readFileSync } from "node:fs";
import { createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

const reply = readFileSync(
  new URL("../../../../fixtures/responses/bedrock-converse-response.json", import.meta.url),
  "utf8",
);

// The client of Bedrock speaks HTTP/2.
let server: Http2Server;
beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

test("reads what the client of Bedrock Converse returns as the JSON of the documentation", async () => {
  const client = new BedrockRuntimeClient({
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });

  const output = await client.send(
    new ConverseCommand({
      modelId: "a-model",
      messages: [{ role: "user", content: [{ text: "Where is my order?" }] }],
    }),
  );
  client.destroy();

  expect(output.$metadata.httpStatusCode).toBe(200);
  expect(traceOf(output).toolCalls.map(({ name, args }) => [name, args])).not.toEqual([]);
  expect(traceOf(output)).toEqual(traceOf(JSON.parse(reply)));
});
