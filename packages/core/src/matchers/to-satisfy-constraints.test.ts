import { describe, expect, test } from "vitest";
import { constraints } from "../constraints/constraints.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const rules = constraints("reply")
  .maxWords(8)
  .mustNotMention("competitors", ["AcmeDesk"])
  .check("has a closing", (text) => /let me know/i.test(text));

const throwing = constraints()
  .maxWords(3)
  .check("broken rule", () => {
    throw new TypeError("cannot read x");
  })
  .minWords(1);

describe("toSatisfyConstraints", () => {
  test("passes when every rule holds", () => {
    expect("Refunds take 30 days. Let me know!").toSatisfyConstraints(rules);
  });

  test("fails when a rule is broken", () => {
    const reply = "AcmeDesk does that for you, and much more than that.";

    expect(() => expect(reply).toSatisfyConstraints(rules)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toSatisfyConstraints(reply): 3 of 3 rules broken: maxWords (10 words, at most 8 wanted), competitors (mentions "AcmeDesk"), has a closing (does not hold)

      received:   AcmeDesk does that for you, and much more than that.
      broken:
          maxWords: 10 words, at most 8 wanted
          competitors: mentions "AcmeDesk"
          has a closing: does not hold]
    `);
  });

  test("passes negated when a rule is broken", () => {
    expect("AcmeDesk").not.toSatisfyConstraints(rules);
  });

  test("fails negated when every rule holds", () => {
    expect(() => expect("Let me know").not.toSatisfyConstraints(rules)).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toSatisfyConstraints(reply): 3 of 3 rules hold

      received:   Let me know
      kept:
          maxWords: 3 words, at most 8 wanted
          competitors: mentions none of "AcmeDesk"
          has a closing: holds]
    `);
  });

  test("takes a plain object", () => {
    expect("{}").toSatisfyConstraints({ isJson: true, maxCharacters: 2 });
    expect("no").not.toSatisfyConstraints({ isJson: true });
  });

  test("stands inside other assertions", () => {
    expect({ text: "Let me know" }).toEqual({ text: expect.toSatisfyConstraints(rules) });
    expect({ text: "AcmeDesk" }).toEqual({ text: expect.not.toSatisfyConstraints(rules) });
    expect({ text: 5 }).not.toEqual({ text: expect.not.toSatisfyConstraints(rules) });
  });

  test("takes a rule that throws as no verdict, negated or not", () => {
    expect(() => expect("hello").toSatisfyConstraints(throwing)).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate constraint "broken rule": TypeError: cannot read x. This is an error of the rule, not a verdict on the text; correct the rule.]`,
    );
    expect(() => expect("hello").not.toSatisfyConstraints(throwing)).toThrow('constraint "broken rule"');
    expect(() => expect({ a: "hello" }).not.toEqual({ a: expect.toSatisfyConstraints(throwing) })).toThrow(
      'constraint "broken rule"',
    );
  });

  test("records every rule's result although one threw", async () => {
    const { status, authoring, checks } = await inCase(() => expect("hello").toSatisfyConstraints(throwing));

    expect({ status, authoring }).toEqual({ status: "error", authoring: false });
    expect(checks).toMatchObject([
      {
        outcome: "error",
        details: {
          rules: [
            { id: "maxWords", outcome: "pass", reason: "1 word, at most 3 wanted" },
            { id: "broken rule", outcome: "error", reason: "TypeError: cannot read x" },
            { id: "minWords", outcome: "pass" },
          ],
        },
      },
    ]);
  });

  test("fails on a broken rule, whatever a rule that threw would have said", async () => {
    const { status, checks } = await inCase(() =>
      expect("one two three four").toSatisfyConstraints(throwing),
    );

    expect(status).toBe("fail");
    expect(checks).toMatchObject([
      { outcome: "fail", reason: expect.stringContaining("without a verdict: broken rule") },
    ]);
  });

  test("ends a pattern that backtracks for ever as an error of its rule", async () => {
    const hanging = constraints().matches("hangs", /^(a+)+$/);
    const { status, checks } = await inCase(() =>
      expect(`${"a".repeat(40)}!`).not.toSatisfyConstraints(hanging),
    );

    expect(status).toBe("error");
    expect(checks[0]?.reason).toContain("longer than 250 ms");
  });

  test("never decides by an advisory rule", async () => {
    const advisory = constraints()
      .maxWords(1)
      .minWords(5, { advisory: true })
      .check("throws", () => JSON.parse("{") as boolean, { advisory: true });
    const { status, checks } = await inCase(() => expect("hello").toSatisfyConstraints(advisory));

    expect(status).toBe("pass");
    expect(checks).toMatchObject([
      {
        outcome: "pass",
        details: { rules: [{ outcome: "pass" }, { outcome: "fail" }, { outcome: "error" }] },
      },
    ]);
  });

  test("refuses an asynchronous rule", () => {
    const asynchronous = constraints().check("asks", (async () => true) as unknown as () => boolean);

    expect(() => expect("x").toSatisfyConstraints(asynchronous)).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to set up constraint "asks": the function is asynchronous, and nobody waits for it; write checkAsync in place of check, and await the matcher. Correct the rule.]`,
    );
    expect(() => expect("x").not.toSatisfyConstraints(asynchronous)).toThrow("asynchronous");
  });

  test("waits for rules that answer later, and evaluates the others beside them", async () => {
    const asking = rules.checkAsync("asks", async (text) => ({
      pass: !text.includes("never"),
      reason: "asked",
    }));

    await expect("Refunds take 30 days. Let me know!").toSatisfyConstraints(asking);
    await expect("Let me know").toSatisfyConstraints({ maxWords: 3, checkAsync: { asks: async () => true } });
    await expect("never").not.toSatisfyConstraints(asking);
    await expect(expect("Let me never know").toSatisfyConstraints(asking)).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toSatisfyConstraints(reply): 2 of 4 rules broken: has a closing (does not hold), asks (asked)

      received:   Let me never know
      broken:
          has a closing: does not hold
          asks: asked
      kept:
          maxWords: 4 words, at most 8 wanted
          competitors: mentions none of "AcmeDesk"]
    `);
    await expect(expect("Let me know").not.toSatisfyConstraints(asking)).rejects.toThrow("4 of 4 rules hold");
  });

  test("asks all rules that answer later at once", async () => {
    let asked = 0;
    const both = async (): Promise<boolean> => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return asked === 2;
    };

    await expect("x").toSatisfyConstraints(constraints().checkAsync("a", both).checkAsync("b", both));
  });

  test("takes a rule that rejects as no verdict, negated or not", async () => {
    const rejecting = constraints()
      .maxWords(3)
      .checkAsync("asks", async () => Promise.reject(new TypeError("offline")));
    const { status, checks } = await inCase(async () => expect("hello").not.toSatisfyConstraints(rejecting));

    expect(status).toBe("error");
    expect(checks).toMatchObject([
      {
        outcome: "error",
        details: {
          rules: [
            { id: "maxWords", outcome: "pass" },
            { id: "asks", outcome: "error", reason: "TypeError: offline" },
          ],
        },
      },
    ]);
    await expect(expect("hello").toSatisfyConstraints(rejecting)).rejects.toThrow(
      'constraint "asks": TypeError: offline',
    );
  });

  test("takes no other answer of a rule that answers later for a verdict", async () => {
    const wrong = constraints().checkAsync("asks", (async () => "yes") as never);

    await expect(expect("hello").not.toSatisfyConstraints(wrong)).rejects.toThrow("to return true, false or");
  });

  test("fails its case when nobody waits for rules that answer later", async () => {
    const { status, checks } = await inCase(() => {
      void expect("Let me know").toSatisfyConstraints(constraints().checkAsync("asks", async () => true));
    });

    expect({ status, checks: checks.map(({ outcome }) => outcome) }).not.toEqual({
      status: "pass",
      checks: ["pass"],
    });
    expect(status).toBe("error");
  });

  test("refuses rules that answer later inside other assertions", () => {
    const asking = constraints().checkAsync("asks", async () => true);

    expect(() => expect({ a: "x" }).toEqual({ a: expect.toSatisfyConstraints(asking as never) })).toThrow(
      "as an asymmetric matcher",
    );
  });

  test("evaluates an advisory rule that answers later without deciding by it", async () => {
    const set = constraints()
      .maxWords(1)
      .checkAsync("asks", async () => false, { advisory: true });

    await expect("x").toSatisfyConstraints(set);
    await expect("x").toSatisfyConstraints({
      maxWords: 1,
      checkAsync: { asks: async () => false },
      advisory: ["asks"],
    });
  });

  test("refuses an option that does not exist: rules in a second object would never be checked", () => {
    expect(() => expect("a b c").toSatisfyConstraints({ minWords: 1 }, { maxWords: 2 } as never)).toThrow(
      'Failed to evaluate "toSatisfyConstraints": there is no option "maxWords". Known are advisory.',
    );
  });

  test("refuses a set without rules, and what is no set", () => {
    expect(() => expect("x").toSatisfyConstraints({})).toThrow("the set has no rule");
    expect(() => expect("x").toSatisfyConstraints("maxWords" as never)).toThrow("got a string");
  });

  test("ends a pattern that would hang the run, and names it", () => {
    const hanging = { matches: { "only a": /^(a+)+$/ } };

    expect(() => expect(`${"a".repeat(40)}!`).toSatisfyConstraints(hanging)).toThrow(
      /^Failed to evaluate constraint "only a": .* overlapping repetitions\. This is an error of the rule/,
    );
  });

  test("refuses a value that is no text, negated too", () => {
    expect(() => expect(undefined).toSatisfyConstraints(rules)).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toSatisfyConstraints": expected the value under expect to be a text, or an object with a \`text\`, got undefined. Pass the text itself, such as reply.text.]`,
    );
    expect(() => expect(undefined).not.toSatisfyConstraints(rules)).toThrow("got undefined");
  });
});
