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

  test("is an error of the case when the server goes away in the middle, and keeps the call", async () => {
    const server = await listenHttp("secret");
    open = await connectMcp({ url: server.url, headers: { authorization: "Bearer secret" } });
    await server.kill();

    await expect(open.callTool("get_order", { id: 8 })).rejects.toMatchObject({
      code: "MCP_FAILED",
      outcome: "error",
      message: expect.stringMatching(
        /^Failed to call the tool "get_order" of the MCP server "127\.0\.0\.1:\d+": \S.*\. Check that the server still runs/,
      ) as string,
    });
    expect(open.trace().toolCalls).toMatchObject([{ name: "get_order", args: { id: 8 }, status: "error" }]);
  });

  test("is an error of the case when a local server dies during a call, or does not answer in time", async () => {
    open = await connectMcp(local, { timeoutMs: 2_000 });

    await expect(open.callTool("wait")).rejects.toMatchObject({ code: "MCP_FAILED", outcome: "error" });
    await expect(open.callTool("die")).rejects.toThrow(/"die" of the MCP server ".*": .*Connection closed/);
    await expect(open.callTool("get_order", { id: 7 })).rejects.toMatchObject({ code: "MCP_FAILED" });
    expect(open.trace().toolCalls.map(({ status }) => status)).toEqual(["error", "error", "error"]);
  });

  test("leaves a refusal of the server as it is: it may be the application's fault", async () => {
    open = await connectMcp(local);

    await expect(open.callTool("drop_table")).rejects.toMatchObject({ name: "McpError", code: -32_603 });
  });

  test("keeps arguments as they were sent", async () => {
    open = await connectMcp(local);
    const args = { id: 7 };
    const sent = open.callTool("get_order", args);
    args.id = 8;
    await sent;

    expect(open.trace()).toCallTool("get_order", { id: 7 });
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
