import { expect, test } from "vitest";
import { printCall } from "./print-calls.ts";

test("a call stays on one line, however long its arguments and its error are", () => {
  const line = printCall({
    name: "notify",
    args: { text: "long\n".repeat(1_000) },
    index: 3,
    source: "client",
    status: "error",
    error: `mail server down\n    at ${"stack ".repeat(1_000)}`,
  });

  expect(line).toMatch(/^#3 notify\(.*\.\.\.\) {2}\[error: mail server down at stack .*\.\.\.\]$/);
  expect(line.length).toBeLessThan(400);
});
