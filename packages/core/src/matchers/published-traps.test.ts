import { describe, expect, test } from "vitest";
import { constraints } from "../constraints/constraints.ts";
import { oneOf, optional } from "../tools/alternatives.ts";
import { looseString } from "../tools/loose-string.ts";
import type { CallToolsOptions } from "./to-call-tools.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

// What published evaluators say of these calls, by their own code run over them; here each is judged through the matchers.

type Args = { readonly [name: string]: unknown };
type Wanted = { readonly name: string; readonly args: Args };
const calls = (name: string, ...args: readonly Args[]): Wanted[] => args.map((one) => ({ name, args: one }));

/** What `toCallTools` records of the calls. */
async function recorded(
  made: readonly object[],
  expected: readonly (string | Wanted)[],
  options: CallToolsOptions = {},
): Promise<unknown> {
  const { checks } = await inCase(() =>
    expect({ toolCalls: made }).toCallTools(expected, { ...options, advisory: true }),
  );
  const [check] = checks;
  return { outcome: check?.outcome, ...(check?.details as object) };
}

describe("BFCL", () => {
  const triangle = { base: 10, height: 5, unit: optional("units") };
  const area = (args: Args): object[] => [{ name: "area", args }];
  const exact = { exact: true };

  test.each<[string, object[], string]>([
    ["both required arguments", area({ base: 10, height: 5 }), "valid"],
    ["unit cm: value_error:string", area({ base: 10, height: 5, unit: "cm" }), "unit: value"],
    ["one argument: missing_required", area({ base: 10 }), "height: missing"],
    ["a text for a number: type_error", area({ base: "10", height: 5 }), "base: type"],
    ["one argument more: unexpected_param", area({ base: 10, height: 5, x: 1 }), "x: unexpected"],
    [
      "two calls: wrong_count",
      [...area({ base: 10, height: 5 }), ...area({ base: 10, height: 5 })],
      "1 of 2 calls unexpected",
    ],
    [
      "another function: wrong_func_name",
      [{ name: "volume", args: { base: 10, height: 5 } }],
      "1 of 1 expected calls missing: area",
    ],
  ])("simple_python_0, %s", (_, made, verdict) => {
    const judge = (): unknown => expect(made).toCallTools([{ name: "area", args: triangle }], exact);

    if (verdict === "valid") expect(judge).not.toThrow();
    else expect(judge).toThrow(verdict);
  });

  test('takes "UNITS " for "units", which here has to be asked for', () => {
    const made = area({ base: 10, height: 5, unit: "UNITS " });

    expect(made).not.toCallTool("area", triangle, exact);
    expect(made).toCallTool("area", triangle, { ...exact, compare: { unit: looseString } });
  });

  test.each<[string, unknown, unknown]>([
    ['"-5" for "5"', "-5", "5"],
    ['"1.5" for "15"', "1.5", "15"],
  ])("takes %s: never here, loosely or not", (_, made, wanted) => {
    const received = [{ name: "area", args: { base: made } }];

    expect(received).not.toCallTool("area", { base: wanted });
    expect(() =>
      expect(received).toCallTool("area", { base: wanted }, { compare: { base: looseString } }),
    ).toThrow("looks like a number");
  });

  test.each<[string, unknown, unknown, boolean]>([
    ["an integer for a float", 10, 10.0, true],
    ["a float for an integer", 10.5, 10, false],
    ["a truth value for an integer", true, 1, false],
    ["a text for an integer", "10", 10, false],
    ["a list in another order", [2, 1], [1, 2], false],
    ["an object in another order", { b: 2, a: 1 }, { a: 1, b: 2 }, true],
    ["an object with another value", { a: 1, b: 3 }, { a: 1, b: oneOf(2, 4) }, false],
    ["a type that is wrong two levels deep, of which its check sees one", [["1"]], [[1]], false],
    ["the name of a variable for an integer, which its check lets pass", "radius", 7, false],
  ])("%s", (_, made, wanted, holds) => {
    const received = [{ name: "f", args: { x: made } }];

    if (holds) expect(received).toCallTool("f", { x: wanted }, exact);
    else expect(received).not.toCallTool("f", { x: wanted }, exact);
  });

  test("parallel calls are free of order", () => {
    expect(calls("play", { artist: "a" }, { artist: "b" })).toCallTools(
      calls("play", { artist: "b" }, { artist: "a" }),
    );
  });

  test("says that the loose call took the strict one's only partner: here both pair", async () => {
    const expected = calls("g", { a: oneOf(1, 2) }, { a: 1 });

    expect(await recorded(calls("g", { a: 1 }, { a: 2 }), expected)).toMatchObject({
      outcome: "pass",
      f1: 1,
    });
  });

  test("of several turns wants the state, and its calls among those that were made, after each", async () => {
    const turn = [...calls("cd", { to: "docs" }), ...calls("touch", { name: "a" })];
    const tools = {
      cd: () => undefined,
      touch: ({ name }: Args, files: unknown[]) => void files.push(name),
    };

    await expect(turn).toReachState(["a"], { from: () => [], tools });
    expect(turn).toCallTools(calls("touch", { name: "a" }), { extra: "allow" });
    await expect(turn.slice(0, 1)).not.toReachState(["a"], { from: () => [], tools });
  });
});

