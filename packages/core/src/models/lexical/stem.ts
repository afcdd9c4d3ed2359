/**
 * A light English stemmer: plural, -ed, -ing, -ly and a final e go, so that inflections of one word meet. Words of other
 * scripts stay as they are. Not Porter's: it keeps "university" and "universe" apart.
 */
export function stem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length < 4 || word.length > longestWord || !/^[a-z]+$/.test(word)) return word;
  return stripEnd(stripInflection(stripPlural(word)));
}

/** What is longer is no English word. */
const longestWord = 40;

function stripPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

function stripInflection(word: string): string {
  const root = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(word)?.[1];
  if (root !== undefined && root.length >= 3)
    return /([bdgklmnprtv])\1$/.test(root) ? root.slice(0, -1) : root;
  return word.endsWith("ly") && word.length > 5 ? word.slice(0, -2) : word;
}

function stripEnd(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith("ie")) return `${word.slice(0, -2)}y`;
  if (/[^aeiou]i$/.test(word)) return `${word.slice(0, -1)}y`;
  if (word.endsWith("ll")) return word.slice(0, -1);
  return word.endsWith("e") ? word.slice(0, -1) : word;
}

const irregular: ReadonlyMap<string, string> = new Map([
  ["annual", "year"],
  ["annually", "year"],
  ["yearly", "year"],
  ["daily", "day"],
  ["monthly", "month"],
  ["weekly", "week"],
  ["hourly", "hour"],
  ["paid", "pay"],
  ["sent", "send"],
  ["bought", "buy"],
  ["sold", "sell"],
  ["made", "mak"],
  ["written", "writ"],
  ["wrote", "writ"],
  ["began", "begin"],
  ["begun", "begin"],
  ["led", "lead"],
  ["won", "win"],
  ["kept", "keep"],
  ["lost", "los"],
  ["found", "find"],
  ["chosen", "choos"],
  ["chose", "choos"],
  ["born", "birth"],
  ["died", "die"],
  ["dies", "die"],
  ["children", "child"],
  ["people", "person"],
  ["men", "man"],
  ["women", "woman"],
]);
