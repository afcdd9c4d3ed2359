import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";
import type { Trace } from "./trace.ts";

// Replies recorded by the tests of the AI SDK (Apache-2.0) and of Anthropic's SDK (MIT); not part of this repository.
const directory = new URL("../../../../../shared/data/wire/", import.meta.url);
const isThere = existsSync(directory);

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, directory), "utf8"));

const calls = (value: unknown): unknown[] =>
  traceOf(value).toolCalls.map(({ name, status, source, args }) => [name, status, source, args]);

const tested = new Set<string>();
const reply = (name: string): unknown => {
  tested.add(name);
  return read(name);
};

const searchArgs = { query: expect.any(String) as string };

describe.skipIf(!isThere)(
  `recorded replies${isThere ? "" : " (skipped: ../shared/data/wire is absent)"}`,
  () => {
    test.each<[string, unknown[]]>([
      ["openai-text", []],
      ["anthropic-text", []],
      [
        "openai-custom-tool.1",
        [["write_sql", "requested", "client", { input: "SELECT * FROM users WHERE age > 25" }]],
      ],
      ["openai-mcp-tool.1", [["web_search_exa", "ok", "mcp", expect.objectContaining(searchArgs)]]],
      [
        "openai-code-interpreter-tool.1",
        Array.from({ length: 3 }, () => [
          "code_interpreter",
          "ok",
          "server",
          { code: expect.any(String) as string },
        ]),
      ],
      [
        "openai-client-tool-search.1",
        [
          [
            "tool_search",
            "requested",
            "client",
            { goal: "Find a tool to get current weather for San Francisco" },
          ],
        ],
      ],
      [
        "parallel-tool-call-wrapper.1",
        [["parallel", "requested", "client", { tool_uses: [expect.anything(), expect.anything()] }]],
      ],
      [
        "anthropic-json-tool.1",
        [
          [
            "json",
            "requested",
            "client",
            {
              elements: expect.arrayContaining([
                { location: "London", temperature: 0, condition: "snowy" },
              ]) as unknown,
            },
          ],
        ],
      ],
      ["anthropic-tool-no-args", [["updateIssueList", "requested", "client", {}]]],
      ["anthropic-mcp.1", [["echo", "ok", "mcp", { message: "hello world" }]]],
      [
        "anthropic-web-search-tool.1",
        [
          ["web_search", "ok", "server", { query: "tech news today September 26 2024" }],
          ["web_search", "ok", "server", { query: '"September 26 2024" tech news breaking' }],
        ],
      ],
      ["google-tool-call", [["weather", "requested", "client", { location: "San Francisco" }]]],
    ])("%s", (name, expected) => {
      expect(calls(reply(name))).toEqual(expected);
    });

    test("anthropic-tool-runner: every reply, and every history with its results", () => {
      const exchanges = reply("anthropic-tool-runner") as {
        body: { messages: unknown };
        response: unknown;
      }[];
      const replies = exchanges.flatMap(({ response }) =>
        calls(response).map((call) => (call as string[])[0]),
      );
      const histories = exchanges
        .map(({ body }) => traceOf(body))
        .filter(({ toolCalls }) => toolCalls.length > 0);

      expect(tally(replies)).toMatchInlineSnapshot(`
        {
          "submit_analysis": 1,
          "test_tool": 4,
        }
      `);
      expect(histories.length).toBeGreaterThan(0);
      expect(tally(histories.flatMap(statuses))).toMatchInlineSnapshot(`
        {
          "ok": 6,
        }
      `);
    });

    test("openai-embedding: no reply of a chat, refused and not read as no calls", () => {
      expect(() => calls(reply("openai-embedding"))).toThrow("which is no known shape");
    });

    test("no recorded reply is left out", () => {
      const files = readdirSync(directory).map((file) => file.replace(/\.json$/, ""));

      expect([...tested].toSorted()).toEqual(files.toSorted());
    });
  },
);

function statuses({ toolCalls }: Trace): string[] {
  return toolCalls.map(({ status }) => status);
}

function tally(names: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[String(name)] = (counts[String(name)] ?? 0) + 1;
  return counts;
}
