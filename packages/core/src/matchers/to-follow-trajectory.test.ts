import { describe, expect, test } from "vitest";
import { recordTrace } from "../run/record-trace.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";
import type { TrajectoryMode } from "./to-follow-trajectory.ts";

expect.extend(matchers);

const steps = (...names: string[]): object => ({
  kind: "assay.trace",
  toolCalls: [],
  steps: names.map((name) => ({ name, status: "ok" })),
});
const walked = steps("plan", "search", "search", "answer");

describe("toFollowTrajectory", () => {
  test("passes when the application went through these steps", () => {
    expect(walked).toFollowTrajectory(["plan", "search", "search", "answer"]);
    expect(walked).toFollowTrajectory(["plan", "s*", "answer"], { mode: "inOrder" });
  });

  test("fails with both trajectories", () => {
    expect(() => expect(walked).toFollowTrajectory(["plan", "answer", "review"]))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).toFollowTrajectory(exact): 2 of 3 expected steps missing: answer, review; 3 of 4 steps unexpected: search, search, answer

      expected:
          * plan
            answer
            review
      steps:
          * #0 plan
            #1 search
            #2 search
            #3 answer]
    `);
  });

  test("passes negated when it went another way", () => {
    expect(walked).not.toFollowTrajectory(["plan", "answer"]);
  });

  test("fails negated when it went this way", () => {
    expect(() => expect(walked).not.toFollowTrajectory(["plan", "answer"], { mode: "inOrder" }))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toFollowTrajectory(inOrder): 4 steps made, 2 expected: they agree (inOrder)

      expected:
          * plan
          * answer
      steps:
          * #0 plan
            #1 search
            #2 search
          * #3 answer]
    `);
  });

  const modes: readonly TrajectoryMode[] = ["exact", "inOrder", "sameTools", "contains", "within"];
  // What each mode says of the made steps a, b, b, c, in the order of `modes`.
  test.each<[string, string[], boolean[]]>([
    ["the same", ["a", "b", "b", "c"], [true, true, true, true, true]],
    ["another order", ["c", "b", "b", "a"], [false, false, true, true, true]],
    ["a part, in order", ["a", "b", "c"], [false, true, false, true, true]],
    ["a part, in another order", ["c", "a"], [false, false, false, true, false]],
    ["one more", ["a", "b", "b", "c", "d"], [false, false, false, false, true]],
    ["one more often than made", ["b", "b", "b"], [false, false, false, false, false]],
    ["others only", ["d"], [false, false, false, false, false]],
  ])("%s: %j", (_, expected, verdicts) => {
    const made = steps("a", "b", "b", "c");

    expect(modes.filter((mode) => holds(made, expected, mode))).toEqual(
      modes.filter((_mode, index) => verdicts[index]),
    );
  });

  test("goes over the tool calls when there are no steps, with their arguments", () => {
    const calls = [
      { name: "search", args: { q: "a" } },
      { name: "fetch", args: { id: 1 } },
    ];

    expect(calls).toFollowTrajectory([{ name: "search", args: { q: "a" } }, "fetch"]);
    expect(() => expect(calls).toFollowTrajectory(["search", { name: "fetch", args: { id: "1" } }]))
      .toThrowErrorMatchingInlineSnapshot(`
        [Error: expect(received).toFollowTrajectory(exact): 1 of 2 expected steps missing: fetch; 1 of 2 steps unexpected: fetch

        expected:
            * search(...)
              fetch({"id": "1"})
        calls:
            * #0 search({"q": "a"})
              #1 fetch({"id": 1})
        call #1, nearest to expected fetch: id: type, expected "1", got 1]
      `);
  });

  test("goes over the tool calls of a trace with steps when told to", () => {
    const trace = { ...walked, toolCalls: [{ name: "search" }] };

    expect(trace).toFollowTrajectory(["search"], { over: "toolCalls" });
    expect(trace).not.toFollowTrajectory(["search"]);
  });

  test("tells how a step ended", () => {
    const failed = {
      kind: "assay.trace",
      toolCalls: [],
      steps: [{ name: "plan", status: "error", error: "no model" }],
    };

    expect(failed).toFollowTrajectory([{ name: "plan", status: "error" }]);
    expect(() => expect(failed).toFollowTrajectory([{ name: "plan", status: "ok" }])).toThrow(
      "#0 plan  [error: no model]",
    );
  });

  test("holds limits beside the steps", () => {
    expect(() => expect(walked).toFollowTrajectory(["plan"], { mode: "contains", maxSteps: 3 })).toThrow(
      "4 steps, at most 3 allowed",
    );
    expect(() => expect(walked).toFollowTrajectory([], { mode: "inOrder", forbidden: ["sea*"] })).toThrow(
      "forbidden: search",
    );
  });

  test("takes a call that could not be read for one of its tool only where no tool may be outside", () => {
    const broken = [{ name: "search", arguments: "{" }];

    expect(broken).toFollowTrajectory(["search"], { mode: "within" });
    expect(broken).not.toFollowTrajectory([{ name: "search", args: { q: "a" } }], { mode: "within" });
    expect(broken).not.toFollowTrajectory(["search"], { mode: "contains" });
  });

  test("sees what the running case has recorded", async () => {
    const { checks, status } = await inCase(() => {
      recordTrace({ steps: ["plan"] });
      recordTrace({ steps: [{ name: "answer", error: "no model" }] });
      expect(undefined).toFollowTrajectory(["plan", { name: "answer", status: "error" }]);
      expect([{ name: "search" }]).toFollowTrajectory(["plan", "answer"]);
      expect([{ name: "search" }]).toCallTools(["search"]);
    });

    expect(status).toBe("pass");
    expect(checks).toHaveLength(3);
  });

  test("says that nothing was compared where nothing was", async () => {
    const { checks } = await inCase(() => {
      expect({ toolCalls: [] }).toFollowTrajectory(["a"], { mode: "within" });
      expect({ toolCalls: [] }).toFollowTrajectory([]);
    });

    expect(checks).toMatchObject([
      {
        reason: "no step was made, so nothing was compared",
        details: { vacuous: true, precision: null, recall: null },
      },
      { reason: "no step was made, so nothing was compared", details: { vacuous: true } },
    ]);
  });

  test("refuses an expectation that always holds, and what is none", () => {
    expect(() => expect([]).toFollowTrajectory([], { mode: "contains" })).toThrow(
      'none in the mode "contains" always holds',
    );
    expect(() => expect([]).not.toFollowTrajectory([], { mode: "inOrder" })).toThrow("always holds");
    expect(() => expect([]).not.toFollowTrajectory(["a"], { mode: "superset" as never })).toThrow("`mode`");
    expect(() => expect([]).not.toFollowTrajectory(["a"], { over: "spans" as never })).toThrow("`over`");
    expect(() => expect(walked).not.toFollowTrajectory([{ name: "plan", args: {} }])).toThrow(
      "steps have no arguments",
    );
    expect(() => expect(walked).not.toFollowTrajectory([7 as never])).toThrow("each expected step");
    expect(() => expect(walked).not.toFollowTrajectory("plan" as never)).toThrow("to be a list");
    expect(() => expect("hi").not.toFollowTrajectory(["a"])).toThrow("which is no known shape");
  });

  test("stands inside other assertions", () => {
    expect({ reply: walked }).toEqual({ reply: expect.toFollowTrajectory(["plan"], { mode: "contains" }) });
  });
});

function holds(made: object, expected: readonly string[], mode: TrajectoryMode): boolean {
  try {
    expect(made).toFollowTrajectory(expected, { mode });
    return true;
  } catch {
    return false;
  }
}
