import { expect, test } from "vitest";
import { matchers } from "./index.ts";
import { matcherNames } from "./matcher-names.ts";

test("names every matcher", () => {
  expect(matcherNames.toSorted()).toEqual(Object.keys(matchers).toSorted());
});
