import { expect, test } from "vitest";
import { classifyFailures } from "./classify-failure.ts";
import type { JestCaseResult } from "./jest-results.ts";

// Details and messages as Jest 29.7.0 and 30.5.2 hand them to a reporter from a worker process.
const failed = (detail: unknown, message: string): JestCaseResult => ({
  ancestorTitles: [],
  title: "test",
  fullName: "test",
  status: "failed",
  failureDetails: [detail],
  failureMessages: [message],
});

const stack = "\n    at Object.<anonymous> (/project/a.test.js:3:22)";

test("a matcher's error is an assertion", () => {
  const [failure] = classifyFailures(
    failed({ matcherResult: { pass: false } }, `Error: expect(received).toBe(expected)${stack}`),
  );

  expect(failure).toEqual({ status: "fail", cause: "assertion", reason: "expect(received).toBe(expected)" });
});

test("an error of node:assert is an assertion, although Jest makes it anew", () => {
  const [failure] = classifyFailures(
    failed({ message: "..." }, `assert.strictEqual(received, expected)\n\nReceived:\n  1${stack}`),
  );

  expect(failure).toMatchObject({ status: "fail", cause: "assertion" });
});

test("a test.failing that passes is an assertion", () => {
  const message =
    "Error: Failing test passed even though it was supposed to fail. Remove `.failing` to remove error.";

  expect(classifyFailures(failed({ message }, message))).toMatchObject([
    { status: "fail", cause: "assertion" },
  ]);
});

test("any other error is one of the application", () => {
  const [failure] = classifyFailures(failed({}, `TypeError: text is undefined${stack}`));

  expect(failure).toEqual({
    status: "fail",
    cause: "errored-output",
    reason: "TypeError: text is undefined",
  });
});

test("Jest's own timeout is an error without a verdict", () => {
  const [failure] = classifyFailures(
    failed({}, 'Error: thrown: "Exceeded timeout of 150 ms for a test.\nAdd a timeout value."'),
  );

  expect(failure).toMatchObject({ status: "error", cause: "timeout" });
});

test("an error of ours keeps its outcome", () => {
  const detail = { name: "EvalError", code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive", scope: "case" };
  const [failure] = classifyFailures(failed(detail, `EvalError: no usable verdict${stack}`));

  expect(failure).toEqual({ status: "inconclusive", cause: "no-verdict", reason: "no usable verdict" });
});

test("a forgotten await is an error of the test", () => {
  const [failure] = classifyFailures(
    failed({ name: "EvalError", code: "MATCHER_NOT_AWAITED" }, "EvalError: not awaited"),
  );

  expect(failure).toMatchObject({ status: "error", cause: "not-awaited" });
});

test("colours do not get into a reason", () => {
  const [failure] = classifyFailures(
    failed({ matcherResult: {} }, "Error: \u001b[2mexpect(\u001b[22mreceived)"),
  );

  expect(failure?.reason).toBe("expect(received)");
});
