/**
 * `text` in the form in which terms are looked for: compatibility characters, typographic apostrophes and hyphens, white
 * space and invisible characters no longer tell two spellings of a word apart.
 */
export function foldText(text: string, caseSensitive: boolean): string {
  if (!foldable.test(text)) return caseSensitive ? text : text.toLowerCase();
  const folded = text
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/\s+/gu, " ");
  return caseSensitive ? folded : foldCase(folded);
}

/** Turkish capitals keep their dot in lower case, and a sigma its shape at the end of a word: neither makes another word. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll("i\u0307", "i").replaceAll("ς", "σ");
}

/** What the replacements could change: anything but printable ASCII with single spaces. */
const foldable = /[^ -~]| {2}/;
