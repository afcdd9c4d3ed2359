import { expect, test } from "vitest";
import { AttemptFold, type AttemptResult } from "./fold-attempt.ts";
import type { JournalLine } from "./journal-line.ts";
import { end, start } from "./test-helpers/scratch-run.ts";

/** One execution per reason and time, each in a file of its own, in this order. */
function fold(...executions: (readonly [reason: string, at: number])[]): AttemptResult {
  const attempt = new AttemptFold();
  for (const [index, [reason, at]] of executions.entries()) {
    for (const event of [start("a"), end("a", "fail", { reason })]) {
      attempt.add(
        { ...event, v: 1, seq: 0, at } as JournalLine & { readonly kind: "start" | "end" },
        `w-${index}.jsonl`,
      );
    }
  }
  return attempt.result();
}

test("of executions that agree, the one that ended last counts, whichever file was read first", () => {
  expect(fold(["early", 1], ["late", 2])).toMatchObject({ reason: "late", executions: 2 });
  expect(fold(["late", 2], ["early", 1])).toMatchObject({ reason: "late", executions: 2 });
});

test("of executions that ended in the same millisecond, the same one counts in either order", () => {
  expect(fold(["one", 1], ["two", 1])).toEqual(fold(["two", 1], ["one", 1]));
});
