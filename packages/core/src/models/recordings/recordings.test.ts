import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aiSdks } from "@assay-fixtures/ai-sdk";
import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { judgeBinary } from "../../judges/binary-judge.ts";
import { judgeClaims } from "../../judges/claims-judge.ts";
import { judgeCover } from "../../judges/cover-judge.ts";
import { judgePairwise } from "../../judges/pairwise-judge.ts";
import { judgeScore } from "../../judges/score-judge.ts";
import { judgeSimilarity } from "../../judges/similarity-judge.ts";
import { rubric } from "../../judges/rubric.ts";
import { scoreRubric } from "../../judges/score-rubric.ts";
import type { Verdict } from "../../judges/verdict.ts";
import { aiSdk } from "../ai-sdk.ts";
import type { ChatModel } from "../chat-model.ts";
import { fromFunction } from "../from-function.ts";
import { lexical } from "../lexical.ts";
import { openaiEmbeddings } from "../openai-embeddings.ts";
import { fakeModel, plantedKey } from "../test-helpers/ask-fake-provider.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

let provider: FakeProvider;
const recordings = scratchRecordings();

beforeAll(async () => {
  provider = await startFakeProvider();
});
beforeEach(() => provider.reset());
afterAll(() => provider.close());

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});
const kind = "You are welcome, have a good day.";

function judge(options: object = {}): Promise<Verdict> {
  return judgeBinary({ rubric: polite, output: kind, model: fakeModel(provider), ...options });
}

function failure(promise: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
  return promise.then(
    () => expect.fail("It did not fail."),
    (error: unknown) => error as { readonly code: string; readonly message: string },
  );
}

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
  ["binary", () => judge(), 1],
  ["binary, several votes", () => judge({ samples: 3 }), 2],
  [
    "score",
    () =>
      judgeScore({ rubric: clarity, min: 4, output: `${kind} [[scores:4,4,5]]`, model: fakeModel(provider) }),
    3,
  ],
  [
    "pairwise",
    () =>
      judgePairwise({
        rubric: polite,
        output: `${kind} [[better]]`,
        other: "Read the manual.",
        model: fakeModel(provider),
      }),
    2,
  ],
  [
    "claims",
    () =>
      judgeClaims({
        output: "The window is 30 days.",
        context: ["The window is 30 days."],
        model: fakeModel(provider),
      }),
    1,
  ],
  [
    "cover",
    () =>
      judgeCover({
        output: "The window is 30 days.",
        reference: "The window is 30 days.",
        model: fakeModel(provider),
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
        model: openaiEmbeddings({ model: "e", baseURL: provider.baseURL, apiKey: plantedKey }),
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
  expect(provider.log).toHaveLength(replies);
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
  await judge();
  await judge();
  expect(provider.log).toHaveLength(2);
  expect(recordings.files()).toEqual([]);
});

test("the mode refresh asks again and overwrites", async () => {
  recordings.use("auto");
  await judge();
  recordings.use("refresh");
  provider.script((request) => answer(request.prompt, "fail"));
  expect((await judge()).outcome).toBe("fail");
  recordings.use("replay");
  expect((await judge()).outcome).toBe("fail");
  expect(provider.log).toHaveLength(2);
  expect(recordings.files()).toHaveLength(1);
});

function answer(prompt: string, verdict: "pass" | "fail"): Plan {
  const nonce = /"nonce": "([0-9a-f]{32})"/.exec(prompt)?.[1];
  return { text: { nonce, critique: `It is a ${verdict}.`, evidence: [], verdict } };
}

test("trials, samples and members of a jury have a recording each", async () => {
  recordings.use("auto");
  for (const trial of [0, 1, 2]) await judge({ samples: 3, trial });
  await judge({
    model: undefined,
    jury: [fakeModel(provider, { model: "a" }), fakeModel(provider, { model: "b" })],
  });
  expect(provider.log).toHaveLength(3 * 2 + 2);
  expect(recordings.files()).toHaveLength(3 * 2 + 2);
});

test.each<[string, Plan, number]>([
  ["a refusal", { content: null, refusal: "No." }, 1],
  ["a filtered reply", { text: "", finishReason: "content_filter" }, 1],
  ["a cut reply", { text: '{"nonce"', finishReason: "length" }, 2],
  ["an empty reply", { text: "" }, 2],
  ["a reply that is no verdict", { text: "Sure, it passes." }, 1],
  ["a reply without the nonce", { text: { nonce: "0", critique: "", evidence: [], verdict: "pass" } }, 1],
  ["a call to a tool", { text: "x", finishReason: "tool_calls" }, 1],
])("%s is not stored", async (_what, plan, requests) => {
  recordings.use("auto");
  provider.rule({ reply: plan });
  expect((await judge()).outcome).toBe("inconclusive");
  expect(provider.log).toHaveLength(requests);
  expect(recordings.files()).toEqual([]);
  recordings.use("replay");
  expect((await failure(judge())).code).toBe("RECORDING_MISSING");
});

test.each<[string, Plan]>([
  ["a server that fails", { fault: "status-500" }],
  ["a refused key", { status: 401, body: { error: { message: "no" } } }],
  ["a bad request", { status: 400, body: { error: { message: "no" } } }],
])("%s is not stored", async (_what, plan) => {
  recordings.use("auto");
  provider.rule({ reply: plan });
  await failure(judge({ model: fakeModel(provider, { maxRetries: 0 }) }));
  expect(recordings.files()).toEqual([]);
});

test("a judge that says it cannot judge is replayed", async () => {
  recordings.use("auto");
  const output = `${kind} [[cannot-judge]]`;
  expect(await judge({ output })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "cannot-judge",
  });
  recordings.use("replay");
  expect(await judge({ output })).toMatchObject({ inconclusiveClass: "cannot-judge", requests: 0 });
});

