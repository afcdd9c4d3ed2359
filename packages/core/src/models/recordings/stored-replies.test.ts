import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@assay-fixtures/fake-provider";
import { expect, test } from "vitest";
import { fakeModel } from "../test-helpers/ask-fake-provider.ts";
import { answer, failure, kind, useFakeJudge } from "./test-helpers/use-fake-judge.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const fake = useFakeJudge();

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
  fake.provider.rule({ reply: plan });
  expect((await fake.judge()).outcome).toBe("inconclusive");
  expect(fake.provider.log).toHaveLength(requests);
  expect(recordings.files()).toEqual([]);
  recordings.use("replay");
  expect((await failure(fake.judge())).code).toBe("RECORDING_MISSING");
});

test.each<[string, Plan]>([
  ["a server that fails", { fault: "status-500" }],
  ["a refused key", { status: 401, body: { error: { message: "no" } } }],
  ["a bad request", { status: 400, body: { error: { message: "no" } } }],
])("%s is not stored", async (_what, plan) => {
  recordings.use("auto");
  fake.provider.rule({ reply: plan });
  await failure(fake.judge({ model: fakeModel(fake.provider, { maxRetries: 0 }) }));
  expect(recordings.files()).toEqual([]);
});

test("a judge that says it cannot judge is replayed", async () => {
  recordings.use("auto");
  const output = `${kind} [[cannot-judge]]`;
  expect(await fake.judge({ output })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "cannot-judge",
  });
  recordings.use("replay");
  expect(await fake.judge({ output })).toMatchObject({ inconclusiveClass: "cannot-judge", requests: 0 });
});

test("an answer that took a second request is replayed by the first one", async () => {
  recordings.use("auto");
  fake.provider.script({ text: '{"nonce"', finishReason: "length" });
  expect(await fake.judge()).toMatchObject({ outcome: "pass", requests: 2 });
  recordings.use("replay");
  expect(await fake.judge()).toMatchObject({ outcome: "pass", requests: 0, replayed: { replies: 1 } });
  expect(fake.provider.log).toHaveLength(2);
});

test("a recording whose text was edited is not believed", async () => {
  recordings.use("auto");
  fake.provider.script((request) => answer(request.prompt, "fail"));
  await fake.judge();
  const file = join(recordings.root, "recordings", recordings.files()[0] ?? "");
  writeFileSync(file, readFileSync(file, "utf8").replace('verdict\\":\\"fail', 'verdict\\":\\"pass'));
  recordings.use("replay");
  const error = await failure(fake.judge());
  expect(error.code).toBe("RECORDING_CORRUPT");
  expect(error.message).toMatch(
    /^Failed to replay model "fake-model": the recording recordings\/.* is corrupt: its content does not fit its digest/,
  );
  expect(error.message).not.toContain("missing");
});
