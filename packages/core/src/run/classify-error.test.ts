import { expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { classifyError, isAssertionError } from "./classify-error.ts";

test("what the runner's own expect throws is an assertion", () => {
  let thrown: unknown;
  try {
    expect(1).toBe(2);
  } catch (error) {
    thrown = error;
  }

  expect(classifyError(thrown)).toMatchObject({ status: "fail", cause: "assertion" });
});

test("a custom matcher's error is an assertion, in Vitest and in Jest", () => {
  const inVitest = Object.assign(new Error("no"), { __vitest_error_context__: { assertionName: "toRhyme" } });
  const inJest = Object.assign(new Error("no"), { matcherResult: { pass: false } });

  expect([inVitest, inJest].map(isAssertionError)).toEqual([true, true]);
});

test("a snapshot's mismatch is an assertion", () => {
  expect(isAssertionError(Object.assign(new Error("mismatch"), { actual: "a", expected: "b" }))).toBe(true);
});

test("any other error is the application's", () => {
  expect(classifyError(new TypeError("text is undefined"))).toMatchObject({
    status: "fail",
    cause: "errored-output",
    reason: "TypeError: text is undefined",
  });
  expect(classifyError(undefined)).toMatchObject({ status: "fail", cause: "errored-output" });
});

test("an EvalError keeps its outcome, also as the cause of another error", () => {
  const outage = new EvalError("no answer", { code: "MODEL_UNREACHABLE", outcome: "error" });

  expect(classifyError(new Error("judge failed", { cause: outage }))).toMatchObject({
    status: "error",
    authoring: false,
  });
});
