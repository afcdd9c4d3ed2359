const stopWords = new Set(
  (
    "a an and any are as at be been but by can could did do does for from get had has have hello help hey hi how i if in into is it its " +
    "just me my need of on one or our out please so some than thank thanks that the their them then there they this to up us use want was " +
    "we were what when where which who why will with would you your about after also am find fernboard got know like long make much now " +
    "question quick re s should still t tell there's trying work works way"
  ).split(" "),
);

const synonyms: Readonly<Record<string, string>> = {
  bill: "invoice",
  billed: "invoice",
  cost: "price",
  costs: "price",
  costing: "price",
  costed: "price",
  login: "sign",
  signin: "sign",
  sso: "single-sign",
  receipts: "invoice",
  receipt: "invoice",
  teammate: "person",
  colleague: "person",
  people: "person",
  phone: "mobile",
};

/** The word as the search indexes it: lower case, without endings; `null` when it carries no meaning. */
export function normalizeTerm(word: string): string | null {
  const lower = word.toLowerCase().replace(/^[^\p{L}\p{N}$]+|[^\p{L}\p{N}%]+$/gu, "");
  if (lower === "" || stopWords.has(lower)) return null;
  return stem(synonyms[lower] ?? lower);
}

function stem(word: string): string {
  if (word.length < 5) return word;
  return word.replace(/(?:ations?|ing|ies|ed|es|s|e|y)$/, "").replace(/([bdglmnprt])\1$/, "$1");
}
