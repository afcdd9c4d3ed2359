import fc from "fast-check";
import { expect, test } from "vitest";
import { splitClaims } from "./split-claims.ts";

const texts = (output: string): readonly string[] => splitClaims(output).map(({ text }) => text);

test("numbers claims in the order of the text", () => {
  expect(splitClaims("Pro costs $49. Starter costs $29.")).toEqual([
    { id: "c1", text: "Pro costs $49." },
    { id: "c2", text: "Starter costs $29." },
  ]);
});

test.each([
  ["It costs $4.99 per month. It is v2.0.", ["It costs $4.99 per month.", "It is v2.0."]],
  ["Ask Dr. Smith, e.g. by mail. He knows.", ["Ask Dr. Smith, e.g. by mail.", "He knows."]],
  ["Born in the U.S. in 1990. He sings.", ["Born in the U.S. in 1990.", "He sings."]],
  ["- **Pro**: $49\n- Starter: $29\n\n1. Open Billing", ["Pro: $49", "Starter: $29", "Open Billing"]],
  [
    "# Plans\n\n| Plan | Price |\n| --- | --- |\n| Pro | $49 |",
    ["Plans", "| Plan | Price |", "| Pro | $49 |"],
  ],
  ["Pro has SSO; Starter does not.", ["Pro has SSO", "Starter does not."]],
  ["Pro costs $49, but you can pay yearly.", ["Pro costs $49", "you can pay yearly."]],
  ["Salt, pepper and sugar are included.", ["Salt, pepper and sugar are included."]],
  ["料金は四十九ドルです。返金できます。", ["料金は四十九ドルです。", "返金できます。"]],
  ["a late century.First for Women is a magazine.", ["a late century.", "First for Women is a magazine."]],
  ["", []],
  ["...\n---", []],
])("cuts %j", (output, claims) => {
  expect(texts(output)).toEqual(claims);
});

test("loses no letter or digit but list numbers", () => {
  const word = fc.constantFrom(
    "Pro",
    "costs",
    "49",
    "e.g.",
    "Dr.",
    "no;",
    "a",
    "yes.",
    "what?",
    "\n",
    "- ",
    "It",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const output = words.join(" ");
      const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
      expect(bare(texts(output).join(" "))).toBe(bare(output));
    }),
  );
});
