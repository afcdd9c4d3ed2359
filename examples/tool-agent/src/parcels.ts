import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ToolError, type Arguments, type ToolDefinition } from "./tools.ts";

/** The parcel service, an MCP server in a process of its own. */
export interface ParcelService {
  readonly definitions: readonly ToolDefinition[];
  readonly call: (name: string, args: Arguments) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** How the parcel service is started: a process that speaks MCP on stdio. */
export const parcelServer: { command: string; args: string[] } = {
  command: process.execPath,
  args: [join(root, "mcp", "parcel-server.mjs")],
};

/** Starts the parcel service and connects to it. */
export async function connectParcels(): Promise<ParcelService> {
  const client = new Client({ name: "order-desk", version: "1.0.0" });
  await client.connect(new StdioClientTransport(parcelServer));
  const { tools } = await client.listTools();
  return {
    definitions: tools.map(({ name, description = "", inputSchema }) => ({
      name,
      description,
      parameters: { ...inputSchema, type: "object" },
    })),
    call: async (name, args) => {
      const { isError, content } = await client.callTool({ name, arguments: { ...args } });
      const text = textOf(content);
      if (isError === true) throw new ToolError(text);
      return JSON.parse(text) as unknown;
    },
    close: () => client.close(),
  };
}

function textOf(content: unknown): string {
  const [first] = content as readonly { readonly text?: string }[];
  return first?.text ?? "";
}
