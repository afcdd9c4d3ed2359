/** Splits a text into the tokens that are compared. */
export type Tokenizer = (text: string) => readonly string[];

/**
 * How a text is normalised before it is compared.
 * `squad`: SQuAD's official script: lower case, punctuation removed, English articles removed, white space collapsed.
 * `words`: the same, but articles stay.
 * `separators`: lower case, punctuation separates words and articles stay: `24/7` is `24` and `7`. Of ASCII text these are the
 * words of `text.toLowerCase().replace(/[^\w\s]/g, " ").split(/\s+/)`, a form that articles on token F1 often show.
 * `whitespace`: lower case, split at white space; punctuation stays and makes words differ.
 * A function is a normalisation of your own: it returns the tokens, each once where repetitions should not count.
 */
export type Normalization = "squad" | "words" | "separators" | "whitespace" | Tokenizer;

/**
 * `text` in the given normalisation (default `squad`). For ASCII text the result equals `normalize_answer` of SQuAD's
 * official evaluation script v2.0; beyond ASCII, all Unicode punctuation goes too, and composed and decomposed letters are one.
 *
 * @example
 * ```ts
 * normalizeText("The  Refund, within 30 days!"); // "refund within 30 days"
 * ```
 */
export function normalizeText(text: string, normalization: Normalization = "squad"): string {
  return words(text, normalization).join(" ");
}

/**
 * The tokens of `text`: its normalised form split at white space. Characters of scripts that write no spaces are tokens of
 * their own, as in MLQA's evaluation script.
 *
 * @example
 * ```ts
 * tokenize("You can get a refund"); // ["you", "can", "get", "refund"]
 * tokenize("退款"); // ["退", "款"]
 * ```
 */
export function tokenize(text: string, normalization: Normalization = "squad"): string[] {
  const parts = words(text, normalization);
  return typeof normalization === "function" || isAscii(text)
    ? parts
    : parts.flatMap((part) => part.replace(unspaced, " $& ").match(/\S+/g) ?? []);
}

function words(text: string, normalization: Normalization): string[] {
  if (typeof normalization === "function") return [...normalization(text)];
  const folded = text.normalize("NFC").toLowerCase();
  if (normalization === "whitespace") return folded.match(/\S+/g) ?? [];
  const { punctuation, articles, word } = isAscii(text) ? ascii : unicode;
  if (normalization === "separators") return folded.match(word) ?? [];
  const bare = folded.replace(punctuation, "");
  const kept = normalization === "squad" ? bare.replace(articles, " ") : bare;
  return kept.match(/\S+/g) ?? [];
}

// Python's string.punctuation, which SQuAD's script removes, and what Unicode calls punctuation.
const unicode = {
  punctuation: /[$+<=>^`|~\p{P}]/gu,
  articles: /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu,
  // Emoji stay, so that two texts of nothing else are not both empty.
  word: /[^\s^`\p{Cc}\p{Sc}\p{Sm}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}]+/gu,
};

/** The same of ASCII text, at a third of the time. */
const ascii = { punctuation: /[!-/:-@[-`{-~]/g, articles: /\b(?:a|an|the)\b/g, word: /\w+/g };

function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /^[\u0000-\u007f]*$/.test(text);
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;
