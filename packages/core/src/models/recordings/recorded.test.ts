import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { checkJudge } from "../../judges/check/check-judge.ts";
import { judgeBinary } from "../../judges/binary-judge.ts";
import { rubric } from "../../judges/rubric.ts";
import type { ChatModel } from "../chat-model.ts";
import { fromFunction } from "../from-function.ts";
import { openai } from "../openai.ts";
import { recorded } from "./recorded.ts";
import type { RecordingMode } from "./recording-settings.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
afterEach(() => vi.unstubAllEnvs());

function counting(): { readonly model: ChatModel; readonly calls: () => number } {
  let calls = 0;
  const answer = ({ question }: { question?: { nonce: string } }): string => {
    calls++;
    return JSON.stringify({ nonce: question?.nonce, critique: "Fine.", evidence: [], verdict: "pass" });
  };
  return { model: fromFunction(answer as never, { id: "m", family: "f" }), calls: () => calls };
}

const request = { messages: [{ role: "user" as const, content: "hi" }] };

test("a wrapper is the model, down to its settings and its hash", () => {
  const model = openai({ model: "gpt-5-mini", serves: "gpt-5-mini-eu", body: { top_p: 1 } });
  const { id, family, settings, serves } = recorded(model);
  expect({ id, family, settings, serves }).toEqual({
    id: model.id,
    family: model.family,
    settings: model.settings,
    serves: model.serves,
  });
});

test("a replayed reply says when it was recorded, an asked one does not", async () => {
  recordings.use("off");
  const { model, calls } = counting();
  const own = recorded(model, { mode: "auto", folder: "recordings" });
  expect((await own.complete(request)).recordedAt).toBeUndefined();
  expect(await own.complete(request)).toMatchObject({
    recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    requests: 0,
    costUsd: 0,
  });
  expect(calls()).toBe(1);
});

test.each<[own: RecordingMode | undefined, configured: RecordingMode, environment: string, calls: number]>([
  [undefined, "off", "", 2],
  [undefined, "auto", "", 1],
  ["off", "auto", "", 2],
  ["auto", "off", "", 1],
  ["refresh", "auto", "", 2],
  ["auto", "auto", "off", 2],
  ["off", "off", "auto", 1],
])(
  "with the options %s, the configuration %s and the environment %j two questions are %i calls",
  async (own, configured, environment, calls) => {
    vi.stubEnv("ASSAY_RECORDINGS", environment);
    recordings.use(configured);
    const counted = counting();
    const model = recorded(counted.model, own === undefined ? {} : { mode: own });
    await model.complete(request);
    await model.complete(request);
    expect(counted.calls()).toBe(calls);
  },
);

test("a wrapped judge is recorded once, in the folder of its own", async () => {
  recordings.use("auto");
  const { model, calls } = counting();
  const own = recorded(model, { folder: "other" });
  const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
  const judged = { rubric: polite, output: "You are welcome.", model: own };
  await judgeBinary(judged);
  expect(await judgeBinary(judged)).toMatchObject({ outcome: "pass", requests: 0 });
  expect(calls()).toBe(1);
  expect(recordings.files()).toEqual([]);
});

test("a judge that is checked is asked, however it is wrapped", async () => {
  recordings.use("off");
  const { model, calls } = counting();
  const own = recorded(model, { mode: "auto", folder: join(recordings.root, "recordings") });
  await checkJudge(own);
  const once = calls();
  await checkJudge(own);
  expect(calls()).toBe(2 * once);
  expect(recordings.files()).toEqual([]);
});

test("a mode that there is not is an error at once", () => {
  expect(() => recorded(counting().model, { mode: "on" as RecordingMode })).toThrow(
    'Failed to record model "m": "on" is no mode of recordings. Use off, auto, replay, refresh.',
  );
});

test("a mode of the environment that there is not is an error, and no call", async () => {
  vi.stubEnv("ASSAY_RECORDINGS", "yes");
  const { model, calls } = counting();
  await expect(recorded(model).complete(request)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  expect(calls()).toBe(0);
});
