import { EvalError } from "../errors/eval-error.ts";
import type { McpResult, McpTool } from "./connect-mcp.ts";

export interface McpTransport {
  close(): Promise<void>;
}

interface RequestOptions {
  readonly timeout: number;
}

/** The part of the SDK's client that is used. */
export interface McpClient {
  connect(transport: McpTransport, options: RequestOptions): Promise<void>;
  listTools(
    params: { readonly cursor?: string },
    options: RequestOptions,
  ): Promise<{ readonly tools: readonly McpTool[]; readonly nextCursor?: string | undefined }>;
  callTool(
    params: { readonly name: string; readonly arguments: object },
    schema: undefined,
    options: RequestOptions,
  ): Promise<McpResult>;
  close(): Promise<void>;
}

export interface McpSdk {
  readonly Client: new (info: { name: string; version: string }) => McpClient;
  readonly StdioClientTransport: new (options: object) => McpTransport;
  readonly getDefaultEnvironment: () => Record<string, string>;
  readonly StreamableHTTPClientTransport: new (url: URL, options: object) => McpTransport;
}

/** Loads the user's `@modelcontextprotocol/sdk`, at the first connection and not before. */
export async function loadMcp(): Promise<McpSdk> {
  try {
    const [client, stdio, http] = await Promise.all([
      import("@modelcontextprotocol/sdk/client/index.js"),
      import("@modelcontextprotocol/sdk/client/stdio.js"),
      import("@modelcontextprotocol/sdk/client/streamableHttp.js"),
    ]);
    return { ...client, ...stdio, ...http } as unknown as McpSdk;
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    const isMissing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    if (!isMissing || !String(message).includes("@modelcontextprotocol/sdk")) throw cause;
    throw new EvalError(
      'Failed to load the package "@modelcontextprotocol/sdk": it is not installed. Install it with `npm install --save-dev @modelcontextprotocol/sdk`.',
      { code: "MCP_PACKAGE_MISSING", cause, outcome: "error" },
    );
  }
}
