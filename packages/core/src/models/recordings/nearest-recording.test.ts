import { expect, test } from "vitest";
import type { ChatRequest } from "../chat-model.ts";
import { openai, type OpenAiOptions } from "../openai.ts";
import { describeNearest } from "./nearest-recording.ts";
import { encodeRecording } from "./recording.ts";
import { chatKey } from "./recording-key.ts";
import { writeRecording } from "./recording-store.ts";
import { join } from "node:path";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const request: ChatRequest = {
  messages: [{ role: "user", content: "How do I get a refund?" }],
  temperature: 0,
};
const versions = { promptVersion: "binary/1", parserVersion: "1" };
const options: OpenAiOptions = { model: "m", baseURL: "http://localhost:1/v1" };

function nearest(
  changed: Partial<ChatRequest>,
  model: Partial<OpenAiOptions> = {},
  asker: Partial<typeof versions> = {},
): string {
  const folder = join(recordings.root, "recordings");
  for (const other of [
    request,
    { ...request, messages: [{ role: "user" as const, content: "Unlike all others." }], seed: 9 },
  ]) {
    const key = chatKey(openai(options), other, versions);
    writeRecording(
      folder,
      key.digest,
      encodeRecording(key, { text: "a", finishReason: "stop" }, "2026-11-20T08:00:00.000Z"),
    );
  }
  return describeNearest(
    folder,
    chatKey(openai({ ...options, ...model }), { ...request, ...changed }, { ...versions, ...asker }),
    [],
  );
}

test.each<[string, () => string, string]>([
  ["model", () => nearest({}, { model: "m2" }), 'in model (recorded "m", asked "m2")'],
  [
    "base URL",
    () => nearest({}, { baseURL: "http://localhost:2/v1" }),
    'baseURL (recorded "http://localhost:1/v1", asked "http://localhost:2/v1")',
  ],
  ["body", () => nearest({}, { body: { top_p: 0.5 } }), 'in body (recorded none, asked "{\\"top_p\\":0.5}")'],
  [
    "prompt version",
    () => nearest({}, {}, { promptVersion: "binary/2" }),
    'in prompt version (recorded "binary/1", asked "binary/2")',
  ],
  ["trial", () => nearest({ trial: 2 }), "in trial (recorded trial 1, asked trial 3)"],
  ["seed", () => nearest({ seed: 2 }), "in seed (recorded none, asked 2)"],
  ["temperature", () => nearest({ temperature: 1 }), "in temperature (recorded 0, asked 1)"],
  [
    "messages",
    () => nearest({ messages: [{ role: "user", content: "How do I get a receipt?" }] }),
    'in messages, from character 18 on (recorded "o I get a refund?", asked "o I get a receipt?")',
  ],
])("names a %s that differs", (_what, ask, difference) => {
  expect(ask()).toContain("The nearest one (recorded 2026-11-20) differs ");
  expect(ask()).toContain(difference);
});
