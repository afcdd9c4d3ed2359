import { describe, expect, test } from "vitest";
import { defineMatcher } from "./define-matcher.ts";
import type { MatcherContext } from "./matcher-context.ts";

const context: MatcherContext = { isNot: false, promise: "", equals: Object.is } as unknown as MatcherContext;

describe("a failure message", () => {
  test("is cut and encoded, whatever was received", () => {
    const toBeFine = defineMatcher("toBeFine", () => ({
      pass: false,
      subject: "thing",
      sections: () => [["received", `::error::x\n\u001b[2J${"y".repeat(10_000_000)}`]],
      reason: `why\n::set-output\u001b${"z".repeat(10_000_000)}`,
    }));

    const message = toBeFine.call(context, 1).message();

    expect(message.length).toBeLessThan(4_000);
    expect(message).not.toContain("\u001b");
    expect(message).not.toMatch(/^\s*::/m);
    expect(message).toContain("characters in all");
  });
});
