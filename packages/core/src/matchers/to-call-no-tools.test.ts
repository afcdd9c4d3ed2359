import { describe, expect, test } from "vitest";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const silent = { role: "assistant", content: "I cannot do that." };
const calls = [{ name: "get_account", args: { id: 7 } }];

describe("toCallNoTools", () => {
  test("passes when no tool was called", () => {
    expect(silent).toCallNoTools();
    expect({ toolCalls: [] }).toCallNoTools();
  });

  test("fails with the calls", () => {
    expect(() => expect(calls).toCallNoTools()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toCallNoTools(): 1 call was made

      calls:      #0 get_account({"id": 7})]
    `);
  });

  test("passes negated when a tool was called", () => {
    expect(calls).not.toCallNoTools();
  });

  test("fails negated when no tool was called", () => {
    expect(() => expect(silent).not.toCallNoTools()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toCallNoTools(): no tool was called

      calls:      none]
    `);
  });

  test("takes a call that was denied, cut off or not to be read for an attempt", () => {
    expect([{ name: "a", arguments: "{" }]).not.toCallNoTools();
    expect([{ name: "a", status: "denied" }]).not.toCallNoTools();
    expect([{ name: "a", status: "incomplete" }]).not.toCallNoTools();
  });

  test("stands inside other assertions", () => {
    expect({ reply: silent }).toEqual({ reply: expect.toCallNoTools() });
    expect({ reply: calls }).toEqual({ reply: expect.not.toCallNoTools() });
  });

  test("refuses a value of no known shape, negated too", () => {
    expect(() => expect("hi").toCallNoTools()).toThrow("which is no known shape");
    expect(() => expect(undefined).not.toCallNoTools()).toThrow("recorded none");
  });

  test("records the calls, and fails nothing when advisory", async () => {
    const { checks, status } = await inCase(() => expect(calls).toCallNoTools({ advisory: true }));

    expect(status).toBe("pass");
    expect(checks).toMatchObject([
      { outcome: "fail", advisory: true, details: { made: 1, calls: [{ name: "get_account" }] } },
    ]);
  });
});
