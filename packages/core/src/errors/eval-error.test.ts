import { expect, test } from "vitest";
import { ModelError } from "../models/model-error.ts";

test("what is not known is no field, since runners print every field of an error", () => {
  const error = new ModelError("x", { code: "MODEL_FAILED", location: undefined, outcome: "error" });

  expect(Object.keys(error).toSorted()).toEqual(["code", "name", "outcome", "retryable", "scope"]);
});

test("what is known is a field", () => {
  const location = { file: "cases.jsonl", line: 3 };
  const error = new ModelError("x", { code: "MODEL_FAILED", location, retryAfterMs: 5 });

  expect(error).toMatchObject({ location, retryAfterMs: 5, outcome: "error" });
});
