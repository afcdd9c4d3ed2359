import { expect, test } from "vitest";
import { RunnerAssertions } from "./runner-assertions.ts";

/** A runner's counter, and what a test does with it. */
function watched(countsFirst: boolean) {
  const runner = { calls: 0 };
  const assertions = new RunnerAssertions();
  assertions.watch({ count: () => runner.calls, countsFirst });
  return {
    assertions,
    native: () => void runner.calls++,
    own: () => {
      if (countsFirst) runner.calls++;
      assertions.expectOwn();
      if (!countsFirst) runner.calls++;
    },
    nextTest: () => void (runner.calls = 0),
  };
}

test("nothing is known where nobody counts", () => {
  expect(new RunnerAssertions().seen()).toBeUndefined();
});

test.each([
  ["before the matcher", true],
  ["after the matcher", false],
])("calls of our matchers are none of the runner's own, counted %s", (_name, countsFirst) => {
  const { assertions, own, native } = watched(countsFirst);

  own();
  own();
  expect(assertions.seen()).toBe(false);
  own();
  native();
  expect(assertions.seen()).toBe(true);
});

test.each([true, false])("a runner may begin to count anew (%s)", (countsFirst) => {
  const { assertions, own, native, nextTest } = watched(countsFirst);

  own();
  expect(assertions.seen()).toBe(false);
  nextTest();
  expect(assertions.seen()).toBe(false);
  native();
  expect(assertions.seen()).toBe(true);
  nextTest();
  expect(assertions.seen()).toBe(true);
});

test("assertions of a plain test are its own", () => {
  const { assertions, own, native } = watched(false);

  native();
  assertions.forget();
  own();
  expect(assertions.seen()).toBe(false);
});

test("a poll counts once and calls its matcher often", () => {
  const { assertions, own, native } = watched(true);

  own();
  assertions.expectOwn();
  assertions.expectOwn();
  expect(assertions.seen()).toBe(false);
  native();
  expect(assertions.seen()).toBe(true);
});
