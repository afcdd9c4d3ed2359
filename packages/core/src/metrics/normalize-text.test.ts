import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeText, tokenize } from "./normalize-text.ts";

// Values: normalize_answer of SQuAD's official evaluation script v2.0.
describe("normalizeText", () => {
  test("lowers case, drops punctuation and articles, collapses white space", () => {
    expect(normalizeText("The  quick, brown fox -- an animal!")).toBe("quick brown fox animal");
  });

  test("drops the ASCII symbols that the official script drops", () => {
    expect(normalizeText("$49 + 1 = ~50")).toBe("49 1 50");
  });

  test("keeps an article that is part of a word", () => {
    expect(normalizeText("theatre and anthem")).toBe("theatre and anthem");
  });

  test("drops typographic punctuation", () => {
    expect(normalizeText("“Don’t” – ever…")).toBe("dont ever");
  });

  test("takes composed and decomposed letters as one", () => {
    expect(normalizeText("cafe\u0301")).toBe(normalizeText("café"));
  });
});

test("ASCII text is normalised as any other", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary-ascii" }),
      fc.constantFrom("squad", "words", "separators"),
      (text, normalization) => {
        // A letter that no rule touches sends the text down the general path.
        const general = normalizeText(`${text} \u00f8`, normalization);
        expect(`${normalizeText(text, normalization)} \u00f8`.trim()).toBe(general);
      },
    ),
  );
});

describe("tokenize", () => {
  test("keeps a Thai vowel with its consonant", () => {
    expect(tokenize("กำ ที่")).toEqual(["ก", "ำ", "ที่"]);
  });
});

describe("separators", () => {
  // The expression that articles on token F1 write.
  const written = (text: string): string[] =>
    text
      .toLowerCase()
      .replace(/[^\w\s]/g, " ")
      .split(/\s+/)
      .filter((word) => word !== "");

  test("splits ASCII text as the expression of articles does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        expect(tokenize(text, "separators")).toEqual(written(text));
      }),
    );
  });

  test("splits words at punctuation and keeps articles", () => {
    expect(tokenize("The 24/7 support, don't_split!", "separators")).toEqual([
      "the",
      "24",
      "7",
      "support",
      "don",
      "t_split",
    ]);
  });

  test("knows the letters, digits and punctuation of other scripts", () => {
    expect(tokenize("Größe–Naïve «тест» ९/७ 49€ 退款。", "separators")).toEqual([
      "größe",
      "naïve",
      "тест",
      "९",
      "७",
      "49",
      "退",
      "款",
    ]);
  });

  test("keeps emoji: two texts of nothing else are not the same", () => {
    expect(tokenize("👍!", "separators")).toEqual(["👍"]);
  });
});
