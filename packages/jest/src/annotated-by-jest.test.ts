import { expect, test } from "vitest";
import { annotatedByJest } from "./annotated-by-jest.ts";

const root = "/app";
const annotated = (...frames: string[]): boolean =>
  annotatedByJest(
    {
      failureMessages: [["Error: it missed", ...frames.map((frame) => `    at ${frame}`)].join("\n")],
    } as never,
    root,
  );

test("Jest annotates the first line that is no package's, where that is in the project", () => {
  expect(annotated("check (/app/node_modules/x/a.js:1:2)", "/app/evals/a.eval.test.ts:3:4")).toBe(true);
  expect(annotated("async run (/app/evals/a.eval.test.ts:3:4)")).toBe(true);
});

test("a line elsewhere is annotated where nobody sees it, and no line nowhere", () => {
  expect(annotated("check (/workspace/tool/a.js:1:2)", "/app/evals/a.eval.test.ts:3:4")).toBe(false);
  expect(annotated("check (/app/node_modules/x/a.js:1:2)")).toBe(false);
  expect(annotated()).toBe(false);
});
