import { expect, test } from "vitest";
import { ModelError } from "../models/model-error.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedReply } from "../testing/scripted-model.ts";
import { judgeBinary } from "./binary-judge.ts";
import { rubric } from "./rubric.ts";
import type { Verdict } from "./verdict.ts";

const polite = rubric({ name: "polite", version: 3, pass: "It is courteous.", fail: "It is rude." });
const output = "Read the manual. It says so on page one.";

async function judge(...replies: ScriptedReply[]): Promise<Verdict> {
  return judgeBinary({ rubric: polite, output, model: scriptedModel(replies) });
}

function reply(fields: object): string {
  return JSON.stringify({
    nonce: "{{nonce}}",
    critique: "Because.",
    evidence: [],
    verdict: "pass",
    ...fields,
  });
}

test("returns the model's verdict with everything needed to ask again", async () => {
  const usage = { inputTokens: 300, outputTokens: 20 };
  const text = judgeReply({ verdict: "fail", critique: "It is rude.", evidence: ["Read the manual."] });

  expect(await judge({ text, modelServed: "scripted-0611", usage, costUsd: 0.01 })).toEqual({
    outcome: "fail",
    critique: "It is rude.",
    evidence: ["Read the manual."],
    rubric: { name: "polite", version: 3, hash: polite.hash },
    judgeHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    promptVersion: "binary/1",
    parserVersion: "1",
    model: { asked: "scripted", served: "scripted-0611", family: "scripted" },
    usage,
    costUsd: 0.01,
    durationMs: expect.any(Number),
    requests: 1,
  });
});

test("accepts one fenced object", async () => {
  expect(await judge(`\`\`\`json\n${reply({})}\n\`\`\``)).toMatchObject({ outcome: "pass" });
});

test("accepts a score that agrees with the verdict", async () => {
  expect(await judge(reply({ score: 0.9 }))).toMatchObject({ outcome: "pass", score: 0.9 });
});

test.each([
  ["cut JSON", { text: '{"nonce": "{{nonce}}", "critique": "It', finishReason: "length" }, "truncated"],
  ["complete JSON at the token limit", { text: reply({}), finishReason: "length" }, "truncated"],
  ["a filtered reply", { text: reply({}), finishReason: "content-filter" }, "filtered"],
  ["a refusal", { text: "", refusal: "I will not judge this." }, "refused"],
  ["a refusal beside a verdict", { text: reply({}), refusal: "No." }, "refused"],
  ["a tool call", { text: reply({}), finishReason: "tool-calls" }, "unparsable"],
  ["a refusal in prose", "I can't help with that.", "unparsable"],
  ["an empty reply", "", "unparsable"],
  ["white space", " \n ", "unparsable"],
  ["prose around JSON", `My verdict: ${reply({})}`, "ambiguous"],
  ["two objects", `${reply({ verdict: "fail" })}\n${reply({})}`, "ambiguous"],
  ["an empty object", "{}", "unparsable"],
  ["an object without a verdict", reply({ verdict: undefined }), "unparsable"],
  ["a list", "[]", "unparsable"],
  ["null", "null", "unparsable"],
  ["the verdict true", reply({ verdict: true }), "unparsable"],
  ["the verdict 1", reply({ verdict: 1 }), "unparsable"],
  ["the verdict null", reply({ verdict: null }), "unparsable"],
  ["the verdict yes", reply({ verdict: "yes" }), "unparsable"],
  ["the verdict PASS", reply({ verdict: "PASS" }), "unparsable"],
  ["another field name", reply({ verdict: undefined, pass: "true" }), "unparsable"],
  ["an unknown field", reply({ pass: true }), "unparsable"],
  ["evidence as a text", reply({ evidence: "Read" }), "unparsable"],
  ["the score 6", reply({ score: 6 }), "out-of-range"],
  ["the score -0.1", reply({ score: -0.1 }), "out-of-range"],
  ['the score "1"', reply({ score: "1" }), "out-of-range"],
  ["the score null", reply({ score: null }), "out-of-range"],
  ["the score -0", reply({ score: 7 }).replace("7", "-0"), "out-of-range"],
  ["the score 1e309", reply({ score: 7 }).replace("7", "1e309"), "out-of-range"],
  ["the score NaN", reply({ score: 7 }).replace("7", "NaN"), "unparsable"],
  ["a pass with a low score", reply({ score: 0.1 }), "inconsistent"],
  ["a fail with a high score", reply({ verdict: "fail", score: 0.9 }), "inconsistent"],
  [
    "a critique that ends with the other verdict",
    reply({ critique: "Rude. Verdict: FAIL." }),
    "inconsistent",
  ],
  ["a quote that the output does not hold", reply({ evidence: ["Thank you!"] }), "inconsistent"],
  ["an empty quote", reply({ evidence: [""] }), "inconsistent"],
  ["a key named twice", reply({}).replace('"verdict"', '"verdict":"fail","verdict"'), "ambiguous"],
  ["another call's nonce", reply({ nonce: "0123456789abcdef0123456789abcdef" }), "unparsable"],
  ["no nonce", reply({ nonce: undefined }), "unparsable"],
  ["an honest judge without an answer", reply({ verdict: "cannot-judge" }), "cannot-judge"],
])("finds no verdict in %s", async (_name, scripted, inconclusiveClass) => {
  expect(await judge(scripted as ScriptedReply)).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass,
  });
});

