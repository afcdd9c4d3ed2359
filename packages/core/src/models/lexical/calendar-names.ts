import { wordsOf } from "./words.ts";

const kinds: readonly (readonly [kind: string, names: ReadonlySet<string>])[] = [
  ["day", new Set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "))],
  [
    "month",
    new Set(
      "January February March April May June July August September October November December".split(" "),
    ),
  ],
];

/** Where a sentence begins, they are other words with a capital. */
const doubtful: ReadonlySet<string> = new Set(["March", "May"]);

/** A weekday or month of `reference` in whose place `output` names another one. */
export function findOtherDate(
  output: string,
  reference: string,
): { readonly kind: string; readonly text: string } | undefined {
  const [said, wanted] = [calendarNamesOf(output), calendarNamesOf(reference)];
  for (const [kind, names] of kinds) {
    const missing = wanted.find((text) => names.has(text) && !said.includes(text));
    const isAnother = said.some((text) => names.has(text) && !wanted.includes(text));
    if (missing !== undefined && isAnother) return { kind, text: missing };
  }
  return undefined;
}

function calendarNamesOf(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => {
    // "Mondays" are the days of that name.
    const name = word.text.replace(/(?<=day)s$/, "");
    const known = kinds.some(([, names]) => names.has(name));
    return known && (word.isName || !doubtful.has(name)) ? [name] : [];
  });
}
