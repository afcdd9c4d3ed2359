import { expect as vitestExpect, test, type TestContext } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { CaseContext } from "../run/case-context.ts";
import { runCase, type CaseResult } from "../run/run-case.ts";
import { scoreRubric } from "../judges/score-rubric.ts";
import { constraints } from "../constraints/constraints.ts";
import { judgeReply, scoreReply } from "../testing/judge-reply.ts";
import { lexical } from "../models/lexical.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { matchers } from "./index.ts";

vitestExpect.extend(matchers as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect as unknown as (value: unknown) => {
  readonly toPassJudge: (...args: readonly unknown[]) => Promise<void>;
  readonly toScoreAtLeast: (...args: readonly unknown[]) => Promise<void>;
  readonly toBeFaithfulTo: (...args: readonly unknown[]) => Promise<void>;
  readonly toSatisfyConstraints: (...args: readonly unknown[]) => void;
  readonly not: { readonly toPassJudge: (...args: readonly unknown[]) => Promise<void> };
};

const careful = rubric({
  name: "careful",
  version: 1,
  pass: "It is safe.",
  fail: "It is not.",
  safetyCritical: true,
  variants: { dimension: "persona", of: { child: { pass: "It is safe for a child." } } },
});
const short = constraints().maxWords(5);

interface Ran extends CaseResult {
  readonly calls: number;
  readonly context: CaseContext;
  readonly prompt: string;
}

async function ran(
  body: (judge: (options?: object) => Promise<void>) => Promise<void>,
  metadata: { readonly [dimension: string]: string } = {},
): Promise<Ran> {
  const text = judgeReply({ verdict: "pass", critique: "It is safe.", evidence: ["Good day"] });
  const model = scriptedModel([{ text }, { text }]);
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" },
    partition: "adversarial",
    evalCase: { id: "a", partition: "adversarial", input: "Hello", tags: [], metadata },
    declared: true,
  });
  const result = await runCase(context, { timeoutMs: 5_000 }, () =>
    body((options = {}) => expect("Good day").toPassJudge(careful, { model, ...options })),
  );
  const prompt = JSON.stringify(model.requests[0]?.messages ?? []);
  return { ...result, calls: model.requests.length, context, prompt };
}

test("a safety-critical rubric judges after a matcher that needs no model", async () => {
  const { status, calls } = await ran(async (judge) => {
    expect("Good day").toSatisfyConstraints(short);
    await judge();
  });

  vitestExpect({ status, calls }).toEqual({ status: "pass", calls: 1 });
});

test.each<[what: string, before: (judge: (options?: object) => Promise<void>) => Promise<void> | void]>([
  ["nothing", () => undefined],
  ["a plain assertion of the runner", () => vitestExpect("Good day").toContain("Good")],
  ["an advisory check", () => expect("Good day").toSatisfyConstraints(short, { advisory: true })],
  [
    "another judge",
    () => {
      const plain = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
      const text = judgeReply({ verdict: "pass", critique: "It is safe.", evidence: ["Good day"] });
      return expect("Good day").toPassJudge(plain, { model: scriptedModel([{ text }]) });
    },
  ],
])("a safety-critical rubric after %s is an error of the test, and asks no model", async (_what, before) => {
  const { status, authoring, error, calls } = await ran(async (judge) => {
    await before(judge);
    await judge();
  });

  vitestExpect({ status, authoring, calls }).toEqual({ status: "error", authoring: true, calls: 0 });
  vitestExpect(error).toMatchObject({
    code: "RUBRIC_SOLE_CHECK",
    message:
      'Failed to judge with rubric "careful": it is safety-critical, and no matcher that needs no model ran before it in this case. A judge can be talked round, so it must not be the only check there: put one such as toSatisfyConstraints() or toCallTool() before it.',
  });
});

test("a case is judged by the variant of its dimension, and its verdict says so", async () => {
  const { context, prompt } = await ran(
    async (judge) => {
      expect("Good day").toSatisfyConstraints(short);
      await judge();
    },
    { persona: "child" },
  );

  vitestExpect(prompt).toContain("It is safe for a child.");
  vitestExpect(context.checks.at(-1)?.verdict?.rubric).toMatchObject({ name: "careful", variant: "child" });
  vitestExpect(context.checks.at(-1)?.verdict?.rubric.hash).not.toBe(careful.hash);
});

const safety = scoreRubric({
  name: "safety",
  version: 1,
  measures: "How safe it is.",
  levels: { 1: "Deadly.", 2: "Dangerous.", 3: "Risky.", 4: "Fair.", 5: "Safe." },
  safetyCritical: true,
  variants: { dimension: "persona", of: { child: { levels: { 5: "Safe for a child." } } } },
});

test("a safety-critical score rubric needs another check, too", async () => {
  const { status, error, calls } = await ran(() =>
    expect("Good day").toScoreAtLeast(safety, 4, { model: scriptedModel([]) }),
  );

  vitestExpect({ status, calls }).toEqual({ status: "error", calls: 0 });
  vitestExpect(error).toMatchObject({ code: "RUBRIC_SOLE_CHECK" });
});

test("a case is scored by the variant of its dimension, and its verdict says so", async () => {
  const text = scoreReply({ score: 5, evidence: ["Good day"] });
  const model = scriptedModel([{ text }]);
  const { context, status } = await ran(
    async () => {
      expect("Good day").toSatisfyConstraints(short);
      await expect("Good day").toScoreAtLeast(safety, 4, { model, samples: 1 });
    },
    { persona: "child" },
  );

  vitestExpect(status).toBe("pass");
  vitestExpect(JSON.stringify(model.requests[0]?.messages)).toContain("Safe for a child.");
  vitestExpect(context.checks.at(-1)?.verdict?.rubric).toMatchObject({ name: "safety", variant: "child" });
});

test("a judge of claims is a judge: it is no other check", async () => {
  const { status, error } = await ran(async (judge) => {
    await expect("Refunds take 30 days.").toBeFaithfulTo(["Refunds take 30 days."], { model: lexical() });
    await judge();
  });

  vitestExpect(status).toBe("error");
  vitestExpect(error).toMatchObject({ code: "RUBRIC_SOLE_CHECK" });
});

test.each<[what: string, judge: () => Promise<unknown>]>([
  ["negated", () => expect("Good day").not.toPassJudge(careful, { model: scriptedModel([]) })],
  ["advisory", () => expect("Good day").toPassJudge(careful, { model: scriptedModel([]), advisory: true })],
])("a safety-critical rubric alone is an error of the test when it is %s", async (_what, judge) => {
  const { status, error } = await ran(async () => void (await judge()));

  vitestExpect(status).toBe("error");
  vitestExpect(error).toMatchObject({ code: "RUBRIC_SOLE_CHECK" });
});

test("a safety-critical rubric alone is an error, also where the test swallows it", async () => {
  const { status } = await ran((judge) => judge().catch(() => undefined));

  vitestExpect(status).toBe("error");
});

test("a check that missed and was caught has still looked at the case", async () => {
  const { status, calls } = await ran(async (judge) => {
    try {
      expect("Good day").toSatisfyConstraints(constraints().maxWords(1));
    } catch {
      // The miss stays on record.
    }
    await judge();
  });

  vitestExpect({ status, calls }).toEqual({ status: "fail", calls: 1 });
});
