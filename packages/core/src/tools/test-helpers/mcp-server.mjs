// An MCP server over stdio for tests; with a port as its argument, over streamable HTTP.
import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const tools = [
  {
    name: "get_order",
    description: "Reads an order",
    inputSchema: {
      type: "object",
      properties: { id: { type: "integer" } },
      required: ["id"],
      additionalProperties: false,
    },
  },
  { name: "fail", description: "Always fails", inputSchema: { type: "object" } },
];

function createMcpServer() {
  const server = new Server({ name: "shop", version: "1.0.0" }, { capabilities: { tools: {} } });
  // One tool per page: a client has to ask for all pages.
  server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
    const page = Number(params?.cursor ?? 0);
    return { tools: [tools[page]], ...(page + 1 < tools.length && { nextCursor: String(page + 1) }) };
  });
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    if (params.name === "get_order") {
      const order = { id: params.arguments.id, state: process.env.ORDER_STATE ?? "shipped" };
      return { content: [{ type: "text", text: JSON.stringify(order) }], structuredContent: order };
    }
    if (params.name === "fail") return { isError: true, content: [{ type: "text", text: "out of order" }] };
    if (params.name === "die") process.exit(1);
    if (params.name === "wait") return new Promise(() => {});
    throw new Error(`there is no tool ${params.name}`);
  });
  return server;
}

export async function listenHttp(expectedToken) {
  const http = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${expectedToken}`) {
      response.writeHead(401).end("no");
      return;
    }
    const server = createMcpServer();
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    response.on("close", () => void transport.close());
    await server.connect(transport);
    await transport.handleRequest(request, response);
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${http.address().port}/mcp`,
    close: () => new Promise((resolve) => http.close(resolve)),
    /** As a server that dies: whoever is connected is cut off. */
    kill: () =>
      new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      }),
  };
}

if (process.argv[2] === "stdio") await createMcpServer().connect(new StdioServerTransport());
