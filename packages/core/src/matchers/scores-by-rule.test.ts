import { expect as vitestExpect, test, type TestContext } from "vitest";
import { scoreRubric } from "../judges/score-rubric.ts";
import { CaseContext } from "../run/case-context.ts";
import type { CheckRecord } from "../run/journal-line.ts";
import type { CaseResult } from "../run/run-case.ts";
import type { TrialRule } from "../run/run-settings.ts";
import { runTrials } from "../run/run-trials.ts";
import { scoreReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { toMatchTokens } from "./to-match-tokens.ts";
import { toScoreAtLeast, type ScoreAtLeastOptions } from "./to-score-at-least.ts";

interface Judged {
  toScoreAtLeast(rubric: unknown, min: number, options?: ScoreAtLeastOptions): Promise<void>;
  toMatchTokens(reference: string, options?: { readonly min?: number }): void;
  readonly not: Judged;
}

vitestExpect.extend({ toScoreAtLeast, toMatchTokens } as unknown as Parameters<
  TestContext["expect"]["extend"]
>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged;
}

const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});

interface Ran {
  readonly result: CaseResult;
  readonly checks: readonly (readonly CheckRecord[])[];
}

async function inTrials(rule: TrialRule, body: (trial: number) => unknown): Promise<Ran> {
  const contexts: CaseContext[] = [];
  const plan = { trials: 3, rule, stopEarly: true };
  const result = await runTrials({ plan, repeat: 0, timeoutMs: 5_000 }, (trial) => {
    const key = { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" };
    const context = new CaseContext({ key, partition: "golden", trial, declared: true });
    contexts.push(context);
    return { context, body: () => body(trial) };
  });
  return { result, checks: contexts.map(({ checks }) => checks) };
}

/** What a judge gives in the first, the second and the third trial. */
async function judged(rule: TrialRule, min: number, ...scores: readonly number[]): Promise<Ran> {
  return inTrials(rule, async (trial) => {
    const text = scoreReply({ score: scores[trial] as number, critique: "So so.", evidence: ["Billing"] });
    await expectText("Choose Billing.").toScoreAtLeast(clarity, min, {
      model: scriptedModel([{ text }]),
      samples: 1,
    });
  });
}

test("a judge's scores are left to their mean, on the scale of the rubric", async () => {
  const { result, checks } = await judged("mean", 3.5, 4, 3, 4);

  expect(result.status).toBe("pass");
  expect(checks.map(([check]) => [check?.outcome, check?.threshold])).toEqual([
    ["pass", { value: 4, min: 3.5, lowest: 1, highest: 5 }],
    ["fail", { value: 3, min: 3.5, lowest: 1, highest: 5 }],
    ["pass", { value: 4, min: 3.5, lowest: 1, highest: 5 }],
  ]);
});

test("a mean that is too low fails the case, and says so", async () => {
  const { result } = await judged("mean", 3.9, 4, 3, 4);

  expect(result).toMatchObject({ status: "fail", cause: "check" });
  expect((result.error as Error).message).toContain(
    'Failed to pass case "a": toScoreAtLeast (clarity): mean 3.6667 of 3 trials < 3.9\n  trial 2: 3 of 5: So so.',
  );
});

test("the median forgives one bad score, and the majority decides by trials", async () => {
  expect((await judged("median", 3.5, 4, 1, 4)).result.status).toBe("pass");
  expect((await judged("mean", 3.5, 4, 1, 4)).result.status).toBe("fail");
  expect((await judged("majority", 3.5, 4, 1, 4)).result.status).toBe("pass");
});

test("a score that is short lets its trial go on, and nothing is reported as swallowed", async () => {
  const seen: number[] = [];
  const { result } = await inTrials("mean", (trial) => {
    expectText(trial === 0 ? "no" : "yes").toMatchTokens("yes", { min: 0.5 });
    seen.push(trial);
  });

  expect([result.status, seen]).toEqual(["pass", [0, 1, 2]]);
});

test("a negated check is no score, and a majority of the trials decides", async () => {
  const { result, checks } = await inTrials("mean", (trial) => {
    expectText(trial === 0 ? "yes" : "no").not.toMatchTokens("yes");
  });

  expect(result.status).toBe("pass");
  expect(checks.map(([check]) => check?.outcome)).toEqual(["fail", "pass", "pass"]);
});
