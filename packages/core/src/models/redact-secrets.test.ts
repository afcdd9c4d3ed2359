import fc from "fast-check";
import { expect, test } from "vitest";
import { redactSecrets } from "./redact-secrets.ts";

test.each([
  ["an OpenAI key", "Incorrect API key provided: sk-proj-abc123DEF456."],
  ["a masked OpenAI key", "Incorrect API key provided: sk-proj-****************3456."],
  ["an Anthropic key", "invalid x-api-key sk-ant-api03-abcdefghijkl"],
  ["a Google key", "API key AIzaSyA1234567890abcdefg not valid"],
  ["an AWS key id", "credential AKIAIOSFODNN7EXAMPLE was refused"],
  ["a GitHub token", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"],
  ["a Groq key", "gsk_abcdefghijklmnop"],
  ["a Hugging Face token", "hf_abcdefghijklmnop"],
  ["a bearer token", "Authorization: Bearer abc.def-123"],
  ["a JSON Web Token", "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"],
  ["a key in a query", "GET https://host.example/v1?api-version=1&api_key=hunter2hunter2 failed"],
  ["a user name and a password in a URL", "connect to https://someone:hunter2hunter2@host.example/v1"],
  ["a labelled key", '{"api_key": "hunter2hunter2"}'],
])("takes out %s", (_what, text) => {
  const redacted = redactSecrets(text, []);

  expect(redacted).toContain("[redacted]");
  expect(redacted).not.toMatch(/abc123|3456|abcdefghijkl|SyA123|IOSFODNN|16C7e42F|abc\.def|eyJzdWIi|hunter2/);
});

test.each([
  "This model's maximum context length is 128000 tokens.",
  "The model `gpt-5-mini` does not exist or you do not have access to it.",
  "Rate limit reached for requests. Please try again in 20s.",
  "task-oriented and risk-averse",
  "No such file: https://host.example/v1/chat/completions",
])("leaves ordinary text alone: %s", (text) => {
  expect(redactSecrets(text, [])).toBe(text);
});

test("takes out every known secret, whatever it looks like and however it is written", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, unit: "grapheme-ascii" }), (secret) => {
      const spellings = [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret),
        Buffer.from(secret).toString("base64"),
      ];

      const redacted = redactSecrets(spellings.join(" | "), [secret]);

      return !redacted.includes(secret) || "[redacted]".includes(secret);
    }),
  );
});

test("does not mask a known value of a few characters, which would garble ordinary words", () => {
  expect(redactSecrets("none of the models is none", ["none"])).toBe("none of the models is none");
});

test.each(["x", "a:/", "?key", "&token", "-eyJ", "bearer ", "password ", "://@"])(
  "a text of nothing but %j, however long, takes no time to speak of",
  (word) => {
    const text = word.repeat(Math.ceil(500_000 / word.length));
    expect(redactSecrets(text, []).length).toBeGreaterThan(0);
  },
);
