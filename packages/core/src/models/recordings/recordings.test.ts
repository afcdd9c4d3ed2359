import { expect, test } from "vitest";
import { judgeClaims } from "../../judges/claims-judge.ts";
import { judgeCover } from "../../judges/cover-judge.ts";
import { judgePairwise } from "../../judges/pairwise-judge.ts";
import { judgeScore } from "../../judges/score-judge.ts";
import { judgeSimilarity } from "../../judges/similarity-judge.ts";
import { scoreRubric } from "../../judges/score-rubric.ts";
import type { Verdict } from "../../judges/verdict.ts";
import { openaiEmbeddings } from "../openai-embeddings.ts";
import { fakeModel, plantedKey } from "../test-helpers/ask-fake-provider.ts";
import { answer, kind, polite, useFakeJudge } from "./test-helpers/use-fake-judge.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const fake = useFakeJudge();

const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});

/** A verdict without what may differ between two runs of one judge. */
function essence({
  durationMs: _ms,
  usage: _usage,
  costUsd: _cost,
  requests: _requests,
  replayed: _replayed,
  ...rest
}: Verdict): object {
  return rest;
}

test.each<[string, () => Promise<Verdict>, number]>([
  ["binary", () => fake.judge(), 1],
  ["binary, several votes", () => fake.judge({ samples: 3 }), 2],
  [
    "score",
    () =>
      judgeScore({
        rubric: clarity,
        min: 4,
        output: `${kind} [[scores:4,4,5]]`,
        model: fakeModel(fake.provider),
      }),
    3,
  ],
  [
    "pairwise",
    () =>
      judgePairwise({
        rubric: polite,
        output: `${kind} [[better]]`,
        other: "Read the manual.",
        model: fakeModel(fake.provider),
      }),
    2,
  ],
  [
    "claims",
    () =>
      judgeClaims({
        output: "The window is 30 days.",
        context: ["The window is 30 days."],
        model: fakeModel(fake.provider),
      }),
    1,
  ],
  [
    "cover",
    () =>
      judgeCover({
        output: "The window is 30 days.",
        reference: "The window is 30 days.",
        model: fakeModel(fake.provider),
      }),
    1,
  ],
  [
    "similarity",
    () =>
      judgeSimilarity({
        output: kind,
        reference: kind,
        min: 0.9,
        model: openaiEmbeddings({ model: "e", baseURL: fake.provider.baseURL, apiKey: plantedKey }),
      }),
    1,
  ],
])("a %s judge says the same by recordings, and spends nothing", async (_name, ask, replies) => {
  recordings.use("auto");
  const asked = await ask();
  expect(asked).toMatchObject({ outcome: "pass", requests: replies });
  expect(recordings.files()).toHaveLength(replies);
  recordings.use("replay");
  const replayed = await ask();
  expect(fake.provider.log).toHaveLength(replies);
  expect(essence(replayed)).toEqual(essence(asked));
  expect(replayed).toMatchObject({
    requests: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
    costUsd: 0,
    replayed: { replies, oldest: expect.any(String) as string },
  });
  expect(recordings.warnings).toEqual([]);
});

test("the mode off neither stores nor replays", async () => {
  recordings.use("off");
  await fake.judge();
  await fake.judge();
  expect(fake.provider.log).toHaveLength(2);
  expect(recordings.files()).toEqual([]);
});

test("the mode refresh asks again and overwrites", async () => {
  recordings.use("auto");
  await fake.judge();
  recordings.use("refresh");
  fake.provider.script((request) => answer(request.prompt, "fail"));
  expect((await fake.judge()).outcome).toBe("fail");
  recordings.use("replay");
  expect((await fake.judge()).outcome).toBe("fail");
  expect(fake.provider.log).toHaveLength(2);
  expect(recordings.files()).toHaveLength(1);
});

test("trials, samples and members of a jury have a recording each", async () => {
  recordings.use("auto");
  for (const trial of [0, 1, 2]) await fake.judge({ samples: 3, trial });
  await fake.judge({
    model: undefined,
    jury: [fakeModel(fake.provider, { model: "a" }), fakeModel(fake.provider, { model: "b" })],
  });
  expect(fake.provider.log).toHaveLength(3 * 2 + 2);
  expect(recordings.files()).toHaveLength(3 * 2 + 2);
});
