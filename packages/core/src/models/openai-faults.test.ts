import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askScripted, fakeModel, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());

interface Row {
  readonly row: string;
  readonly replies: readonly Plan[];
  readonly code?: string;
  readonly scope?: "case" | "run";
  readonly outcome?: string;
  readonly requests: number;
  readonly says?: string;
}

const repeat = (plan: Plan, times: number): Plan[] => Array.from({ length: times }, () => plan);

const rows: readonly Row[] = [
  {
    row: "A1 context length",
    replies: [{ fault: "context-length" }],
    code: "MODEL_REQUEST_TOO_LARGE",
    requests: 1,
  },
  {
    row: "A2 content policy",
    replies: [{ fault: "content-policy" }],
    code: "MODEL_INPUT_BLOCKED",
    outcome: "inconclusive",
    requests: 1,
  },
  {
    row: "A3 401",
    replies: [{ fault: "unauthorized" }],
    code: "MODEL_AUTH",
    scope: "run",
    requests: 1,
    says: "OPENAI_API_KEY",
  },
  { row: "A4 403", replies: [{ fault: "forbidden" }], code: "MODEL_FORBIDDEN", scope: "run", requests: 1 },
  {
    row: "A5 404 model",
    replies: [{ fault: "model-not-found" }],
    code: "MODEL_NOT_FOUND",
    scope: "run",
    requests: 1,
    says: "model fake-model not found at http://127.0.0.1",
  },
  { row: "A6 408, then an answer", replies: [{ fault: "request-timeout" }], requests: 2 },
  {
    row: "A6 408 for ever",
    replies: repeat({ fault: "request-timeout" }, 9),
    code: "MODEL_TIMEOUT",
    requests: 4,
  },
  { row: "A7 409, then an answer", replies: [{ fault: "conflict" }], requests: 2 },
  { row: "A7 409 for ever", replies: repeat({ fault: "conflict" }, 9), code: "MODEL_SERVER", requests: 4 },
  { row: "A8 413", replies: [{ fault: "too-large" }], code: "MODEL_REQUEST_TOO_LARGE", requests: 1 },
  { row: "A8 422", replies: [{ fault: "unprocessable" }], code: "MODEL_BAD_REQUEST", requests: 1 },
  {
    row: "400 unsupported parameter",
    replies: [{ fault: "unsupported-parameter" }],
    code: "MODEL_BAD_REQUEST",
    requests: 1,
    says: "body: { temperature: null }",
  },
  {
    row: "A11 Retry-After negative",
    replies: [{ fault: "rate-limited", headers: { "retry-after": "-1" } }],
    requests: 2,
  },
  {
    row: "A11 Retry-After in the past",
    replies: [{ fault: "rate-limited", headers: { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" } }],
    requests: 2,
  },
  {
    row: "A11 Retry-After garbage",
    replies: [{ fault: "rate-limited", headers: { "retry-after": "soon" } }],
    requests: 2,
  },
  {
    row: "A12 quota",
    replies: [{ fault: "insufficient-quota" }],
    code: "MODEL_QUOTA",
    scope: "run",
    requests: 1,
    says: "quota",
  },
  { row: "A14 500, then an answer", replies: [{ fault: "server-error" }], requests: 2 },
  {
    row: "A14 502 in HTML, 503, 504, then an answer",
    replies: [{ fault: "bad-gateway" }, { fault: "unavailable" }, { fault: "gateway-timeout" }],
    requests: 4,
  },
  { row: "A14 529 for ever", replies: repeat({ fault: "overloaded" }, 9), code: "MODEL_SERVER", requests: 4 },
  {
    row: "A15 500 with x-should-retry: false",
    replies: [{ fault: "server-error", headers: { "x-should-retry": "false" } }],
    code: "MODEL_SERVER",
    requests: 1,
  },
  {
    row: "400 with x-should-retry: true",
    replies: [{ fault: "context-length", headers: { "x-should-retry": "true" } }],
    code: "MODEL_REQUEST_TOO_LARGE",
    requests: 1,
  },
  {
    row: "A16 deterministic 500",
    replies: repeat({ fault: "server-error" }, 9),
    code: "MODEL_SERVER",
    requests: 4,
    says: "Gave up after 4 requests",
  },
  {
    row: "A17 HTML with 200",
    replies: [{ fault: "html-200" }],
    code: "MODEL_BAD_RESPONSE",
    requests: 1,
    says: "HTML",
  },
  { row: "A18 empty", replies: repeat({ fault: "empty" }, 4), code: "MODEL_BAD_RESPONSE", requests: 4 },
  {
    row: "A18 empty, content-length 0",
    replies: repeat({ fault: "empty-json" }, 4),
    code: "MODEL_BAD_RESPONSE",
    requests: 4,
  },
  { row: "A18 null", replies: [{ fault: "null" }], code: "MODEL_BAD_RESPONSE", requests: 1 },
  { row: "A18 no choices", replies: [{ fault: "no-choices" }], code: "MODEL_BAD_RESPONSE", requests: 1 },
  {
    row: "A18 error with 200",
    replies: [{ fault: "error-200" }],
    code: "MODEL_BAD_RESPONSE",
    requests: 1,
    says: "upstream failed",
  },
  { row: "A19 truncated JSON, then an answer", replies: [{ fault: "truncated-json" }], requests: 2 },
  {
    row: "A19 truncated JSON for ever",
    replies: repeat({ fault: "truncated-json" }, 4),
    code: "MODEL_BAD_RESPONSE",
    requests: 4,
  },
  {
    row: "A20 reset before headers, then an answer",
    replies: [{ fault: "reset-before-headers" }],
    requests: 2,
  },
  {
    row: "A20 reset before headers for ever",
    replies: repeat({ fault: "reset-before-headers" }, 4),
    code: "MODEL_UNREACHABLE",
    requests: 4,
  },
  { row: "A21 reset mid-body, then an answer", replies: [{ fault: "reset-mid-body" }], requests: 2 },
  {
    row: "A21 reset mid-body for ever",
    replies: repeat({ fault: "reset-mid-body" }, 4),
    code: "MODEL_UNREACHABLE",
    requests: 4,
  },
  { row: "A31 redirect", replies: [{ fault: "redirect" }], code: "MODEL_REDIRECT", requests: 1 },
];

describe.each(sdks)("%s", (_major, load) => {
  test.each(rows)(
    "$row",
    async ({ replies, code, scope = "case", outcome = "error", requests, says = "" }) => {
      const model = fakeModel(provider, { load });

      const asked = await askScripted(provider, model, replies);

      expect({ code: asked.error?.code, requests: asked.requests }).toEqual({ code, requests });
      expect(asked.reply?.text).toBe(code === undefined ? "fine" : undefined);
      expect(asked.reply?.requests).toBe(code === undefined ? requests : undefined);
      expect(asked.error?.scope).toBe(code === undefined ? undefined : scope);
      expect(asked.error?.outcome).toBe(code === undefined ? undefined : outcome);
      expect(asked.error?.message ?? "").toContain(says);
    },
  );
});
