import { inspect } from "node:util";
import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openai } from "./openai.ts";
import { askScripted, fakeModel, plantedKey, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

/** Everything that a log, a runner or a reporter could print of a value. */
function everythingShown(value: unknown): string {
  const error =
    value instanceof Error
      ? `${value.message}\n${value.stack}\n${inspect(value.cause, { depth: 20, showHidden: true })}`
      : "";
  return [
    error,
    inspect(value, { depth: 20 }),
    inspect(value, { depth: 20, showHidden: true, customInspect: false }),
    JSON.stringify(value),
  ].join("\n");
}

describe.each(sdks)("%s", (_major, load) => {
  test.each([
    ["in clear", `Incorrect API key provided: ${plantedKey}. Find yours in the console.`],
    ["percent-encoded", `GET /v1?key=${encodeURIComponent(plantedKey)} refused`],
    ["as a bearer token", `header Authorization: Bearer ${plantedKey} refused`],
  ])("E15: a 401 that echoes the key %s shows it nowhere", async (_how, message) => {
    const { error } = await askScripted(provider, fakeModel(provider, { load }), [
      { fault: "unauthorized", message },
    ]);

    expect(error?.message).toContain("[redacted]");
    expect(everythingShown(error)).not.toContain(plantedKey);
  });

  test("E15: a key that looks like nothing known is not shown either", async () => {
    const apiKey = "hunter2-horse-battery";
    const model = fakeModel(provider, { load, apiKey });

    const { error } = await askScripted(provider, model, [
      { fault: "unauthorized", message: `no such key: ${apiKey}` },
    ]);

    expect(everythingShown(error)).not.toContain(apiKey);
  });

  test("E15: a key in the base URL's query goes with the request and into no error", async () => {
    const model = fakeModel({ baseURL: `${provider.baseURL}?key=query-secret-42` }, { load });

    const { error } = await askScripted(provider, model, [
      { fault: "server-error", headers: { "x-should-retry": "false" } },
    ]);

    expect(provider.log[0]?.path).toBe("/v1/chat/completions?key=query-secret-42");
    expect(everythingShown(error)).not.toContain("query-secret-42");
  });

  test("A31: a redirect to another server sends it nothing", async () => {
    const other = await startFakeProvider();
    const location = `${other.baseURL}/chat/completions`;

    const { error } = await askScripted(provider, fakeModel(provider, { load }), [
      { fault: "redirect", location },
    ]);
    const received = other.log.length;
    await other.close();

    expect(error).toMatchObject({ code: "MODEL_REDIRECT", scope: "case" });
    expect(received).toBe(0);
  });

  test("the cause keeps the SDK's message and code, not its headers and body", async () => {
    const { error } = await askScripted(provider, fakeModel(provider, { load }), [
      { fault: "context-length" },
    ]);

    expect(error?.cause).toMatchObject({
      message: expect.stringContaining("maximum context length"),
      code: "context_length_exceeded",
    });
    expect(Object.keys(error?.cause as object)).toEqual(["name", "code"]);
  });
});

test("printing or serialising a model shows neither key nor headers", () => {
  const model = openai({ model: "m", apiKey: plantedKey, headers: { "x-gateway-key": "gateway-secret" } });

  const shown = everythingShown(model);

  expect(inspect(model)).toBe('openai("m")');
  expect(JSON.stringify(model)).toBe('{"id":"m","family":"m"}');
  expect(shown).not.toContain(plantedKey);
  expect(shown).not.toContain("gateway-secret");
});

test("a base URL with a password is refused without showing it", () => {
  const build = (): unknown => openai({ model: "m", baseURL: "https://someone:opensesame@host.example/v1" });

  expect(build).toThrow(/holds a user name or a password/);
  expect(build).not.toThrow(/opensesame/);
});

test("a key that cannot stand in a header is refused without showing it", async () => {
  const { error, requests } = await askScripted(
    provider,
    fakeModel(provider, { apiKey: "sk-line\nbreak-0123456789" }),
    [],
  );

  expect(error).toMatchObject({ code: "MODEL_AUTH", scope: "run" });
  expect(requests).toBe(0);
  expect(everythingShown(error)).not.toMatch(/sk-line|break-0123/);
});
