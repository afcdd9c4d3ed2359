import { expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { CaseContext } from "./case-context.ts";
import type { CaseResult } from "./run-case.ts";
import { runTrials } from "./run-trials.ts";
import type { TrialPlan } from "./trial-rule.ts";

/** Runs trials that throw what `ends` holds; `undefined` passes. */
async function run(
  ends: readonly unknown[],
  plan: Partial<TrialPlan> = {},
  repeat = 0,
): Promise<{ readonly result: CaseResult; readonly seen: readonly number[] }> {
  const seen: number[] = [];
  const whole: TrialPlan = { trials: ends.length, rule: "majority", stopEarly: true, ...plan };
  const key = { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" };
  const result = await runTrials({ plan: whole, repeat, timeoutMs: 5_000 }, (trial) => {
    const context = new CaseContext({ key, partition: "golden", trial, declared: true });
    const body = (): void => {
      seen.push(context.trial);
      const thrown = ends[trial - repeat * whole.trials];
      if (thrown !== undefined) throw thrown;
    };
    return { context, body };
  });
  return { result, seen };
}

const miss = Object.assign(new Error("not\nwhat was expected"), { name: "AssertionError" });
const outage = new EvalError("429 from the provider", { code: "MODEL_RATE_LIMITED", outcome: "error" });

test("a majority stops when it is decided", async () => {
  expect((await run([undefined, undefined, miss])).seen).toEqual([0, 1]);
  expect((await run([miss, undefined, miss])).seen).toEqual([0, 1, 2]);
});

test("runs all trials when asked to", async () => {
  const { result, seen } = await run([undefined, undefined, miss], { stopEarly: false });

  expect(seen).toEqual([0, 1, 2]);
  expect(result).toMatchObject({ status: "pass", error: undefined });
});

test("any stops at the first pass, all at the first miss", async () => {
  expect((await run([miss, undefined, undefined], { rule: "any" })).seen).toEqual([0, 1]);
  expect((await run([undefined, miss, undefined], { rule: "all" })).seen).toEqual([0, 1]);
});

test("the message of a miss counts the trials and gives the reason of each", async () => {
  const { result } = await run([miss, undefined, outage, miss, undefined], { rule: "all", stopEarly: false });

  expect(result.status).toBe("fail");
  expect((result.error as EvalError).message).toMatchInlineSnapshot(`
    "Failed to pass case "a": 2 of 5 trials failed, 1 of 5 trials ended in an error; all 5 must pass
      trial 1: not
        what was expected
      trial 3: 429 from the provider
      trial 4: not
        what was expected"
  `);
  expect((result.error as EvalError).cause).toBe(miss);
});

test("the message of a miss leaves the details of a matcher to its cause", async () => {
  const judged = new Error("toPassJudge(tone): too cold\n\nOutput: No.\nVerdict: fail");
  const { result } = await run([judged, judged, undefined]);

  expect((result.error as EvalError).message.split("\n")).toEqual([
    'Failed to pass case "a": 2 of 3 trials failed; 2 of 3 must pass',
    "  trial 1: Error: toPassJudge(tone): too cold",
    "  trial 2: Error: toPassJudge(tone): too cold",
  ]);
  expect((result.error as EvalError).cause).toBe(judged);
});

test("the error of a miss points at where the first trial missed", async () => {
  const { result } = await run([miss, miss, undefined]);

  const frames = (stack = ""): string[] => stack.split("\n").filter((line) => line.startsWith("    at "));
  expect(frames((result.error as EvalError).stack)).toEqual(frames(miss.stack));
  expect(frames(miss.stack).join("\n")).toContain("run-trials.test.ts");
  expect((result.error as EvalError).stack).toContain("EvalError: Failed to pass case");
});

test("an outage in the deciding trial is an error and no failure", async () => {
  const { result } = await run([miss, outage, undefined]);

  expect(result.status).toBe("error");
  expect(result.error).toMatchObject({ code: "TRIALS_MISSED", outcome: "error" });
});

test("a case with one trial ends with the error itself", async () => {
  expect((await run([miss])).result.error).toBe(miss);
});

test("a test that is wrong is told so, whatever the rule makes of it", async () => {
  const wrong = new EvalError("Failed to ...", { code: "MATCHER_ARGUMENT" });

  expect((await run([undefined, wrong, undefined])).result).toMatchObject({ error: wrong, authoring: true });
});

test("a repeated test counts its trials on", async () => {
  expect((await run([undefined, undefined, undefined], {}, 2)).seen).toEqual([6, 7]);
});

test("each trial has its own time limit", async () => {
  const key = { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" };
  const plan: TrialPlan = { trials: 3, rule: "majority", stopEarly: true };
  const seen: number[] = [];

  const result = await runTrials({ plan, repeat: 0, timeoutMs: 150 }, (trial) => {
    const context = new CaseContext({ key, partition: "golden", trial, declared: true });
    return {
      context,
      body: async () => {
        seen.push(trial);
        await new Promise((resolve) => setTimeout(resolve, trial === 0 ? 5_000 : 80));
      },
    };
  });

  expect(seen).toEqual([0, 1, 2]);
  expect(result.status).toBe("pass");
});
