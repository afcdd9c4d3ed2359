import { describe, expect, test } from "vitest";
import { mentionedTerms } from "./mentioned-terms.ts";

describe("mentionedTerms", () => {
  test.each([
    ["whole words only", "We refunded it; prefund, refunds.", "refund", false],
    ["at the edges of the text", "refund", "refund", true],
    ["beside punctuation and emphasis", "_Refund_ (*refund*): refund's", "refund", true],
    ["whatever the case", "ACMEDESK", "AcmeDesk", true],
    ["a later whole word after a part of one", "refunds and a refund", "refund", true],
    ["terms that end in a symbol", "We use C++ and C#.", "C++", true],
    ["digits as part of a word", "30 days", "0 days", false],
    ["accents as part of a letter", "cafe\u0301s", "cafe", false],
    ["composed and decomposed letters as one", "cafe\u0301", "café", true],
    ["letters beyond the basic plane", "𐐨𐐩 x", "𐐨", false],
    ["across line ends", "within 30\u00a0\n days", "30 days", true],
    ["despite typographic apostrophes and hyphens", "Don’t e‑mail", "don't e-mail", true],
    ["despite invisible characters", "Acme\u200bDe\u00adsk", "AcmeDesk", true],
    ["full-width letters", "ＡｃｍｅＤｅｓｋ", "AcmeDesk", true],
    ["German sharp s", "STRASSE", "Straße", true],
    ["Turkish capitals in lower case", "istanbul", "İSTANBUL", true],
    ["Turkish capitals for lower case", "İSTANBUL'DA", "istanbul", true],
    ["a dotless i", "ISPARTA", "ısparta", true],
    ["a final sigma", "ΟΔΟΣ.Α", "οδος", true],
    ["inside scripts without spaces", "可以退款吗", "退款", true],
    ["a Latin name inside Chinese text", "请用AcmeDesk吧", "AcmeDesk", true],
    ["a price only as a whole", "It costs $49.99 or $1,049", "$49", false],
    ["a number only as a whole", "It costs $1,049.", "049", false],
    ["a number before a full stop", "It costs $49. Or 50, say.", "$49", true],
    ["emoji", "well 👍🏽 done", "👍🏽", true],
  ])("finds %s", (_, text, term, found) => {
    expect(mentionedTerms(text, [term])).toEqual(found ? [term] : []);
  });

  test("tells the Turkish letters apart where it tells cases apart", () => {
    expect(mentionedTerms("İstanbul", ["Istanbul"], { caseSensitive: true })).toEqual([]);
    expect(mentionedTerms("I\u0307stanbul", ["İstanbul"], { caseSensitive: true })).toEqual(["İstanbul"]);
  });

  test("tells cases apart where asked to", () => {
    expect(mentionedTerms("it is us", ["IT", "US"], { caseSensitive: true })).toEqual([]);
    expect(mentionedTerms("IT in the US", ["IT", "US"], { caseSensitive: true })).toEqual(["IT", "US"]);
  });
});