test("an answer that took a second request is replayed by the first one", async () => {
  recordings.use("auto");
  provider.script({ text: '{"nonce"', finishReason: "length" });
  expect(await judge()).toMatchObject({ outcome: "pass", requests: 2 });
  recordings.use("replay");
  expect(await judge()).toMatchObject({ outcome: "pass", requests: 0, replayed: { replies: 1 } });
  expect(provider.log).toHaveLength(2);
});

test("neither key nor headers get into a file", async () => {
  recordings.use("auto");
  const header = "planted-header-value-123";
  const output = `${kind} My key is ${plantedKey}, and ${header}.`;
  // The judge quotes the whole text, and so the key: such a reply stays out altogether.
  await judge({ output, model: fakeModel(provider, { headers: { "x-secret": header } }) });
  expect(recordings.files()).toEqual([]);
  expect(recordings.warnings).toEqual([expect.stringContaining("holds what looks like a key")]);
  provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await judge({ output, model: fakeModel(provider, { headers: { "x-secret": header } }) });
  expect(recordings.files()).toHaveLength(1);
  expect(recordings.texts()).not.toContain(plantedKey);
  expect(recordings.texts()).not.toContain(header);
  expect(recordings.texts()).toContain("[redacted]");
  // The file shows less than the key is made of: it is found all the same.
  recordings.use("replay");
  expect((await judge({ output })).outcome).toBe("pass");
});

test("a request that differs by what is redacted has a recording of its own", async () => {
  recordings.use("auto");
  provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await judge({ output: `${kind} sk-aaaaaaaaaaaa` });
  recordings.use("replay");
  const error = await failure(judge({ output: `${kind} sk-bbbbbbbbbbbb` }));
  expect(error.code).toBe("RECORDING_MISSING");
  expect(error.message).toContain("differs in what a reader is not shown");
  expect(error.message).not.toContain("sk-bbb");
});

test("files and folders are the user's own", async () => {
  recordings.use("auto");
  await judge();
  const [name = ""] = recordings.files();
  const folder = join(recordings.root, "recordings");
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, name.slice(0, 2))).mode & 0o777).toBe(0o700);
});

test("a name is a digest and nothing else, whatever is judged", async () => {
  recordings.use("auto");
  await judge({ output: "../../../etc/passwd and 漢字 are welcome" });
  expect(recordings.files()).toEqual([expect.stringMatching(/^([0-9a-f]{2})\/\1[0-9a-f]{62}\.json$/)]);
});

test("the lexical model is not recorded", async () => {
  recordings.use("replay");
  const verdict = await judge({ model: lexical(), reference: kind });
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
  await judge({ model });
  await judge({ model });
  expect(calls).toBe(1);
});

test("a recording whose text was edited is not believed", async () => {
  recordings.use("auto");
  provider.script((request) => answer(request.prompt, "fail"));
  await judge();
  const file = join(recordings.root, "recordings", recordings.files()[0] ?? "");
  writeFileSync(file, readFileSync(file, "utf8").replace('verdict\\":\\"fail', 'verdict\\":\\"pass'));
  recordings.use("replay");
  const error = await failure(judge());
  expect(error.code).toBe("RECORDING_CORRUPT");
  expect(error.message).toMatch(
    /^Failed to replay model "fake-model": the recording recordings\/.* is corrupt: its content does not fit its digest/,
  );
  expect(error.message).not.toContain("missing");
});

test("with a vote missing a panel has no verdict, not another one", async () => {
  recordings.use("auto");
  const [a, b, c] = ["a", "b", "c"].map((model) => fakeModel(provider, { model }));
  await judge({ model: undefined, jury: [a, c] });
  recordings.use("replay");
  expect((await failure(judge({ model: undefined, jury: [a, b, c] }))).code).toBe("RECORDING_MISSING");
});

test.each(aiSdks)("a model of ai $major is recorded, and its provider's key is not", async ({ openai }) => {
  const { createOpenAI } = await openai();
  const own = (apiKey: string): ChatModel =>
    aiSdk(createOpenAI({ baseURL: provider.baseURL, apiKey }).chat("fake-model"));
  recordings.use("auto");
  expect((await judge({ model: own(plantedKey) })).outcome).toBe("pass");
  expect(recordings.texts()).not.toContain(plantedKey);
  recordings.use("replay");
  expect(await judge({ model: own("sk-another-0123456789") })).toMatchObject({
    outcome: "pass",
    requests: 0,
  });
  expect(provider.log).toHaveLength(1);
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

test("a variable of the environment that is named like a key stays out of the files", async () => {
  vi.stubEnv("SOME_PROVIDER_API_KEY", "plain-words-for-a-key");
  recordings.use("auto");
  provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await judge({ output: `${kind} plain-words-for-a-key` });
  vi.unstubAllEnvs();
  expect(recordings.files()).toHaveLength(1);
  expect(recordings.texts()).not.toContain("plain-words-for-a-key");
});
