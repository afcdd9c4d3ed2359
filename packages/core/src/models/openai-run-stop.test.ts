import { createServer } from "node:net";
import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Limiter } from "./limiter.ts";
import { ModelError } from "./model-error.ts";
import { askScripted, fakeModel, hello, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ latencyMs: 20, reply: { text: "fine" } });
});
afterAll(() => provider.close());

const concurrency = 20;

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe.each(sdks)("%s", (_major, load) => {
  test.each(["unauthorized", "forbidden", "model-not-found", "insufficient-quota"])(
    "P10: %s for 1,000 calls spends at most the concurrency in requests, with one message",
    async (fault) => {
      provider.reset();
      provider.rule({ reply: { fault } });
      const model = fakeModel(provider, { load, policy: { limiter: new Limiter({ concurrency }) } });

      const ended = await Promise.allSettled(Array.from({ length: 1000 }, () => model.complete(hello)));
      const errors = ended.map((result) =>
        result.status === "rejected" ? (result.reason as unknown) : undefined,
      );

      expect(provider.log.length).toBeLessThanOrEqual(concurrency);
      expect(errors.every((error) => error instanceof ModelError && error.scope === "run")).toBe(true);
      expect(new Set(errors.map((error) => (error as ModelError).message)).size).toBe(1);
      expect(new Set(errors).size).toBe(1000);
    },
  );

  test("A22: a name that does not resolve stops the run and shows the host", async () => {
    const model = fakeModel({ baseURL: "http://no.such.invalid/v1" }, { load });

    const { error } = await askScripted(provider, model, []);

    expect(error).toMatchObject({ code: "MODEL_UNREACHABLE", scope: "run" });
    expect(error?.message).toContain("no.such.invalid");
    // The same words for calls that tried and calls that waited: reports say it once.
    expect(error?.message).not.toContain("Gave up");
  });

  test("A23: a refused connection stops the run and asks whether the server is running", async () => {
    const model = fakeModel({ baseURL: `http://127.0.0.1:${await unusedPort()}/v1` }, { load });

    const { error } = await askScripted(provider, model, []);

    expect(error).toMatchObject({ code: "MODEL_UNREACHABLE", scope: "run" });
    expect(error?.message).toMatch(/Is the server running at http:\/\/127\.0\.0\.1:\d+\/v1\?/);
  });

  test("A24: an untrusted certificate stops the run without advice to turn checks off", async () => {
    const secure = await startFakeProvider({ tls: true });

    const asked = await askScripted(secure, fakeModel(secure, { load }), []);
    await secure.close();

    expect(asked.error).toMatchObject({ code: "MODEL_TLS", scope: "run" });
    expect(asked.error?.message).toContain("DEPTH_ZERO_SELF_SIGNED_CERT");
    expect(asked.error?.message).not.toMatch(/NODE_TLS_REJECT_UNAUTHORIZED|insecure|disable/i);
    expect(asked.requests).toBe(0);
  });
});

test("after a refused connection later calls fail at once", async () => {
  const model = fakeModel({ baseURL: `http://127.0.0.1:${await unusedPort()}/v1` }, { timeoutMs: 5000 });
  await askScripted(provider, model, []);

  const later = await askScripted(provider, model, []);

  expect(later.error).toMatchObject({ code: "MODEL_UNREACHABLE", scope: "run" });
  expect(later.elapsedMs).toBeLessThan(20);
});

test("after an error of run scope no later call sends a request", async () => {
  const model = fakeModel(provider);
  await askScripted(provider, model, [{ fault: "unauthorized" }]);

  const later = await askScripted(provider, model, []);

  expect(later.error).toMatchObject({ code: "MODEL_AUTH", scope: "run" });
  expect(later.requests).toBe(0);
});

test("A16: an error of case scope leaves the other calls alone", async () => {
  provider.reset();
  provider.rule({ contains: "poison", reply: { fault: "server-error" } });
  const model = fakeModel(provider);
  const ask = (content: string): Promise<unknown> =>
    model.complete({ messages: [{ role: "user", content }] });

  const ended = await Promise.allSettled([ask("poison"), ask("one"), ask("two")]);

  expect(ended.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});
