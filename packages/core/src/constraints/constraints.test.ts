import { describe, expect, test } from "vitest";
import { constraintsFrom } from "./constraint-rules.ts";
import { constraints, type Constraints } from "./constraints.ts";
import { evaluateConstraints } from "./evaluate-constraints.ts";

const outcomes = (set: Constraints, text: string): Record<string, string> =>
  Object.fromEntries(evaluateConstraints(set, text).map(({ id, outcome }) => [id, outcome]));

describe("constraints", () => {
  test("never change: a method returns a new set", () => {
    const base = constraints().maxWords(3);
    const more = base.minWords(1);

    expect(base.rules.map(({ id }) => id)).toEqual(["maxWords"]);
    expect(more.rules.map(({ id }) => id)).toEqual(["maxWords", "minWords"]);
    expect(Object.isFrozen(more.rules)).toBe(true);
  });

  test("bound words and characters from both sides", () => {
    const set = constraints().minWords(2).maxWords(3).minCharacters(5).maxCharacters(9);

    expect(outcomes(set, "one two")).toEqual({
      minWords: "pass",
      maxWords: "pass",
      minCharacters: "pass",
      maxCharacters: "pass",
    });
    expect(outcomes(set, "one")).toEqual({
      minWords: "fail",
      maxWords: "pass",
      minCharacters: "fail",
      maxCharacters: "pass",
    });
    expect(outcomes(set, "one two x y")).toMatchObject({ maxWords: "fail", maxCharacters: "fail" });
  });

  test("want all terms mentioned, or as many as asked for", () => {
    const set = constraints()
      .mustMention("all", ["30 days", "refund"])
      .mustMention("any", ["30 days", "refund"], { atLeast: 1 });

    expect(outcomes(set, "A refund takes a week")).toEqual({ all: "fail", any: "pass" });
    expect(outcomes(set, "A refund takes 30\n days")).toEqual({ all: "pass", any: "pass" });
    expect(outcomes(set, "No")).toEqual({ all: "fail", any: "fail" });
  });

  test("say which terms were mentioned or missing", () => {
    const set = constraints().mustMention("a", ["x", "y"]).mustNotMention("b", ["z"]);

    expect(evaluateConstraints(set, "x z").map(({ reason }) => reason)).toEqual([
      'does not mention "y"',
      'mentions "z"',
    ]);
  });

  test("match patterns from the start of the text each time, also global ones", () => {
    const set = constraints().matches("a", /b/g).doesNotMatch("c", /c/y);

    expect(outcomes(set, "ab")).toEqual({ a: "pass", c: "pass" });
    expect(outcomes(set, "ab")).toEqual({ a: "pass", c: "pass" });
    expect(outcomes(set, "c")).toEqual({ a: "fail", c: "fail" });
  });

  test("take only whole texts as JSON", () => {
    const set = constraints().isJson();

    expect(outcomes(set, ' {"a": 1} ')).toEqual({ isJson: "pass" });
    expect(outcomes(set, '```json\n{"a": 1}\n```')).toEqual({ isJson: "fail" });
    expect(outcomes(set, "")).toEqual({ isJson: "fail" });
    expect(evaluateConstraints(set, "```json\n{}\n```")[0]?.reason).toContain("code fence");
  });

  test("give the reason that a check returns", () => {
    const set = constraints().check("tone", () => ({ pass: false, reason: "too curt" }));

    expect(evaluateConstraints(set, "No.")).toMatchObject([
      { id: "tone", outcome: "fail", reason: "too curt" },
    ]);
  });

  test("take no other answer of a check for a verdict", () => {
    const answers = [undefined, 1, "yes", null, {}, { pass: "yes" }];

    expect(
      answers.map((answer) => {
        try {
          return evaluateConstraints(constraints().check("c", (() => answer) as never), "x")[0]?.outcome;
        } catch (error) {
          return (error as { code: string }).code;
        }
      }),
    ).toEqual(answers.map(() => "CONSTRAINT_INVALID"));
  });

  test("take rules from elsewhere, and trust no answer of theirs either", () => {
    const evaluate = (() => Promise.resolve(false)) as unknown as () => boolean;
    const short = constraints().with({ id: "short", advisory: false, evaluate: (text) => text.length < 3 });

    expect(outcomes(short, "ab")).toEqual({ short: "pass" });
    expect(() => evaluateConstraints(short.with({ id: "asks", advisory: false, evaluate }), "ab")).toThrow(
      "asynchronous",
    );
  });

  test("cut what a rule says", () => {
    const set = constraints().check("long", () => ({ pass: false, reason: "x".repeat(1_000_000) }));

    expect(evaluateConstraints(set, "x")[0]?.reason.length).toBeLessThan(400);
  });
});

