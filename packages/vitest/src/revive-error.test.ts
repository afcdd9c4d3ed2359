import { EvalError } from "@assay/core";
import { classifyError } from "@assay/core/adapter";
import { expect, test } from "vitest";
import { reviveError } from "./revive-error.ts";

/** What Vitest makes of an error: own properties only, no class, no symbols. */
function plain(error: Error): object {
  return { ...error, name: error.name, message: error.message, stack: error.stack };
}

const outage = new EvalError("no answer", { code: "MODEL_UNREACHABLE", outcome: "error", scope: "run" });

test("an EvalError is one again, with code, outcome and scope", () => {
  expect(reviveError(plain(outage))).toMatchObject({
    code: "MODEL_UNREACHABLE",
    outcome: "error",
    scope: "run",
  });
  expect(classifyError(reviveError(plain(outage)))).toMatchObject({ status: "error", authoring: false });
});

test("an EvalError behind another error still decides", () => {
  const wrapped = { ...plain(new Error("judge failed")), cause: plain(outage) };

  expect(classifyError(reviveError(wrapped))).toMatchObject({ status: "error", cause: "no-verdict" });
});

test("an error of the test's own making keeps having no outcome", () => {
  const mistake = new EvalError("no text", { code: "MATCHER_ARGUMENT" });

  expect(classifyError(reviveError(plain(mistake)))).toMatchObject({ status: "error", authoring: true });
});

test("the runner's timeout is the case's timeout, in Vitest 4 and 5", () => {
  const message = "Test timed out in 50ms.\nIf this is a long-running test, pass a timeout value";

  for (const name of ["Error", "TestTimeoutError"]) {
    expect(classifyError(reviveError({ name, message }))).toMatchObject({
      status: "error",
      cause: "timeout",
    });
  }
});

test("anything else stays what it is", () => {
  const assertion = { name: "AssertionError", message: "expected 1 to be 2" };

  expect(reviveError(assertion)).toBe(assertion);
  expect(reviveError("a string")).toBe("a string");
  expect(reviveError(undefined)).toBeUndefined();
});
