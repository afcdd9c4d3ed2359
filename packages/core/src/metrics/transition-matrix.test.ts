import fc from "fast-check";
import { expect, test } from "vitest";
import { transitionMatrix, type StepOutcome } from "./transition-matrix.ts";

const run = (...steps: readonly string[]): StepOutcome[] =>
  steps.map((step) => ({ name: step.replace("!", ""), status: step.endsWith("!") ? "error" : "ok" }));

// Counted by hand.
test("counts the last success against the first failure", () => {
  const matrix = transitionMatrix([
    run("plan", "search", "answer"),
    run("plan", "search!", "answer!"),
    run("plan", "search", "answer!"),
    run("plan", "search!"),
    run("plan!"),
  ]);

  expect(matrix).toEqual({
    states: ["plan", "search", "answer"],
    counts: [
      [0, 2, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    failedFirst: [1, 0, 0],
    succeeded: 1,
    unknown: 0,
  });
});

test("a state outside of the list is counted as unknown, not dropped", () => {
  expect(transitionMatrix([run("plan", "surprise!")], ["plan", "search"])).toMatchObject({
    unknown: 1,
    succeeded: 0,
  });
});

test("every run is counted exactly once", () => {
  const step = fc.record({
    name: fc.constantFrom("a", "b", "c"),
    status: fc.constantFrom("ok" as const, "error" as const),
  });
  fc.assert(
    fc.property(fc.array(fc.array(step)), (runs) => {
      const { counts, failedFirst, succeeded, unknown } = transitionMatrix(runs, ["a", "b"]);
      const cells = [...counts.flat(), ...failedFirst].reduce((sum, count) => sum + count, 0);
      expect(cells + succeeded + unknown).toBe(runs.length);
    }),
  );
});
