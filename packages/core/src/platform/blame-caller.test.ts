import { expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { blameCaller, takeCaller } from "./blame-caller.ts";

function define(): Error {
  return takeCaller(define);
}

function callsIt(): Error {
  return define();
}

test("an error of ours gets the stack of the call, under its own message of several lines", () => {
  const error = new EvalError("Failed to load dataset:\n  cases.jsonl:1:1: no id.", {
    code: "DATASET_INVALID_CASE",
  });

  expect(blameCaller(error, callsIt())).toBe(error);
  expect(error.stack?.split("\n").slice(0, 3)).toEqual([
    "EvalError: Failed to load dataset:",
    "  cases.jsonl:1:1: no id.",
    expect.stringMatching(/^ {4}at callsIt /),
  ]);
});

test("any other error keeps its own", () => {
  const error = new TypeError("x is not a function");
  const { stack } = error;

  expect((blameCaller(error, callsIt()) as Error).stack).toBe(stack);
  expect(blameCaller("a text", callsIt())).toBe("a text");
});

test("a caller without frames takes nothing away", () => {
  const error = new EvalError("x", { code: "DATASET_INVALID_CASE" });
  const { stack } = error;

  blameCaller(error, Object.assign(new Error(), { stack: "" }));
  expect(error.stack).toBe(stack);
});
