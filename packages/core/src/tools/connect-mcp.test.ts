import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { matchers } from "../matchers/index.ts";
import { listenHttp } from "./test-helpers/mcp-server.mjs";
import { connectMcp, type McpConnection, type McpServer } from "./connect-mcp.ts";

expect.extend(matchers);

const script = fileURLToPath(new URL("./test-helpers/mcp-server.mjs", import.meta.url));
const local: McpServer = { command: process.execPath, args: [script, "stdio"], env: { ORDER_STATE: "paid" } };

let open: McpConnection | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

describe("connectMcp", () => {
  test("hands over the tools of a local server, of all pages, and calls them", async () => {
    open = await connectMcp(local);

    expect(open.tools.map(({ name }) => name)).toEqual(["get_order", "fail"]);
    expect(await open.callTool("get_order", { id: 7 })).toMatchObject({
      structuredContent: { id: 7, state: "paid" },
    });
  });

  test("keeps a trace of the calls, those that fail included", async () => {
    open = await connectMcp(local);
    expect(open.trace().toolCalls).toEqual([]);

    await open.callTool("get_order", { id: 7 });
    await open.callTool("fail");
    await expect(open.callTool("drop_table")).rejects.toThrow("there is no tool drop_table");

    expect(open.trace()).toCallTools(["get_order", "fail", "drop_table"], { order: "exact" });
    expect(open.trace().toolCalls).toMatchObject([
      { source: "mcp", status: "ok", args: { id: 7 }, result: { id: 7, state: "paid" } },
      { status: "error", error: "out of order" },
      { status: "error", error: expect.stringContaining("there is no tool drop_table") as string },
    ]);
  });

  test("gives the schemas that calls of an application have to satisfy", async () => {
    open = await connectMcp(local);

    expect([{ name: "get_order", args: { id: 7 } }]).toCallToolsOf(open.tools);
    expect([{ name: "get_order", args: { id: "7" } }]).not.toCallToolsOf(open.tools);
    expect([{ name: "drop_table" }]).not.toCallToolsOf(open.tools);
  });

  test("connects to a remote server over streamable HTTP, with headers", async () => {
    const server = await listenHttp("secret");
    try {
      open = await connectMcp({ url: server.url, headers: { authorization: "Bearer secret" } });
      expect(open.tools).toHaveLength(2);
      expect(await open.callTool("get_order", { id: 8 })).toMatchObject({ structuredContent: { id: 8 } });
      await expect(connectMcp({ url: server.url })).rejects.toMatchObject({ code: "MCP_FAILED" });
    } finally {
      await open?.close();
      open = undefined;
      await server.close();
    }
  });

  test("says which server does not start", async () => {
    await expect(
      connectMcp({ command: process.execPath, args: ["-e", "process.exit(3)"] }, { timeoutMs: 5_000 }),
    ).rejects.toThrow(
      /Failed to connect to the MCP server ".*process\.exit\(3\)": .+ Check that it starts and speaks MCP\./,
    );
  });

  test("does not wait for a server that says nothing", async () => {
    const mute: McpServer = { command: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"] };

    await expect(connectMcp(mute, { timeoutMs: 300 })).rejects.toMatchObject({
      code: "MCP_FAILED",
      outcome: "error",
    });
  });
});