describe("wrong rules", () => {
  test.each([
    ["a limit below 0", () => constraints().maxWords(-1), "a whole number from 0, got -1 (number)"],
    ["a limit that is a text", () => constraints().maxWords("200" as never), "got 200 (string)"],
    ["a limit that is missing", () => constraints().maxWords(undefined as never), "got undefined"],
    ["no terms", () => constraints().mustMention("a", []), "at least one term"],
    ["a blank term", () => constraints().mustNotMention("a", [" "]), "not blank"],
    ["an invisible term", () => constraints().mustNotMention("a", ["\u200b"]), "not blank"],
    ["terms that are no list", () => constraints().mustNotMention("a", "x" as never), "at least one term"],
    [
      "more terms wanted than there are",
      () => constraints().mustMention("a", ["x"], { atLeast: 2 }),
      "from 1 to 1, got 2",
    ],
    ["a pattern that is none", () => constraints().matches("a", "x" as never), "a regular expression"],
    ["a check that is no function", () => constraints().check("a", true as never), "a function"],
    ["a name that is taken", () => constraints().maxWords(1).maxWords(2), "a rule of that name already"],
    ["a blank name", () => constraints().check(" ", () => true), "not blank"],
    ["an unknown kind", () => constraintsFrom({ maxWord: 2 } as never), "there is no such rule"],
    ["a kind of a prototype", () => constraintsFrom({ toString: 2 } as never), "there is no such rule"],
    ["an undefined value", () => constraintsFrom({ maxWords: undefined } as never), "undefined"],
    ["isJson: false", () => constraintsFrom({ isJson: false } as never), "expected true, got false"],
    [
      "named rules without a name",
      () => constraintsFrom({ mustMention: ["x"] } as never),
      "from the rule's name",
    ],
    [
      "a schema without a name",
      () => constraintsFrom({ matchesSchema: { safeParse: () => ({ success: true }), type: "x" } } as never),
      "from the rule's name",
    ],
    [
      "advisory rules that are no list",
      () => constraintsFrom({ minWords: 1, advisory: { maxWords: 1 } } as never),
      "a list of the names of rules",
    ],
    [
      "an advisory rule that is not there",
      () => constraintsFrom({ maxWords: 1, advisory: ["minWords"] }),
      "no such rule",
    ],
  ])("are refused: %s", (_, build, message) => {
    expect(build).toThrow(
      expect.objectContaining({
        code: "CONSTRAINT_INVALID",
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});

describe("constraintsFrom", () => {
  test("reads every kind of rule, in order", () => {
    const set = constraintsFrom({
      minWords: 1,
      maxWords: 9,
      minCharacters: 1,
      maxCharacters: 99,
      mustMention: { terms: ["a"], "with options": { terms: ["A", "b"], atLeast: 1, caseSensitive: true } },
      mustNotMention: { competitors: ["AcmeDesk"] },
      matches: { "ends well": /\.$/ },
      doesNotMatch: { shouting: /[A-Z]{4}/ },
      isJson: true,
      check: { mine: (text) => text.length > 0 },
      advisory: ["isJson"],
    });

    expect(outcomes(set, "a b.")).toEqual({
      minWords: "pass",
      maxWords: "pass",
      minCharacters: "pass",
      maxCharacters: "pass",
      terms: "pass",
      "with options": "pass",
      competitors: "pass",
      "ends well": "pass",
      shouting: "pass",
      isJson: "fail",
      mine: "pass",
    });
    expect(set.rules.filter(({ advisory }) => advisory).map(({ id }) => id)).toEqual(["isJson"]);
  });
});
