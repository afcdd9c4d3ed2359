import { aiSdks } from "@assay-fixtures/ai-sdk";
import { expect, test } from "vitest";
import { judgeSimilarity } from "../../judges/similarity-judge.ts";
import { aiSdk } from "../ai-sdk.ts";
import type { ChatModel } from "../chat-model.ts";
import { fromFunction } from "../from-function.ts";
import { lexical } from "../lexical.ts";
import { plantedKey } from "../test-helpers/ask-fake-provider.ts";
import { kind, useFakeJudge } from "./test-helpers/use-fake-judge.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const fake = useFakeJudge();

test("the lexical model is not recorded", async () => {
  recordings.use("replay");
  const verdict = await fake.judge({ model: lexical(), reference: kind });
  expect(verdict).toMatchObject({ outcome: "pass" });
  expect(verdict.replayed).toBeUndefined();
});

test("a model of a function is recorded like any other", async () => {
  let calls = 0;
  const model = fromFunction(
    ({ question }) => {
      calls++;
      return JSON.stringify({ nonce: question?.nonce, critique: "Fine.", evidence: [], verdict: "pass" });
    },
    { id: "mine", family: "mine" },
  );
  recordings.use("auto");
  await fake.judge({ model });
  await fake.judge({ model });
  expect(calls).toBe(1);
});

test.each(aiSdks)("a model of ai $major is recorded, and its provider's key is not", async ({ openai }) => {
  const { createOpenAI } = await openai();
  const own = (apiKey: string): ChatModel =>
    aiSdk(createOpenAI({ baseURL: fake.provider.baseURL, apiKey }).chat("fake-model"));
  recordings.use("auto");
  expect((await fake.judge({ model: own(plantedKey) })).outcome).toBe("pass");
  expect(recordings.texts()).not.toContain(plantedKey);
  recordings.use("replay");
  expect(await fake.judge({ model: own("sk-another-0123456789") })).toMatchObject({
    outcome: "pass",
    requests: 0,
  });
  expect(fake.provider.log).toHaveLength(1);
});

test("an embedding model of one's own is recorded", async () => {
  let calls = 0;
  const model = {
    id: "letters",
    embed: async (texts: readonly string[]) => (calls++, texts.map((text) => [text.length, 1])),
  };
  recordings.use("auto");
  await judgeSimilarity({ output: kind, reference: kind, min: 0.9, model });
  recordings.use("replay");
  const verdict = await judgeSimilarity({ output: kind, reference: kind, min: 0.9, model });
  expect(verdict).toMatchObject({ outcome: "pass", similarity: expect.closeTo(1) as number, requests: 0 });
  expect(calls).toBe(1);
});
