import { expect, test } from "vitest";
import { lexical } from "../models/lexical.ts";
import { openai } from "../models/openai.ts";
import { judgeBinary } from "./binary-judge.ts";
import { judgeHash, type JudgeParts } from "./judge-hash.ts";
import { rubric } from "./rubric.ts";

const model = { id: "judge-1", settings: { baseURL: "https://a.example/v1" } };
const parts: JudgeParts = {
  seats: [{ model, temperature: 0 }],
  promptVersion: "binary-1",
  parserVersion: "1",
  rubricHash: "ab",
};

test("is the SHA-256 of the canonical JSON of its parts, by an outside tool", () => {
  // printf '{"parserVersion":"1","promptVersion":"binary-1","rubricHash":"ab","seats":[{"model":"judge-1","seed":null,"settings":{"baseURL":"https://a.example/v1"},"temperature":0}]}' | sha256sum
  expect(judgeHash(parts)).toBe("1a9c1d4c98c8de590e524bf490ddf532aae61d030aefa2c723ba00280f6e5167");
});

const [seat] = parts.seats;
const asking = (change: object): JudgeParts => ({ ...parts, seats: [{ ...seat, model, ...change }] });

test.each<[what: string, changed: JudgeParts]>([
  ["model", asking({ model: { ...model, id: "judge-2" } })],
  ["base URL", asking({ model: { ...model, settings: { baseURL: "https://b.example/v1" } } })],
  ["temperature", asking({ temperature: 0.3 })],
  ["seed", asking({ seed: 1 })],
  ["prompt version", { ...parts, promptVersion: "binary-2" }],
  ["parser version", { ...parts, parserVersion: "2" }],
  ["rubric", { ...parts, rubricHash: "cd" }],
  ["number of votes", { ...parts, seats: [...parts.seats, ...parts.seats] }],
])("changes with the %s", (_what, changed) => {
  expect(judgeHash(changed)).not.toBe(judgeHash(parts));
});

const base = { model: "gpt-5-mini", baseURL: "https://a.example/v1", apiKey: "key-one" } as const;
const hashOf = (options: object): string =>
  judgeHash({ ...parts, seats: [{ model: openai({ ...base, ...options }) }] });

test.each<[what: string, options: object]>([
  ["model", { model: "gpt-5" }],
  ["base URL", { baseURL: "https://b.example/v1" }],
  ["query of the base URL", { baseURL: "https://a.example/v1?api-version=2" }],
  ["way to ask for JSON", { structuredOutput: "text" }],
  ["temperature in the body", { body: { temperature: 1 } }],
  ["seed in the body", { body: { seed: 1 } }],
])("of openai() changes with the %s", (_what, options) => {
  expect(hashOf(options)).not.toBe(hashOf({}));
});

test.each<[what: string, options: object]>([
  ["API key", { apiKey: "key-two" }],
  ["headers", { headers: { "x-team": "a" } }],
  ["closing slash of the base URL", { baseURL: "https://a.example/v1/" }],
  ["timeouts and retries", { timeoutMs: 5_000, maxRetries: 0 }],
  ["price", { price: { inputPerMillion: 1, outputPerMillion: 2 } }],
])("of openai() stays with other %s", (_what, options) => {
  expect(hashOf(options)).toBe(hashOf({}));
});

test("of openai() does not depend on the order of headers or of the body's fields", () => {
  const one = hashOf({ headers: { a: "1", b: "2" }, body: { seed: 1, top_p: 1 } });
  const other = hashOf({ headers: { b: "2", a: "1" }, body: { top_p: 1, seed: 1 } });

  expect(one).toBe(other);
});

test("of openai() differs between two keys in the query of the base URL by nothing", () => {
  const one = hashOf({ baseURL: "https://a.example/v1?key=one&api-version=1" });
  const other = hashOf({ baseURL: "https://a.example/v1?api-version=1&key=two" });

  expect(one).toBe(other);
});

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

test("is in every verdict, the same whether a model or a rule decided", async () => {
  const options = { rubric: polite, reference: "Thank you.", model: lexical() };

  const asked = await judgeBinary({ ...options, output: "Thank you." });
  const unasked = await judgeBinary({ ...options, output: "" });

  expect(asked.judgeHash).toMatch(/^[0-9a-f]{64}$/);
  expect(unasked.judgeHash).toBe(asked.judgeHash);
});
