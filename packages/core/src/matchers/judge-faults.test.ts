import {
  readJudgePrompt,
  startFakeProvider,
  type FakeProvider,
  type Plan,
} from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, expect as vitestExpect, test, type TestContext } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { openai } from "../models/openai.ts";
import { CaseContext } from "../run/case-context.ts";
import { workerState } from "../run/worker-state.ts";
import { toPassJudge, type PassJudgeOptions } from "./to-pass-judge.ts";

type Judged = Record<"toPassJudge", (judge: unknown, options?: PassJudgeOptions) => Promise<void>>;

vitestExpect.extend({ toPassJudge } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const output = "You are welcome, madam.";

/** A reply of a good judge, spoiled. */
type Spoil = (good: string) => Partial<Plan>;

async function ask(spoil: Spoil, { negated }: { readonly negated: boolean }): Promise<readonly string[]> {
  const model = openai({ model: "judge-1", baseURL: provider.baseURL, apiKey: "k" });
  const spoiled = ({ prompt }: { readonly prompt: string }): Plan => {
    const nonce = readJudgePrompt(prompt)?.nonce;
    return spoil(JSON.stringify({ nonce, critique: "Kind.", evidence: [output], verdict: "pass" }));
  };
  provider.reset();
  provider.rule({ reply: spoiled });
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "a > b", case: "b" },
    partition: "golden",
    declared: true,
  });
  await workerState().storage.run(context, async () => {
    // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
    const assertion = vitestExpect(output) as unknown as Judged & { readonly not: Judged };
    const red = (negated ? assertion.not : assertion).toPassJudge(polite, { model });
    await red.then(
      () => undefined,
      () => undefined,
    );
  });
  return context.checks.map(({ outcome, verdict }) =>
    `${outcome} ${verdict?.inconclusiveClass ?? ""}`.trim(),
  );
}

const rows: readonly (readonly [row: string, spoil: Spoil, recorded: string])[] = [
  ["A2 blocked input", () => ({ fault: "content-policy" }), "inconclusive blocked-input"],
  ["A34 cut", (good) => ({ text: good.slice(0, 60), finishReason: "length" }), "inconclusive truncated"],
  ["A35 complete at the limit", (good) => ({ text: good, finishReason: "length" }), "inconclusive truncated"],
  ["A36 filtered", (good) => ({ text: good, finishReason: "content_filter" }), "inconclusive filtered"],
  ["A37 refused", () => ({ content: null, refusal: "I will not." }), "inconclusive refused"],
  ["A38 refused in prose", () => ({ text: "I can't help with that." }), "inconclusive unparsable"],
  ["A39 empty", () => ({ text: "" }), "inconclusive unparsable"],
  ["A39 white space", () => ({ text: " \n" }), "inconclusive unparsable"],
  ["A41 prose and JSON", (good) => ({ text: `Verdict: ${good}` }), "inconclusive ambiguous"],
  ["A41 two objects", (good) => ({ text: `${good}\n${good}` }), "inconclusive ambiguous"],
  ["A42 empty object", () => ({ text: "{}" }), "inconclusive unparsable"],
  ["A43 true", (good) => ({ text: good.replace('"pass"', "true") }), "inconclusive unparsable"],
  ["A43 null", (good) => ({ text: good.replace('"pass"', "null") }), "inconclusive unparsable"],
  ["A44 score 6", (good) => ({ text: good.replace("}", ',"score":6}') }), "inconclusive out-of-range"],
  [
    "A45 score 0 and pass",
    (good) => ({ text: good.replace("}", ',"score":0}') }),
    "inconclusive inconsistent",
  ],
  ["A46 key twice", (good) => ({ text: good.replace("}", ',"verdict":"fail"}') }), "inconclusive ambiguous"],
  ["A50 tool call", (good) => ({ text: good, finishReason: "tool_calls" }), "inconclusive unparsable"],
  ["an outage", () => ({ fault: "unprocessable" }), "error"],
];

test.each(rows)("%s gives no verdict, negated or not", async (_row, spoil, recorded) => {
  expect(await ask(spoil, { negated: false })).toEqual([recorded]);
  expect(await ask(spoil, { negated: true })).toEqual([recorded]);
});

test("A40 a fenced object is a verdict", async () => {
  expect(await ask((good) => ({ text: `\`\`\`json\n${good}\n\`\`\`` }), { negated: false })).toEqual([
    "pass",
  ]);
});

test("takes the verdict of a good judge, negated or not", async () => {
  expect(await ask((good) => ({ text: good }), { negated: false })).toEqual(["pass"]);
  expect(await ask((good) => ({ text: good }), { negated: true })).toEqual(["fail"]);
});