test("asks a cut reply again, once, with a higher cap, and sums up what both used", async () => {
  const cut = { text: "{", finishReason: "length", usage: { inputTokens: 10, outputTokens: 5 } } as const;
  const model = scriptedModel([cut, { text: reply({}), usage: { inputTokens: 10, outputTokens: 7 } }]);

  const verdict = await judgeBinary({ rubric: polite, output, model });

  expect(verdict).toMatchObject({
    outcome: "pass",
    requests: 2,
    usage: { inputTokens: 20, outputTokens: 12 },
  });
  expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([1024, 4096]);
});

test("asks an empty reply again, once", async () => {
  expect(await judge("", reply({}))).toMatchObject({ outcome: "pass", requests: 2 });
});

test("asks a second cut reply no third time", async () => {
  const cut = { text: "{", finishReason: "length" } as const;

  expect(await judge(cut, cut, reply({}))).toMatchObject({ inconclusiveClass: "truncated", requests: 2 });
});

test("does not ask a refusal again", async () => {
  expect(await judge({ text: "", refusal: "No." }, reply({}))).toMatchObject({
    inconclusiveClass: "refused",
    requests: 1,
  });
});

test("names no cost when one of two replies has none", async () => {
  expect(await judge({ text: "", costUsd: 1 }, reply({}))).not.toHaveProperty("costUsd");
});

test("fails an output without content by rule and asks nobody", async () => {
  const model = scriptedModel([reply({})]);

  const verdict = await judgeBinary({ rubric: polite, output: "Thought process:", model });

  expect(verdict).toMatchObject({ outcome: "fail", rule: "opener-only", requests: 0 });
  expect(model.requests).toEqual([]);
});

test("asks about an empty output where the rubric allows one", async () => {
  const silent = rubric({
    name: "silent",
    version: 1,
    pass: "It says nothing.",
    fail: "It talks.",
    allowEmpty: true,
  });

  expect(await judgeBinary({ rubric: silent, output: "", model: scriptedModel([reply({})]) })).toMatchObject({
    outcome: "pass",
    requests: 1,
  });
});

test("calls a blocked input inconclusive: the provider answered, the output was not judged", async () => {
  const blocked = new ModelError("Failed to ask: the input was blocked.", { code: "MODEL_INPUT_BLOCKED" });

  expect(await judge(blocked)).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "blocked-input" });
});

test("throws what kept the model from answering", async () => {
  const refused = new ModelError("Failed to ask: the key is refused.", { code: "MODEL_AUTH", scope: "run" });

  await expect(judge(refused)).rejects.toMatchObject({ code: "MODEL_AUTH", scope: "run", outcome: "error" });
});

test("throws a model error for any other error of a model", async () => {
  await expect(judge(new TypeError("boom"))).rejects.toMatchObject({
    code: "MODEL_FAILED",
    outcome: "error",
  });
});

test("gives up a model that never answers, at the deadline", async () => {
  const model = scriptedModel([() => new Promise<string>(() => {})]);
  const asking = judgeBinary({ rubric: polite, output, model, deadline: performance.now() + 50 });

  await expect(asking).rejects.toMatchObject({ code: "MODEL_TIMEOUT", outcome: "error" });
});

test("puts everything that others wrote into blocks", async () => {
  const model = scriptedModel([reply({})]);
  const examples = [{ input: "I-EX", output: "O-EX", verdict: "pass", critique: "C-EX" }] as const;
  const withExample = rubric({ ...polite, examples });

  await judgeBinary({
    rubric: withExample,
    output: "OUT",
    input: "IN",
    reference: "REF",
    context: ["CON"],
    model,
  });

  const [request] = model.requests;
  const nonce = request?.question?.nonce ?? "";
  const text = request?.messages.map(({ content }) => content).join("\n") ?? "";
  const outside = text.replace(
    new RegExp(`<<<([A-Z0-9 ]+) ${nonce}>>>\\n[\\s\\S]*?\\n<<<END \\1 ${nonce}>>>`, "g"),
    "",
  );
  expect(outside).not.toMatch(/\b(I-EX|O-EX|C-EX|OUT|IN|REF|CON)\b/);
  expect(text).toContain(`<<<CONTEXT 1 ${nonce}>>>\nCON\n<<<END CONTEXT 1 ${nonce}>>>`);
});

test("takes templates in a rubric and an output literally", async () => {
  const model = scriptedModel([reply({})]);
  const tricky = rubric({
    name: "t",
    version: 1,
    pass: "It says $& or {{name}}.",
    fail: "It says ${x} or $'.",
  });

  await judgeBinary({ rubric: tricky, output: "$& $' $` {{nonce}} ${process.env}", model });

  const text = model.requests[0]?.messages.map(({ content }) => content).join("\n");
  expect(text).toContain("Pass: It says $& or {{name}}.\nFail: It says ${x} or $'.");
  expect(text).toContain("\n$& $' $` {{nonce}} ${process.env}\n");
});
