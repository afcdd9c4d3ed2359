import { expect, test } from "vitest";
import { skipReason } from "./skip-reason.ts";

test("is the reason that the options give", () => {
  expect(skipReason("suite", " needs a model\n")).toBe("needs a model");
});

test.each([[undefined], [false]])("lets %j run", (skip) => {
  expect(skipReason("suite", skip)).toBeUndefined();
});

test.each([[true], [""], ["  "], [0], [null]])("refuses to skip for %j, which is no reason", (skip) => {
  expect(() => skipReason("my suite", skip)).toThrow(
    expect.objectContaining({
      code: "CONFIG_INVALID",
      message: expect.stringContaining('Failed to define evals "my suite": skip must be a reason'),
    }),
  );
});
