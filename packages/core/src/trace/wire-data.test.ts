import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

// Replies recorded by the AI SDK's own tests (Apache-2.0); not part of this repository.
const directory = new URL("../../../../../shared/data/wire/", import.meta.url);
const isThere = existsSync(directory);

const calls = (name: string): unknown[] =>
  traceOf(JSON.parse(readFileSync(new URL(`${name}.json`, directory), "utf8"))).toolCalls.map((call) => [
    call.name,
    call.status,
    call.source,
  ]);

describe.skipIf(!isThere)(
  `recorded replies${isThere ? "" : " (skipped: ../shared/data/wire is absent)"}`,
  () => {
    test("a chat completion without calls has none", () => {
      expect(calls("openai-text")).toEqual([]);
    });

    test("a custom tool is called with its text", () => {
      expect(calls("openai-custom-tool.1")).toEqual([["write_sql", "requested", "client"]]);
    });

    test("calls to an MCP server are calls, its list of tools is none", () => {
      expect(calls("openai-mcp-tool.1")).toMatchInlineSnapshot(`
        [
          [
            "web_search_exa",
            "ok",
            "mcp",
          ],
        ]
      `);
    });

    test("the code interpreter runs on the server", () => {
      expect(calls("openai-code-interpreter-tool.1")).toMatchInlineSnapshot(`
        [
          [
            "code_interpreter",
            "ok",
            "server",
          ],
          [
            "code_interpreter",
            "ok",
            "server",
          ],
          [
            "code_interpreter",
            "ok",
            "server",
          ],
        ]
      `);
    });

    test("a tool search by the client is a call with an object as arguments", () => {
      expect(calls("openai-client-tool-search.1")).toEqual([["tool_search", "requested", "client"]]);
    });

    test("a wrapper around parallel calls is one call of its own name", () => {
      expect(calls("parallel-tool-call-wrapper.1")).toEqual([["parallel", "requested", "client"]]);
    });

    test.each(["openai-embedding", "anthropic-json-tool.1", "anthropic-tool-no-args", "google-tool-call"])(
      "%s is no shape that is read: refused, not read as no calls",
      (name) => {
        expect(() => calls(name)).toThrow("which is no known shape");
      },
    );
  },
);