describe("DeepEval", () => {
  test("scores two identical expected and two identical made calls 0.5: here 1", async () => {
    const two = calls("a", { x: 1 }, { x: 1 });

    expect(await recorded(two, two)).toMatchObject({
      outcome: "pass",
      recall: 1,
      precision: 1,
      f1: 1,
      argumentScore: 1,
    });
  });

  test("finds 0.5 of the best assignment, which is 0.75", async () => {
    const found = await recorded(
      calls("s", { a: 1, b: 1 }, { a: 1, b: 2 }),
      calls("s", { a: 1, b: 3 }, { a: 1, b: 1 }),
    );

    expect(found).toMatchObject({ argumentScore: 0.75, outcome: "fail" });
  });

  test("gives a, b and c 1.0 where a was expected: here they fail unless they are allowed, and precision tells", async () => {
    const made = ["a", "b", "c"].map((name) => ({ name }));

    expect(await recorded(made, ["a"])).toMatchObject({
      outcome: "fail",
      recall: 1,
      precision: 1 / 3,
      f1: 0.5,
    });
    expect(await recorded(made, ["a"], { extra: "allow" })).toMatchObject({
      outcome: "pass",
      precision: 1 / 3,
    });
  });

  test("scores cab for abc two thirds in order, as here", async () => {
    const made = ["c", "a", "b"].map((name) => ({ name }));
    const found = (await recorded(made, ["a", "b", "c"], { order: "inOrder" })) as {
      readonly recall: number;
    };

    expect(found).toMatchObject({ outcome: "fail" });
    expect(found.recall).toBeCloseTo(2 / 3, 12);
    expect(await recorded(made, ["a", "b", "c"])).toMatchObject({ outcome: "pass", recall: 1 });
  });
});

describe("Ragas", () => {
  test("loses duplicates in a set: here the second one is missing", async () => {
    expect(await recorded(calls("a", { x: 1 }), calls("a", { x: 1 }, { x: 1 }))).toMatchObject({
      outcome: "fail",
      recall: 0.5,
      precision: 1,
    });
  });

  test("throws on nested arguments: here they are compared", () => {
    const nested = { filter: { tags: [{ id: 1 }] } };

    expect(calls("a", nested)).toCallTools(calls("a", nested));
    expect(calls("a", nested)).not.toCallTools(calls("a", { filter: { tags: [{ id: 2 }] } }));
  });

  test("gives 0 (ToolCallF1) or 1 (ToolCallAccuracy) where none was expected and none made: here 1, and vacuous", async () => {
    expect(await recorded([], [])).toMatchObject({
      outcome: "pass",
      f1: 1,
      precision: null,
      recall: null,
      vacuous: true,
    });
  });
});

test.each<[string, Args]>([
  ["{a:1} matches {a:1, b:2}", { a: 1 }],
  ["{} matches anything", {}],
])("tau2 says that %s: here it does not", (_, made) => {
  expect(calls("g", made)).not.toCallTool("g", { a: 1, b: 2 });
  expect(calls("g", made)).not.toCallTools(calls("g", { a: 1, b: 2 }));
});

test("tau-bench wants outputs in a reply, whatever their case: here a constraint beside toReachState", () => {
  expect("Your refund of $1,164 is on its WAY.").toSatisfyConstraints(
    constraints().mustMention("outputs", ["on its way", "$1,164"]),
  );
});

test('Ragas takes apostrophes for quotes and quotes "s refund policy doesn": here they quote nothing', () => {
  const quoting = constraints("quotes").onlyQuotesFrom(["Refunds are possible."]);

  expect("The vendor's refund policy doesn't apply here.").toSatisfyConstraints(quoting);
  expect("It says “no refunds at all” there.").not.toSatisfyConstraints(quoting);
});
