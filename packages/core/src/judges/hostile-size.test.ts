import { expect, test } from "vitest";
import { lexical } from "../models/lexical.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { judgeBinary } from "./binary-judge.ts";
import { judgeClaims } from "./claims-judge.ts";
import { rubric } from "./rubric.ts";

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const length = 60_000;

/** Texts on which a pattern that backtracks takes minutes. */
const hostile: readonly (readonly [name: string, text: string])[] = [
  ["full stops", "a".concat(".".repeat(length))],
  ["full stops and quotes", `a${".'".repeat(length / 2)}`],
  ["spaces", `a${" ".repeat(length)}b`],
  ["line breaks", `a${"\n".repeat(length)}b`],
  ["punctuation", `a${"!-".repeat(length / 2)}b`],
  ["digits", "1".repeat(length)],
  ["separated digits", "1,".repeat(length / 2)],
  ["spaced hyphens after a number", `1${" -".repeat(length / 2)}`],
  ["one long word", "a".repeat(length)],
  ["many words without a stop", "Ab ".repeat(length / 3)],
  ["delimiters", "<<<".repeat(length / 3)],
  ["quotes", '"'.repeat(length)],
  ["open braces", "{".repeat(length)],
  ["open objects", '{"a":'.repeat(length / 5)],
  ["fences", "```".repeat(length / 3)],
  ["a fence and spaces", `\`\`\`json\n${" ".repeat(length)}`],
  ["abbreviations", "e.g. ".repeat(length / 5)],
  ["CJK", "解".repeat(length)],
];

test.each(hostile)("judges %s in reasonable time", { timeout: 5_000 }, async (_name, text) => {
  const verdict = await judgeBinary({
    rubric: polite,
    output: text,
    reference: "Thank you, madam.",
    model: lexical(),
  });

  expect(verdict.outcome).not.toBe("pass");
});

test.each(hostile)("checks the claims of %s in reasonable time", { timeout: 5_000 }, async (_name, text) => {
  const verdict = await judgeClaims({ output: text, context: ["Thank you, madam."], model: lexical() });

  expect(verdict.outcome).not.toBe("pass");
});

test.each(hostile)(
  "checks a claim against %s in reasonable time",
  { timeout: 5_000 },
  async (_name, text) => {
    const verdict = await judgeClaims({ output: "Dolphins cost $5.", context: [text], model: lexical() });

    expect(verdict.outcome).not.toBe("pass");
  },
);

test.each(hostile)("reads %s as a reply in reasonable time", { timeout: 5_000 }, async (_name, text) => {
  const verdict = await judgeBinary({ rubric: polite, output: "Thank you.", model: scriptedModel([text]) });

  expect(verdict.outcome).toBe("inconclusive");
});
