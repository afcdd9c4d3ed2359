import { expect, test } from "vitest";
import { plainKeys } from "./plain-keys.ts";

test("a test's key is its path of names, numbered from the second of one name on", () => {
  const tests = [
    { id: "1", names: ["suite", "works"] },
    { id: "2", names: ["works"] },
    { id: "3", names: ["suite", "works"] },
    { id: "4", names: ["suite", "works"] },
  ];

  const keys = plainKeys({ project: "", file: "a.eval.test.ts" }, tests);

  expect([...keys].map(([id, key]) => [id, key.test])).toEqual([
    ["1", "suite > works"],
    ["2", "works"],
    ["3", "suite > works (2)"],
    ["4", "suite > works (3)"],
  ]);
  expect(keys.get("3")).toEqual({
    project: "",
    file: "a.eval.test.ts",
    test: "suite > works (2)",
    case: "suite > works (2)",
  });
});
