import { describe, expect, test } from "vitest";
import { z } from "zod";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

// What agentevals and openevals say of these trajectories, by their own code run over them; here each is judged through the matchers.

type Args = { readonly [name: string]: unknown };
const calls = (name: string, ...args: readonly Args[]): { readonly name: string; readonly args: Args }[] =>
  args.map((one) => ({ name, args: one }));

describe("agentevals", () => {
  test("says that other names with other arguments are the same trajectory (strict): here they are not", () => {
    expect(calls("b", { y: 2 })).not.toFollowTrajectory(calls("a", { x: 1 }));
    expect(calls("b", { y: 2 })).not.toCallTools(calls("a", { x: 1 }));
  });

  test.each([
    [
      "{a:1} {a:1,b:2}",
      [{ a: 1 }, { a: 1, b: 2 }],
      [
        { a: 1, b: 2 },
        { a: 1, c: 3 },
      ],
    ],
    ["{x:1} {x:1,y:2}", [{ x: 1 }, { x: 1, y: 2 }], [{ x: 1, y: 2 }, { x: 1 }]],
    ["{x:1} {x:1,y:2}, the other way round", [{ x: 1 }, { x: 1, y: 2 }], [{ x: 1 }, { x: 1, y: 2 }]],
  ])(
    "takes the first partner that fits, so that %s are not found (superset): here they are",
    (_, wanted, made) => {
      expect(calls("g", ...made)).toCallTools(calls("g", ...wanted));
      expect(calls("g", ...made)).toFollowTrajectory(calls("g", ...wanted), { mode: "contains" });
      expect(calls("g", ...made)).toFollowTrajectory(calls("g", ...wanted), { mode: "sameTools" });
    },
  );

  test.each(["exact", "inOrder", "sameTools", "contains", "within"] as const)(
    "turns the direction of arguments with the mode: here one more passes and one less does not, in %s too",
    (mode) => {
      expect(calls("g", { x: 1, y: 2 })).toFollowTrajectory(calls("g", { x: 1 }), { mode });
      expect(calls("g", { x: 1 })).not.toFollowTrajectory(calls("g", { x: 1, y: 2 }), { mode });
    },
  );

  test.each(["any", "inOrder", "exact"] as const)(
    "calls a comparer both ways round: here with the made value first, in the order %s too",
    (order) => {
      const seen: unknown[] = [];
      const compare = { x: (...values: readonly unknown[]) => seen.push(values) > 0 };

      expect(calls("g", { x: "made" })).toCallTools(calls("g", { x: "expected" }), { order, compare });
      expect(new Set(seen.map((pair) => JSON.stringify(pair)))).toEqual(new Set(['["made","expected"]']));
    },
  );

  test.each(["{", '{"x":'])(
    "throws on the arguments %s: here the call does not match, and says why",
    (text) => {
      const made = [
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "a", type: "function", function: { name: "g", arguments: text } }],
        },
      ];

      expect(made).not.toCallTool("g");
      expect(() => expect(made).toCallTool("g")).toThrow("arguments cannot be read");
    },
  );

  test("throws on empty text for arguments: here it is no arguments", () => {
    const made = [
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "a", type: "function", function: { name: "g", arguments: "" } }],
      },
    ];

    expect(made).toCallTool("g", {}, { exact: true });
    expect(made).not.toCallTool("g", { x: 1 });
  });

  test("tells an empty list of calls from none (strict): here both are none", () => {
    const message = { role: "assistant", content: "done" };

    for (const received of [[message], [{ ...message, tool_calls: [] }]]) {
      expect(received).toCallNoTools();
      expect(received).toCallTools([], { order: "exact" });
    }
  });

  test("openevals says that a compared path which neither side has differs: here it does not", () => {
    expect(calls("g", { x: 1 })).toCallTool("g", { x: 1 }, { compare: { "filter.at": () => false } });
  });

  test("null is not missing and 1 is no text, as there", () => {
    expect(calls("g", {})).not.toCallTool("g", { x: null });
    expect(calls("g", { x: "1" })).not.toCallTool("g", { x: 1 });
  });

  test("passes when nothing was compared (superset of nothing, subset by nothing): here that is refused, or recorded", async () => {
    expect(() => expect(calls("g", {})).toFollowTrajectory([], { mode: "contains" })).toThrow("always holds");
    const { checks } = await inCase(() =>
      expect({ toolCalls: [] }).toFollowTrajectory(["g"], { mode: "within" }),
    );

    expect(checks).toMatchObject([
      { details: { vacuous: true }, reason: "no step was made, so nothing was compared" },
    ]);
  });

  const id = "a";
  test.each<[string, unknown]>([
    [
      "Anthropic's blocks",
      [{ role: "assistant", content: [{ type: "tool_use", id, name: "g", input: { x: 1 } }] }],
    ],
    [
      "messages of the AI SDK",
      [
        {
          role: "assistant",
          content: [{ type: "tool-call", toolCallId: id, toolName: "g", input: { x: 1 } }],
        },
      ],
    ],
    [
      "items of OpenAI's Responses API",
      [{ type: "function_call", call_id: id, name: "g", arguments: '{"x":1}' }],
    ],
  ])("does not know %s: here their calls are found", (_, received) => {
    expect(received).toCallTools(calls("g", { x: 1 }), { order: "exact" });
  });

  test("knows LangChain's messages, as here", () => {
    expect([
      { type: "ai", content: "", tool_calls: [{ name: "g", args: { x: 1 }, id, type: "tool_call" }] },
    ]).toCallTools(calls("g", { x: 1 }));
  });

  test("has arguments that are exact, a part, ignored, or decided by a function: here too, and by schemas", () => {
    const made = calls("g", { x: 1, at: "2026-11-21" });

    expect(made).not.toCallTool("g", { x: 1 }, { exact: true });
    expect(made).toCallTool("g", { x: 1 });
    expect(made).toCallTool("g", { x: 1 }, { exact: true, ignoreArgs: ["at"] });
    expect(made).toCallTool("g", { x: 1 }, { exact: true, defaults: { at: "2026-11-21" } });
    expect(made).toCallTool("g", { x: 5 }, { compare: { x: () => true } });
    expect(made).toCallTool("g", (args) => args["x"] === 1);
    expect(made).toCallTool("g", z.object({ x: z.number() }));
    expect(made).toCallTool("g", { at: expect.stringContaining("2026") as unknown });
  });
});
