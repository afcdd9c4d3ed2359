import { types } from "node:util";
import type { JsonValue } from "../dataset/json-value.ts";
import { EvalError } from "../errors/eval-error.ts";
import { mcpReader } from "../trace/shapes/mcp.ts";
import type { Trace } from "../trace/trace.ts";
import { loadMcp, type McpClient, type McpTransport } from "./load-mcp.ts";

/** A local server that is started as a process, or a remote one over streamable HTTP. */
export type McpServer =
  | {
      readonly command: string;
      readonly args?: readonly string[];
      /** Added to the few variables that the SDK hands on. */
      readonly env?: { readonly [name: string]: string };
      readonly cwd?: string;
    }
  | { readonly url: string | URL; readonly headers?: { readonly [name: string]: string } };

export interface ConnectMcpOptions {
  /** Milliseconds for each request. Default 30 000. */
  readonly timeoutMs?: number;
}

/** A tool as an MCP server describes it. */
export interface McpTool {
  readonly name: string;
  readonly description?: string;
  /** JSON schema of the arguments. */
  readonly inputSchema: { readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

export interface McpConnection {
  /** All tools of the server, page by page; hand them to the application under test, and to `toCallToolsOf`. */
  readonly tools: readonly McpTool[];
  /**
   * Calls a tool; a tool that fails resolves with `isError: true`, a server that refuses the call rejects with the SDK's error. A
   * server that is gone or does not answer in time rejects with `MCP_FAILED`: an error of the case, no failure.
   */
  readonly callTool: (name: string, args?: { readonly [name: string]: JsonValue }) => Promise<McpResult>;
  /** The calls made so far, each with its result. */
  readonly trace: () => Trace;
  /** Ends the connection, and the process of a local server. */
  readonly close: () => Promise<void>;
}

export interface McpResult {
  readonly content?: readonly unknown[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean;
  readonly [name: string]: unknown;
}

/**
 * Connects to an MCP server by the official SDK, `@modelcontextprotocol/sdk`, which the project has to install.
 *
 * @throws EvalError `MCP_PACKAGE_MISSING` without the SDK, `MCP_FAILED` when the server does not answer.
 * @example
 * ```ts
 * const mcp = await connectMcp({ command: "node", args: ["./server.mjs"] });
 * const reply = await answer(question, { tools: mcp.tools, callTool: mcp.callTool });
 * expect(mcp.trace()).toCallToolsOf(mcp.tools);
 * await mcp.close();
 * ```
 */
export async function connectMcp(server: McpServer, options: ConnectMcpOptions = {}): Promise<McpConnection> {
  const { timeoutMs = 30_000 } = options;
  const mcp = await loadMcp();
  const transport = openTransport(mcp, server);
  const client = new mcp.Client({ name: "assay", version: "1" });
  try {
    await client.connect(transport, { timeout: timeoutMs });
    return connection(server, client, await listTools(client, timeoutMs), timeoutMs);
  } catch (cause) {
    await client.close().catch(() => {});
    throw failed(server, cause);
  }
}

function openTransport(mcp: Awaited<ReturnType<typeof loadMcp>>, server: McpServer): McpTransport {
  if ("command" in server) {
    const { command, args = [], env, cwd } = server;
    return new mcp.StdioClientTransport({
      command,
      args: [...args],
      // What a server writes there would stand in the middle of the runner's report.
      stderr: "ignore",
      ...(env !== undefined && { env: { ...mcp.getDefaultEnvironment(), ...env } }),
      ...(cwd !== undefined && { cwd }),
    });
  }
  const { url, headers } = server;
  return new mcp.StreamableHTTPClientTransport(new URL(url), {
    ...(headers !== undefined && { requestInit: { headers: { ...headers } } }),
  });
}

/** A server that never stops naming a next page is broken. */
const maxPages = 1_000;

async function listTools(client: McpClient, timeoutMs: number): Promise<readonly McpTool[]> {
  const tools: McpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const found = await client.listTools(cursor === undefined ? {} : { cursor }, { timeout: timeoutMs });
    tools.push(...found.tools);
    cursor = found.nextCursor;
    if (cursor === undefined) return tools;
  }
  throw new Error(`its list of tools has more than ${maxPages} pages`);
}

function connection(
  server: McpServer,
  client: McpClient,
  tools: readonly McpTool[],
  timeoutMs: number,
): McpConnection {
  const pairs: object[] = [];
  return {
    tools,
    async callTool(name, args = {}) {
      // As it is sent: what the application does with its object afterwards was not.
      const request = {
        method: "tools/call",
        params: { name, arguments: JSON.parse(JSON.stringify(args)) as object },
      };
      const position = pairs.push({ request }) - 1;
      try {
        const result = await client.callTool({ name, arguments: { ...args } }, undefined, {
          timeout: timeoutMs,
        });
        pairs[position] = { request, result };
        return result;
      } catch (error) {
        pairs[position] = { request, error: { message: messageOf(error) } };
        throw isRefusal(error) ? error : lost(server, name, error);
      }
    },
    trace: () => (pairs.length === 0 ? emptyTrace : (mcpReader.read(pairs) ?? emptyTrace)),
    close: () => client.close(),
  };
}

const emptyTrace: Trace = {
  kind: "assay.trace",
  messages: [],
  toolCalls: [],
  retrievals: [],
  steps: [],
  errors: [],
};

/** Of errors of another realm too: Jest runs tests in one of their own. */
function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** Whether the server answered with an error of its own: the SDK adds a closed connection (-32000) and no answer in time (-32001). */
function isRefusal(error: unknown): boolean {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return name === "McpError" && code !== -32_000 && code !== -32_001;
}

function lost(server: McpServer, tool: string, cause: unknown): EvalError {
  return new EvalError(
    `Failed to call the tool "${tool}" of the MCP server "${nameOf(server)}": ${reasonOf(cause)}. Check that the server still runs, or raise \`timeoutMs\`.`,
    { code: "MCP_FAILED", cause, outcome: "error" },
  );
}

function failed(server: McpServer, cause: unknown): EvalError {
  return new EvalError(
    `Failed to connect to the MCP server "${nameOf(server)}": ${reasonOf(cause)}. Check that it starts and speaks MCP.`,
    { code: "MCP_FAILED", cause, outcome: "error" },
  );
}

function nameOf(server: McpServer): string {
  return "command" in server ? [server.command, ...(server.args ?? [])].join(" ") : new URL(server.url).host;
}

/** Node's fetch says only that it failed, and why in the cause. */
function reasonOf(error: unknown): string {
  const why = types.isNativeError(error) && error.cause !== undefined ? messageOf(error.cause) : "";
  return why === "" ? messageOf(error) : `${messageOf(error)}: ${why}`;
}
