import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { judgeBinary } from "../../judges/binary-judge.ts";
import { rubric } from "../../judges/rubric.ts";
import { configureLimiter, Limiter, processLimiter } from "../limiter.ts";
import { openai } from "../openai.ts";
import { fakeModel } from "../test-helpers/ask-fake-provider.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

let provider: FakeProvider;
const recordings = scratchRecordings();

beforeAll(async () => {
  provider = await startFakeProvider({ latencyMs: 50 });
});
beforeEach(() => provider.reset());
afterAll(() => provider.close());

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const output = "You are welcome, have a good day.";

test("50 identical questions at once are one request, each with its own nonce", async () => {
  recordings.use("auto");
  const model = fakeModel(provider);
  const verdicts = await Promise.all(
    Array.from({ length: 50 }, () => judgeBinary({ rubric: polite, output, model })),
  );
  expect(provider.log).toHaveLength(1);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 50 }, () => "pass"));
  // What was paid for is paid for once.
  expect(verdicts.reduce((sum, { requests }) => sum + requests, 0)).toBe(1);
  expect(verdicts.filter(({ replayed }) => replayed !== undefined)).toHaveLength(49);
});

test("when nothing comes of the first of them the others ask for themselves", async () => {
  recordings.use("auto");
  provider.script({ text: "no verdict" });
  const model = fakeModel(provider);
  const verdicts = await Promise.all(
    Array.from({ length: 3 }, () => judgeBinary({ rubric: polite, output, model })),
  );
  expect(verdicts.map(({ outcome }) => outcome).toSorted()).toEqual(["inconclusive", "pass", "pass"]);
  expect(provider.log).toHaveLength(3);
});

test("who waits for another's answer waits no longer than its own deadline", async () => {
  recordings.use("auto");
  const model = fakeModel(provider);
  const first = judgeBinary({ rubric: polite, output, model });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = judgeBinary({ rubric: polite, output, model, deadline: performance.now() + 10 });
  await expect(second).rejects.toMatchObject({ code: "MODEL_TIMEOUT" });
  expect((await first).outcome).toBe("pass");
});

test("replies from recordings are nothing to the limiter", async () => {
  recordings.use("auto");
  const limiter = new Limiter({ concurrency: 10, cooldownMs: 0 });
  const model = fakeModel(provider, { policy: { limiter } });
  await judgeBinary({ rubric: polite, output, model });
  // Shrunk by a 429, so that successes in full rounds would make it grow again.
  provider.script({ status: 429, body: { error: { message: "slow down" } } });
  await judgeBinary({ rubric: polite, output: `${output} Bye.`, model });
  const shrunk = limiter.limit;
  expect(shrunk).toBe(8);
  const held = await Promise.all(
    Array.from({ length: 8 }, () => limiter.acquire(AbortSignal.timeout(10_000))),
  );
  // Every slot is taken: a replay that wanted one would wait for ever.
  const replays = Array.from({ length: 100 }, () => judgeBinary({ rubric: polite, output, model }));
  expect((await Promise.all(replays)).every(({ requests }) => requests === 0)).toBe(true);
  expect([limiter.limit, limiter.inFlight]).toEqual([shrunk, 8]);
  for (const slot of held) slot.release("failed");
  // As many successes as these were would have let it grow.
  for (let round = 0; round < 3; round++)
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        judgeBinary({ rubric: polite, output: `${output} ${round} ${at}`, model }),
      ),
    );
  expect(limiter.limit).toBeGreaterThan(shrunk);
});

test("nor are they to the limiter that all models of the process share", async () => {
  recordings.use("auto");
  configureLimiter(2);
  const model = openai({ model: "fake-model", baseURL: provider.baseURL, apiKey: "sk-test" });
  await judgeBinary({ rubric: polite, output, model });
  const limiter = processLimiter();
  const held = await Promise.all([1, 2].map(() => limiter.acquire(AbortSignal.timeout(10_000))));
  const replays = Array.from({ length: 20 }, () => judgeBinary({ rubric: polite, output, model }));
  expect((await Promise.all(replays)).every(({ requests }) => requests === 0)).toBe(true);
  expect([limiter.limit, limiter.inFlight]).toEqual([2, 2]);
  for (const slot of held) slot.release("failed");
  configureLimiter(50);
});

test("a broken model's recordings are replayed, and do not mend it", async () => {
  recordings.use("auto");
  const model = fakeModel(provider);
  await judgeBinary({ rubric: polite, output, model });
  provider.script({ status: 401, body: { error: { message: "no" } } });
  await expect(judgeBinary({ rubric: polite, output: "Hello there.", model })).rejects.toMatchObject({
    code: "MODEL_AUTH",
  });
  expect(await judgeBinary({ rubric: polite, output, model })).toMatchObject({
    outcome: "pass",
    requests: 0,
  });
  const before = provider.log.length;
  await expect(judgeBinary({ rubric: polite, output: "Hello again.", model })).rejects.toMatchObject({
    code: "MODEL_AUTH",
  });
  expect(provider.log).toHaveLength(before);
});
