import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { placeOfCall, takeStack } from "./call-place.ts";

const here = dirname(fileURLToPath(import.meta.url));

function stackOf(...frames: readonly string[]): Error {
  return Object.assign(new Error(), {
    stack: ["Error: x", ...frames.map((frame) => `    at ${frame}`)].join("\n"),
  });
}

test("is the line of the caller, relative to the root", () => {
  const place = placeOfCall(takeStack(), here);

  expect(place).toMatchObject({ file: "call-place.test.ts", line: 15 });
});

test.each([
  ["Object.<anonymous> (/app/a.eval.test.ts:3:7)", "a.eval.test.ts"],
  ["/app/a.eval.test.ts:3:7", "a.eval.test.ts"],
  ["async file:///app/a.eval.test.ts:3:7", "a.eval.test.ts"],
  ["async run (file:///app/with%20space/a.ts:3:7)", "with space/a.ts"],
  ["run (/app/my (old) files/a.ts:3:7)", "my (old) files/a.ts"],
  ["/app/my (old) files/a.ts:3:7", "my (old) files/a.ts"],
  ["new Reply (/app/a.ts?v=12ab:3:7)", "a.ts"],
  ["/app/packages/core/a.test.ts:3:7", "packages/core/a.test.ts"],
])("reads the frame %j", (frame, file) => {
  expect(placeOfCall(stackOf(frame), "/app")).toEqual({ file, line: 3, column: 7 });
});

test.each([
  "Proxy.<anonymous> (file:///app/node_modules/chai/index.js:1:2)",
  "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  "/elsewhere/a.ts:3:7",
  "<anonymous>",
  "eval (eval at <anonymous> (/elsewhere/a.ts:3:7), <anonymous>:1:1)",
])("skips the frame %j", (frame) => {
  expect(placeOfCall(stackOf(frame, "/app/b.ts:5:1"), "/app")).toEqual({ file: "b.ts", line: 5, column: 1 });
  expect(placeOfCall(stackOf(frame), "/app")).toBeUndefined();
});

test("a root inside of node_modules has places, too", () => {
  expect(placeOfCall(stackOf("/x/node_modules/app/a.ts:1:2"), "/x/node_modules/app")).toMatchObject({
    file: "a.ts",
  });
});

test("stacks that a test writes in its own way have no place, and no error", () => {
  expect(placeOfCall(Object.assign(new Error(), { stack: [{}] }), "/app")).toBeUndefined();
  const throwing = Object.defineProperty(new Error(), "stack", {
    get(): string {
      throw new Error("no stack today");
    },
  });
  expect(placeOfCall(throwing, "/app")).toBeUndefined();
});

test("finds a caller that a short stack would cut: Node keeps ten frames", () => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  try {
    expect(placeOfCall(takeStack(), here)).toMatchObject({ file: "call-place.test.ts" });
  } finally {
    Error.stackTraceLimit = limit;
  }
});

test("leaves the depth of stacks as it was", () => {
  const before = Error.stackTraceLimit;
  takeStack();

  expect(Error.stackTraceLimit).toBe(before);
});
