const stopWords = new Set(
  (
    "a about an and any are as at be but by can could did do does for from get got had has have hello hi how i if in is it its just me my no not " +
    "of on one or our please so some than thank thanks that the their them then there they this to up us was we were what when which who " +
    "will with would you your am now s m t ve d ll"
  ).split(" "),
);

/** The words of `text` that carry meaning: in lower case, without common endings, swapped letters forgiven. */
function words(text: string): string[] {
  const all = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return all.filter((word) => !stopWords.has(word)).map((word) => forgive(stem(word)));
}

/** A long word as its first letter and the others in alphabetical order: "cacnel" is "cancel". */
function forgive(word: string): string {
  return word.length < 5 ? word : word.charAt(0) + Array.from(word.slice(1)).toSorted().join("");
}

function stem(word: string): string {
  return word.length < 5 ? word : word.replace(/(?:ations?|ing|ed|es|s|e|y)$/, "");
}

/** How well every text answers `query`, in their order: the words that both have, rare words first. */
export function overlap(query: string, texts: readonly string[]): number[] {
  const bags = texts.map((text) => new Set(words(text)));
  const asked = [...new Set(words(query))];
  return bags.map((bag) => {
    const shared = asked.filter((word) => bag.has(word));
    return shared.reduce((sum, word) => sum + rarity(word, bags), 0);
  });
}

function rarity(word: string, bags: readonly ReadonlySet<string>[]): number {
  return Math.log(1 + bags.length / bags.filter((bag) => bag.has(word)).length);
}
