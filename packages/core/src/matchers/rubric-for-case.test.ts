import { expect as vitestExpect, test, type TestContext } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { CaseContext } from "../run/case-context.ts";
import { runCase, type CaseResult } from "../run/run-case.ts";
import { constraints } from "../constraints/constraints.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { matchers } from "./index.ts";

vitestExpect.extend(matchers as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect as unknown as (value: unknown) => {
  readonly toPassJudge: (...args: readonly unknown[]) => Promise<void>;
  readonly toSatisfyConstraints: (...args: readonly unknown[]) => void;
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
