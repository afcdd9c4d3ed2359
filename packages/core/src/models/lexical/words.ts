import { stem } from "./stem.ts";

/** One word of a text in comparable form. */
export interface Word {
  readonly stem: string;
  /** As written. */
  readonly text: string;
  readonly index: number;
  /** A capital where no sentence begins, or an acronym. */
  readonly isName: boolean;
}

/** The words of `text`, stemmed; scripts without spaces as pairs of characters. Numbers are not words. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: written, index } of text.matchAll(wordPattern)) {
    if (!unspaced.test(written)) words.push(toWord(written, index, text));
    else for (const pair of pairsOf(written, index)) words.push(pair);
  }
  return words;
}

const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}])(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}]|['’](?=\p{L}))*/gu;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function pairsOf(run: string, index: number): Word[] {
  const characters = [...run];
  if (characters.length === 1) return [{ stem: run, text: run, index, isName: false }];
  return characters.slice(1).map((character, i) => {
    const pair = `${characters[i] ?? ""}${character}`;
    return { stem: pair, text: pair, index, isName: false };
  });
}

/** How many characters before a word tell whether it opens a sentence. */
const lookBack = 8;

function toWord(written: string, index: number, text: string): Word {
  const bare = written.replace(/['’]s$/i, "");
  const lower = bare.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'");
  const capital = /^\p{Lu}/u.test(bare);
  const before = text.slice(Math.max(0, index - lookBack), index);
  const opens = /[.!?:]["')\]]*\s+$/.test(before) || (index < lookBack && /^["'([]*$/.test(before));
  const acronym = /^\p{Lu}[\p{Lu}\p{N}]+$/u.test(bare);
  return { stem: stem(lower), text: bare, index, isName: acronym || (capital && !opens && bare.length > 1) };
}

/** Words that say what a text is about: no articles, pronouns, prepositions, auxiliaries, and no verbs that fit anything. */
export function contentOf(words: readonly Word[]): readonly Word[] {
  return words.filter((word) => !functionWords.has(word.stem));
}

const functionWords: ReadonlySet<string> = new Set(
  [
    "a an the this that these those here there it its itself he him his she her hers they them their we us our ours you your yours i me my",
    "who whom whose which what when where why how and or but so if then than as because since while though although however also too very just only even",
    "of in on at to from by for with into onto over under about after before during through between within via per against among up down out off",
    "is are was were be been being am do does did done doing has have had having will would shall should can could may might must",
    "not no nor never none neither cannot don't doesn't didn't isn't aren't wasn't weren't can't won't couldn't wouldn't shouldn't hasn't haven't hadn't without lack",
    "any some all each every both either such own same other another more most much many few less least several",
    "include offer provide get give make take use need want let come go say tell know call name cost contain feature support allow available able",
    "yes well please thank thanks hello hi dear regard sure certainly course currently simply actually really",
    "i'm i'll you're you'll we're we'll they're they'll it's that's there's let's you've we've i've",
  ]
    .join(" ")
    .split(" ")
    .flatMap((word) => [word, stem(word)]),
);

/** Whether `stems` say nothing but courtesy: such a sentence makes no claim. */
export function isCourtesy(stems: readonly string[]): boolean {
  return stems.every((word) => courtesy.has(word));
}

const courtesy: ReadonlySet<string> = new Set(
  "help happy glad question ask further anything else contact reach hope great day nice feel free assist assistance reply welcome hesitate sorry apologise apologize inconvenience understand hear look forward kind best team good morning afternoon evening moment time patience follow follow-up something right away today"
    .split(" ")
    .map(stem),
);
