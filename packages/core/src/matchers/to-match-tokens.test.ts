import { describe, expect, test } from "vitest";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const reply = "You can get a refund within 30 days of purchase";

describe("toMatchTokens", () => {
  test("passes when enough tokens are shared", () => {
    expect(reply).toMatchTokens("refund within 30 days", { min: 0.6 });
  });

  test("fails when too few tokens are shared", () => {
    expect(() => expect(reply).toMatchTokens("refund within 14 days")).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toMatchTokens(): token F1 0.462 (precision 0.333, recall 0.750), at least 0.8 wanted

      received:   You can get a refund within 30 days of purchase
      reference:  refund within 14 days
      missing:    14
      extra:      you can get 30 of purchase]
    `);
  });

  test("compares in the normalisation that is asked for", () => {
    expect("The plan").not.toMatchTokens("plan", { normalization: "words" });
    expect("The plan").toMatchTokens("plan", { normalization: "squad" });
    expect("plan:").not.toMatchTokens("plan", { normalization: "whitespace" });
    expect("24/7 support").toMatchTokens("24 7 support", { normalization: "separators", min: 1 });
    expect("plans").toMatchTokens("planned", { normalization: (text) => [text.slice(0, 4)] });
  });

  test("refuses a normalisation that it does not know", () => {
    expect(() => expect(reply).toMatchTokens(reply, { normalization: "stems" as never })).toThrow(
      'expected `normalization` to be "squad", "words", "separators", "whitespace" or a function that returns tokens, got a string of 5 characters.',
    );
  });

  test("passes negated when too few tokens are shared", () => {
    expect(reply).not.toMatchTokens("our plans start at $10");
  });

  test("fails negated when enough tokens are shared", () => {
    expect(() => expect("30 days").not.toMatchTokens("30 days")).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toMatchTokens(): token F1 1.000 (precision 1.000, recall 1.000), at least 0.8 wanted

      received:   30 days
      reference:  30 days
      missing:    nothing
      extra:      nothing]
    `);
  });

  test("reads the text of a reply", () => {
    expect({ text: "30 days" }).toMatchTokens("30 days");
  });

  test("stands inside other assertions", () => {
    expect({ text: reply }).toEqual({ text: expect.toMatchTokens("refund within 30 days", { min: 0.6 }) });
    expect({ text: reply }).toEqual({ text: expect.not.toMatchTokens("pricing") });
  });

  test("matches no value of another kind, negated or not", () => {
    expect({ text: 5 }).not.toEqual({ text: expect.toMatchTokens("5") });
    expect({ text: 5 }).not.toEqual({ text: expect.not.toMatchTokens("6") });
  });

  test("refuses a value that is no text, negated too", () => {
    expect(() => expect(undefined).toMatchTokens("x")).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toMatchTokens": expected the value under expect to be a text, or an object with a \`text\`, got undefined. Pass the text itself, such as reply.text.]`,
    );
    expect(() => expect(5).not.toMatchTokens("x")).toThrow("got a number");
  });

  test("refuses a threshold outside of 0 to 1", () => {
    expect(() => expect("x").toMatchTokens("x", { min: 80 })).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toMatchTokens": expected \`min\` to be a number from 0 to 1, got 80. Correct the argument.]`,
    );
    expect(() => expect("x").not.toMatchTokens("x", { min: Number.NaN })).toThrow("got NaN");
  });

  test("refuses an option that does not exist: a misspelt threshold would never be checked", () => {
    expect(() => expect(reply).toMatchTokens(reply, { minimum: 0.95 } as never)).toThrow(
      'Failed to evaluate "toMatchTokens": there is no option "minimum". Known are min, normalization, advisory.',
    );
    expect(() => expect(reply).not.toMatchTokens("else", 0.95 as never)).toThrow(
      "expected the options to be an object, got 0.95",
    );
  });

  test("refuses a reference that is no text", () => {
    expect(() => expect("x").not.toMatchTokens(undefined as unknown as string)).toThrow("got undefined");
  });

  test("records precision and recall", async () => {
    const { checks } = await inCase(() => expect("30 days").toMatchTokens("30 days"));

    expect(checks).toMatchObject([
      { name: "toMatchTokens", outcome: "pass", score: 1, details: { precision: 1, recall: 1, min: 0.8 } },
    ]);
  });

  test("never fails a case as an advisory check", async () => {
    const { status, checks } = await inCase(() => expect("a").toMatchTokens("b c", { advisory: true }));

    expect(status).toBe("pass");
    expect(checks).toMatchObject([{ outcome: "fail", advisory: true }]);
  });
});
