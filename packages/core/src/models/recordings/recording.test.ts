import { expect, test } from "vitest";
import { chatKey, embeddingsKey } from "./recording-key.ts";
import { decodeRecording, encodeRecording, type KeptReply } from "./recording.ts";

const model = { id: "m", family: "f", settings: { baseURL: "http://localhost:1/v1" } };
const key = chatKey(model, { messages: [{ role: "user", content: "Hé, how are you?" }] });
const reply: KeptReply = {
  text: "Fine.",
  finishReason: "stop",
  usage: { inputTokens: 3, outputTokens: 1 },
  costUsd: 0.1,
};
const bytes = Buffer.from(encodeRecording(key, reply, "2026-01-02T03:04:05.678Z"));

function problemOf(changed: Uint8Array, digest = key.digest): string | undefined {
  const reading = decodeRecording(changed, digest);
  return "problem" in reading ? reading.problem : undefined;
}

test("reads what was written", () => {
  expect(decodeRecording(bytes, key.digest)).toEqual({
    recording: {
      key: key.digest,
      kind: "chat",
      request: key.request,
      reply,
      recordedAt: "2026-01-02T03:04:05.678Z",
    },
  });
});

test("vectors come back bit by bit", () => {
  const own = embeddingsKey(model, ["a"]);
  const vectors = [[0.1, -1e-7, 1 / 3, 12345678.9]];
  const read = decodeRecording(
    Buffer.from(encodeRecording(own, { vectors }, "2026-01-02T03:04:05.678Z")),
    own.digest,
  );
  expect(read).toMatchObject({ recording: { reply: { vectors } } });
});

test("every flip of every bit is seen", () => {
  const unseen: string[] = [];
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      if (problemOf(flipped) === undefined) unseen.push(`${at}:${bit}`);
    }
  }
  expect(unseen).toEqual([]);
});

test("every cut is seen", () => {
  const seen = Array.from(bytes, (_byte, length) => problemOf(bytes.subarray(0, length)));
  expect(seen).toHaveLength(bytes.length);
  expect(seen.every((problem) => problem !== undefined)).toBe(true);
});

test("a checkout with the line ends of Windows is read", () => {
  expect(problemOf(Buffer.from(bytes.toString().replaceAll("\n", "\r\n")))).toBeUndefined();
});

test.each<[string, string, string]>([
  ["0 bytes", "", "it is empty"],
  ["no JSON", "<html>", "it is no JSON, or only a part of it"],
  ["foreign JSON", '{"a":1}\n', "it is JSON, but no recording"],
  ["a list", "[]\n", "it is JSON, but no recording"],
  ["null", "null\n", "it is JSON, but no recording"],
  [
    "an older schema",
    bytes.toString().replace("recording/1", "recording/0"),
    "it is of another version (assay.recording/0",
  ],
  ["another text", bytes.toString().replace("Fine.", "Bad!."), "its content does not fit its digest"],
  [
    "a field twice",
    bytes.toString().replace('"kind"', '"kind": "chat",\n  "kind"'),
    "its content does not fit its digest",
  ],
  ["another layout", JSON.stringify(JSON.parse(bytes.toString())), "its content does not fit its digest"],
])("%s is no recording", (_what, text, problem) => {
  expect(problemOf(Buffer.from(text))).toContain(problem);
});

test("a recording under the name of another request is none", () => {
  expect(problemOf(bytes, "0".repeat(64))).toBe(
    "it is the recording of another request under this one's name",
  );
});

test("a forged file with a right digest is held to its shape", () => {
  const shapes: readonly object[] = [
    { text: 1, finishReason: "stop" },
    { text: "a", finishReason: "length" },
    { vectors: [[1]] },
    {},
  ];
  for (const shape of shapes) {
    expect(problemOf(Buffer.from(encodeRecording(key, shape as KeptReply, "2026-01-02T03:04:05.678Z")))).toBe(
      "a field of it is missing or of the wrong kind",
    );
  }
  expect(problemOf(Buffer.from(encodeRecording(key, reply, "yesterday")))).toContain("of the wrong kind");
});

test("a field __proto__ in a file changes no prototype", () => {
  const text = bytes.toString().replace('"text"', '"__proto__": { "polluted": true },\n    "text"');
  expect(problemOf(Buffer.from(text))).toBeDefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
