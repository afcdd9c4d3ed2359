import { startFakeProvider } from "@assay-fixtures/fake-provider";
import { expect, test } from "vitest";
import { Limiter } from "./limiter.ts";
import { fakeModel, hello } from "./test-helpers/ask-fake-provider.ts";

test("P9: 150 calls at once behind a limit of 100 a second: none is lost, and the limiter has shrunk", async () => {
  const provider = await startFakeProvider({
    rateLimit: { perSecond: 100, burst: 20 },
    latencyMs: 30,
    reply: { text: "fine" },
  });
  const limiter = new Limiter({ concurrency: 50 });
  const model = fakeModel(provider, { policy: { limiter, backoffMs: 50 } });

  const replies = await Promise.all(Array.from({ length: 150 }, () => model.complete(hello)));
  const { maxInFlight } = provider;
  await provider.close();

  expect(replies.every(({ text }) => text === "fine")).toBe(true);
  expect(maxInFlight).toBeLessThanOrEqual(50);
  expect(limiter.limit).toBeLessThan(50);
  expect(limiter.inFlight).toBe(0);
});
