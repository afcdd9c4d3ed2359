import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { judgeBinary } from "../../judges/binary-judge.ts";
import { rubric } from "../../judges/rubric.ts";
import type { Verdict } from "../../judges/verdict.ts";
import { fakeModel } from "../test-helpers/ask-fake-provider.ts";
import { configureRecordings, type RecordingMode } from "./recording-settings.ts";

let provider: FakeProvider;
let root: string;
let warnings: string[];

beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assay-recordings-"));
  warnings = [];
  provider.reset();
});
afterEach(() => {
  configureRecordings({ root, warn: () => undefined });
  rmSync(root, { recursive: true, force: true });
});

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

function use(mode: RecordingMode): void {
  configureRecordings({ mode, folder: "recordings", root, warn: (text) => warnings.push(text) });
}

function judge(output = "You are welcome, have a good day.", options: object = {}): Promise<Verdict> {
  return judgeBinary({ rubric: polite, output, model: fakeModel(provider), ...options });
}

test("a stored reply is replayed with the same verdict, hash and no request", async () => {
  use("auto");
  const asked = await judge();
  use("replay");
  const replayed = await judge();
  expect(provider.log).toHaveLength(1);
  expect(warnings).toEqual([]);
  expect(replayed).toMatchObject({
    outcome: asked.outcome,
    critique: asked.critique,
    judgeHash: asked.judgeHash,
    requests: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
    costUsd: 0,
    replayed: { replies: 1 },
  });
  expect(asked).toMatchObject({ outcome: "pass", requests: 1 });
  expect(asked.replayed).toBeUndefined();
  console.log(readdirSync(root, { recursive: true }).map(String));
  console.log(
    readFileSync(
      join(
        root,
        readdirSync(root, { recursive: true })
          .map(String)
          .find((n) => n.endsWith(".json"))!,
      ),
      "utf8",
    ),
  );
});

test("a request that was not recorded is an error that says what differs", async () => {
  use("auto");
  await judge();
  use("replay");
  const error = await judge("Thank you kindly for the question.").catch((e: unknown) => e);
  console.log(String(error));
  expect(error).toMatchObject({ code: "RECORDING_MISSING", outcome: "error" });
});
