import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askScripted, fakeModel, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());

/** The highest resident set size, in bytes, while `work` runs; the server's own buffers are in it. */
async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 1);
  await work();
  clearInterval(timer);
  return peak - before;
}

const megabyte = 1024 * 1024;

describe.each(sdks)("%s", (_major, load) => {
  test("A32: a body of 400 MB ends at 8 MB, in bounded memory", async () => {
    const model = fakeModel(provider, { load });
    let code: string | undefined;

    const grown = await peakMemory(async () => {
      code = (await askScripted(provider, model, [{ fault: "huge-body", megabytes: 400 }])).error?.code;
    });

    expect(code).toBe("MODEL_RESPONSE_TOO_LARGE");
    expect(grown).toBeLessThan(100 * megabyte);
  });

  test("A33: a gzip bomb ends at 8 MB", async () => {
    const asked = await askScripted(provider, fakeModel(provider, { load }), [
      { fault: "gzip-bomb", megabytes: 64 },
    ]);

    expect(asked.error?.code).toBe("MODEL_RESPONSE_TOO_LARGE");
    expect(asked.requests).toBe(1);
  });

  test("an error body is capped too", async () => {
    const plan = {
      status: 400,
      headers: { "content-type": "application/json" },
      body: { error: { message: "x".repeat(9 * megabyte) } },
    };

    const asked = await askScripted(provider, fakeModel(provider, { load }), [plan]);

    expect(asked.error?.code).toBe("MODEL_RESPONSE_TOO_LARGE");
  });

  test("a body of 7 MB is fine", async () => {
    const asked = await askScripted(provider, fakeModel(provider, { load }), [
      { text: "x".repeat(7 * megabyte) },
    ]);

    expect(asked.reply?.text).toHaveLength(7 * megabyte);
  });
});
