import { describe, expect, test } from "vitest";
import { calls, fixture } from "../test-helpers/shown-calls.ts";

describe("Model Context Protocol", () => {
  test("pairs requests with results, whatever else the session holds", () => {
    expect(calls(fixture("mcp-session"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok from mcp -> {"state":"shipped"}",
        "get_account({}) error from mcp -> [{"type":"text","text":"no such account"}] !! no such account",
        "drop_table({}) error from mcp !! Unknown tool: drop_table",
      ]
    `);
  });
});
