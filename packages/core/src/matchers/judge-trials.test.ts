import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { scoreRubric } from "../judges/score-rubric.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { fakeModel } from "../models/test-helpers/ask-fake-provider.ts";
import { CaseContext } from "../run/case-context.ts";
import { runCase } from "../run/run-case.ts";
import { matchers } from "./index.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "{}" } });
});
beforeEach(() => provider.reset());
afterAll(() => provider.close());

expect.extend(matchers as unknown as Parameters<typeof expect.extend>[0]);

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How clear it is.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "So so.", 4: "Well.", 5: "Very." },
});

const judged: readonly (readonly [matcher: keyof typeof matchers, args: (model: ChatModel) => unknown[]])[] =
  [
    ["toPassJudge", (model) => [polite, { model }]],
    ["toPassJudge", (model) => [polite, { model, samples: 3 }]],
    ["toScoreAtLeast", (model) => [clarity, 3, { model }]],
    ["toScoreAtLeast", (model) => [clarity, 3, { model, samples: 3 }]],
    ["toBePreferredOver", (model) => ["No idea.", polite, { model }]],
    ["toBeFaithfulTo", (model) => [["Refunds take 30 days."], { model }]],
    ["toCover", (model) => ["Refunds take 30 days.", { model }]],
  ];

/** One trial of a case whose body is one judged check: what the server was asked, and which judge it was. */
async function trial(
  number: number,
  matcher: keyof typeof matchers,
  args: (model: ChatModel) => unknown[],
): Promise<{ readonly seeds: readonly unknown[]; readonly judgeHash: unknown }> {
  provider.reset();
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" },
    partition: "golden",
    trial: number,
    declared: true,
  });
  await runCase(context, { timeoutMs: 10_000 }, async () => {
    // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
    const assertion = expect("Refunds take 30 days.") as unknown as Record<
      string,
      (...args: unknown[]) => Promise<void>
    >;
    await assertion[matcher]?.(...args(fakeModel(provider)));
  });
  expect(context.checks).toHaveLength(1);
  const seeds = provider.log.map(({ body }) => (body as { readonly seed?: number }).seed);
  return { seeds, judgeHash: context.checks[0]?.verdict?.judgeHash };
}

test.each(judged)(
  "every trial asks the server with seeds of its own, and is the same judge: %s",
  async (matcher, args) => {
    const trials = [
      await trial(0, matcher, args),
      await trial(1, matcher, args),
      await trial(2, matcher, args),
    ];
    const again = await trial(1, matcher, args);
    const [first, second, third] = trials.map(({ seeds }) => new Set(seeds)) as [
      Set<unknown>,
      Set<unknown>,
      Set<unknown>,
    ];

    expect(first.size).toBeGreaterThan(0);
    expect([...second, ...third].every((seed) => typeof seed === "number")).toBe(true);
    expect([...first].every((seed) => !second.has(seed))).toBe(true);
    expect([...second].every((seed) => !third.has(seed))).toBe(true);
    expect(again.seeds).toEqual(trials[1]?.seeds);
    expect(new Set(trials.map(({ judgeHash }) => judgeHash))).toEqual(new Set([again.judgeHash]));
    expect(again.judgeHash).toMatch(/^[0-9a-f]{64}$/);
  },
);
