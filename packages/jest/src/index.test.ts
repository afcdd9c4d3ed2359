import * as core from "@assay/core";
import { expect, test } from "vitest";
import * as own from "./index.ts";

test("re-exports everything that a test author needs from the engine", () => {
  expect(
    Object.keys(own)
      .filter((name) => !(name in core))
      .toSorted(),
  ).toEqual(["describeEval", "evalTest"]);
  expect(Object.keys(core).filter((name) => !(name in own))).toEqual([]);
});
