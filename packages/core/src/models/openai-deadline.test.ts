import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Limiter } from "./limiter.ts";
import { askScripted, fakeModel, hello, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());

const deadlineMs = 300;
const slackMs = 250;

const endless: readonly (readonly [row: string, plan: Plan])[] = [
  ["A25 no headers", { fault: "no-headers" }],
  ["A26 stalled body", { fault: "body-stall" }],
  ["A27 one byte per 100 ms", { fault: "drip" }],
];

describe.each(sdks)("%s", (_major, load) => {
  test.each(endless)("%s ends at the model's own limit", async (_row, plan) => {
    const asked = await askScripted(provider, fakeModel(provider, { load, timeoutMs: deadlineMs }), [plan]);

    expect(asked.error?.code).toBe("MODEL_TIMEOUT");
    expect(asked.elapsedMs).toBeGreaterThanOrEqual(deadlineMs - 5);
    expect(asked.elapsedMs).toBeLessThan(deadlineMs + slackMs);
  });

  test("the request's deadline counts when it is earlier", async () => {
    const request = { ...hello, deadline: performance.now() + deadlineMs };

    const asked = await askScripted(
      provider,
      fakeModel(provider, { load }),
      [{ fault: "body-stall" }],
      request,
    );

    expect(asked.error?.code).toBe("MODEL_TIMEOUT");
    expect(asked.elapsedMs).toBeLessThan(deadlineMs + slackMs);
  });

  test("the test's signal ends a call at once", async () => {
    const request = { ...hello, signal: AbortSignal.timeout(100) };

    const asked = await askScripted(provider, fakeModel(provider, { load }), [{ fault: "drip" }], request);

    expect(asked.error?.message).toContain("cancelled");
    expect(asked.elapsedMs).toBeLessThan(100 + slackMs);
  });
});

test("A9: waits as long as Retry-After says, then asks again", async () => {
  const asked = await askScripted(provider, fakeModel(provider), [
    { fault: "rate-limited", headers: { "retry-after": "1" } },
  ]);

  expect(asked.reply?.text).toBe("fine");
  expect(asked.elapsedMs).toBeGreaterThanOrEqual(1000);
});

test("A10: does not wait for a Retry-After beyond the deadline", async () => {
  const plan = { fault: "rate-limited", headers: { "retry-after": "120" } };

  const asked = await askScripted(provider, fakeModel(provider, { timeoutMs: 5000 }), [plan]);

  expect(asked.error).toMatchObject({ code: "MODEL_RATE_LIMITED", scope: "case", retryAfterMs: 120_000 });
  expect(asked.error?.message).toContain("retry after 120 s");
  expect(asked.requests).toBe(1);
  expect(asked.elapsedMs).toBeLessThan(slackMs);
});

test("A11: honours retry-after-ms and an HTTP date", async () => {
  const inTwoSeconds = new Date(Date.now() + 2000).toUTCString();
  const replies = [
    { fault: "rate-limited", headers: { "retry-after-ms": "150" } },
    { fault: "rate-limited", headers: { "retry-after": inTwoSeconds } },
  ];

  const asked = await askScripted(provider, fakeModel(provider), replies);

  expect(asked.requests).toBe(3);
  // An HTTP date has whole seconds: it says up to one second less than meant.
  expect(asked.elapsedMs).toBeGreaterThanOrEqual(1000);
});

test("A11: without a valid header the first pause is at least 500 ms", async () => {
  const model = fakeModel(provider, { policy: { backoffMs: 500, limiter: new Limiter({ concurrency: 5 }) } });

  const asked = await askScripted(provider, model, [
    { fault: "rate-limited", headers: { "retry-after": "-1" } },
  ]);

  expect(asked.requests).toBe(2);
  expect(asked.elapsedMs).toBeGreaterThanOrEqual(500);
});

test("A13: 429 for ever ends before the deadline, with the rate limit as the reason", async () => {
  provider.rule({ contains: "hello", reply: { fault: "rate-limited" } });

  const request = { ...hello, messages: [{ role: "user" as const, content: "hello for ever" }] };
  const startedAt = performance.now();
  const error = await fakeModel(provider, { timeoutMs: deadlineMs })
    .complete(request)
    .catch((thrown: unknown) => thrown);
  provider.reset();

  expect(error).toMatchObject({ code: "MODEL_RATE_LIMITED", scope: "case" });
  expect(performance.now() - startedAt).toBeLessThan(deadlineMs + slackMs);
});

test("maxRetries 0 sends one request, also after a 429", async () => {
  const model = fakeModel(provider, { maxRetries: 0 });

  const limited = await askScripted(provider, model, [{ fault: "rate-limited" }]);
  const failed = await askScripted(provider, model, [{ fault: "server-error" }]);

  expect([limited.requests, failed.requests]).toEqual([1, 1]);
  expect([limited.error?.code, failed.error?.code]).toEqual(["MODEL_RATE_LIMITED", "MODEL_SERVER"]);
});

test("time spent in the queue counts", async () => {
  const limiter = new Limiter({ concurrency: 1 });
  const model = fakeModel(provider, { timeoutMs: deadlineMs, policy: { limiter } });
  const slot = await limiter.acquire(new AbortController().signal);

  const asked = await askScripted(provider, model, []);
  slot.release("ok");

  expect(asked.error).toMatchObject({ code: "MODEL_TIMEOUT" });
  expect(asked.error?.message).toContain("slots of the limiter");
  expect(asked.requests).toBe(0);
});
