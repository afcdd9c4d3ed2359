import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ToolCall } from "../trace/trace.ts";
import { matchToolCall, type ExpectedToolCall, type ToolArguments } from "./match-tool-call.ts";

const call = (given: Partial<ToolCall> = {}): ToolCall => ({
  name: "get_order",
  args: { id: 7 },
  index: 0,
  source: "client",
  status: "requested",
  ...given,
});

const matches = (made: ToolCall, expected: Partial<ExpectedToolCall>): boolean =>
  matchToolCall(made, { name: "get_order", args: undefined, options: {}, ...expected }, Object.is).matches;

const json = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<ToolArguments>;

describe("matchToolCall", () => {
  test.each([
    ["get_order", true],
    ["get_*", true],
    ["*", true],
    ["*_order", true],
    ["g*t*r", true],
    ["get_order*", true],
    ["get_order**", true],
    ["get", false],
    ["GET_ORDER", false],
    ["get_o*order", false],
    ["*x*", false],
    ["get?order", false],
    ["", false],
  ])("finds get_order under %j: %s", (name, found) => {
    expect(matches(call(), { name })).toBe(found);
  });

  test.each(["requested", "ok", "error"] as const)("counts a call with status %s", (status) => {
    expect(matches(call({ status }), {})).toBe(true);
  });

  test.each(["invalid", "denied", "incomplete"] as const)(
    "does not count a call with status %s",
    (status) => {
      expect(matches(call({ status }), {})).toBe(false);
    },
  );

  test("does not count a call whose arguments cannot be read", () => {
    expect(matches(call({ args: undefined, argsError: "not JSON" }), {})).toBe(false);
  });

  test("takes exact without arguments for a call without any", () => {
    expect(matches(call(), { options: { exact: true } })).toBe(false);
    expect(matches(call({ args: {} }), { options: { exact: true } })).toBe(true);
  });

  test("matches any arguments with themselves", () => {
    fc.assert(
      fc.property(json, (args) => {
        const wire = JSON.parse(JSON.stringify(args)) as ToolArguments;
        return (
          matches(call({ args: wire }), { args, options: { exact: true } }) &&
          matches(call({ args: wire }), { args })
        );
      }),
    );
  });

  test("takes a further argument for a difference only when exact", () => {
    fc.assert(
      fc.property(json, (args) => {
        const made = call({ args: { ...args, "added by the model": 1 } });
        return matches(made, { args }) && !matches(made, { args, options: { exact: true } });
      }),
    );
  });

  test("takes a missing argument for a difference", () => {
    fc.assert(fc.property(json, (args) => !matches(call({ args }), { args: { ...args, "not made": 1 } })));
  });
});
