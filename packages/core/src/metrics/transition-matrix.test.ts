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

// 96 failing traces of a recipe agent, labelled with their last success and first failure: the pairs of
// homeworks/hw5/reference_files/labeled_traces.jsonl in ai-evals-course/recipe-chatbot at commit da518cd, counted; the totals
// are those of the homework's notebook.
test("the matrix of a course's labelled traces: rows are last successes, columns first failures", () => {
  const states = [
    "ParseRequest",
    "PlanToolCalls",
    "GenCustomerArgs",
    "GetCustomerProfile",
    "GenRecipeArgs",
    "GetRecipes",
    "GenWebArgs",
    "GetWebInfo",
    "ComposeResponse",
    "DeliverResponse",
  ];
  const cells = [
    [0, 1, 1, 2, 1, 2, 0, 0, 0, 0],
    [0, 0, 6, 4, 10, 6, 2, 2, 0, 1],
    [0, 0, 0, 7, 2, 8, 1, 1, 1, 0],
    [0, 0, 0, 0, 7, 9, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 7, 2, 0, 1, 1],
    [0, 0, 0, 0, 0, 0, 3, 2, 1, 2],
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  // What follows the first failure, a later success included, changes nothing.
  const runs = cells.flatMap((row, last) =>
    row.flatMap((count, first) =>
      Array.from({ length: count }, () =>
        run(...states.slice(0, last + 1), `${states[first]}!`, "DeliverResponse", "GetRecipes!"),
      ),
    ),
  );

  const { counts, failedFirst, succeeded, unknown } = transitionMatrix(runs, states);

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  expect(runs).toHaveLength(96);
  expect(counts).toEqual(cells);
  expect(counts.map(sum)).toEqual([7, 31, 20, 16, 11, 8, 1, 1, 1, 0]);
  expect(states.map((_, first) => sum(counts.map((row) => row[first] ?? 0)))).toEqual([
    0, 1, 7, 13, 20, 32, 8, 5, 5, 5,
  ]);
  expect(counts.flat().filter((count) => count > 0)).toHaveLength(31);
  expect(Math.max(...counts.flat())).toBe(10);
  expect(counts[states.indexOf("PlanToolCalls")]?.[states.indexOf("GenRecipeArgs")]).toBe(10);
  expect(counts.every((row, last) => row.every((count, first) => count === 0 || first > last))).toBe(true);
  expect({ failedFirst: sum(failedFirst), succeeded, unknown }).toEqual({
    failedFirst: 0,
    succeeded: 0,
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
