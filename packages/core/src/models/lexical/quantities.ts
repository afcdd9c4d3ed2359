import { stem } from "./stem.ts";

/** A number of a text with what it counts. */
export interface Quantity {
  readonly value: number;
  /** `$`, `%`, a time or size unit; `*` before any other word; empty when the number stands alone. */
  readonly unit: string;
  readonly text: string;
  readonly index: number;
}

const digits =
  /(?<![\p{L}\p{N}.])(?<sign>[-−])?(?<before>US\$|[$€£¥₹])?\s?(?<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d+(?:\.\d+)?|\.\d+)(?<scale>k|m|bn|\s(?:thousand|million|billion)\b)?(?<ordinal>st|nd|rd|th)?[\s-]*(?<after>%|[$€£¥₹]|\p{L}+)?/giu;

/** The numbers of `text`, written in digits or in English words. */
export function quantitiesOf(text: string): readonly Quantity[] {
  return [...digitQuantities(text), ...wordQuantities(text)].sort((a, b) => a.index - b.index);
}

function* digitQuantities(text: string): Generator<Quantity> {
  for (const match of text.matchAll(digits)) {
    const { before, number = "", scale, after } = match.groups ?? {};
    const factor = scales.get((scale ?? "").trim().toLowerCase()) ?? 1;
    const unit = before === undefined ? unitOf(after) : unitOf(before);
    yield { value: parseNumber(number) * factor, unit, text: number, index: match.index };
  }
}

function parseNumber(text: string): number {
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) return Number(text.replace(/\./g, "").replace(",", "."));
  return Number(text.replace(/[,\u00a0\u202f]/g, ""));
}

const words =
  /\b(?:(?<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?<ones>one|two|three|four|five|six|seven|eight|nine))?|(?<small>zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?<one>one)(?=[\s-]+(?:year|month|week|day|hour|minute|user|seat|hundred|thousand|million)))(?:[\s-]+(?<scale>hundred|thousand|million|billion))?\b(?:[\s-]+(?<after>\p{L}+))?/giu;

function* wordQuantities(text: string): Generator<Quantity> {
  for (const match of text.matchAll(words)) {
    const { tens = "", ones = "", small = "", one = "", scale = "", after } = match.groups ?? {};
    const base = [tens, ones, small, one].reduce(
      (sum, word) => sum + (numberWords.get(word.toLowerCase()) ?? 0),
      0,
    );
    const value = base * (scales.get(scale.toLowerCase()) ?? 1);
    yield { value, unit: unitOf(after), text: match[0], index: match.index };
  }
}

const numberWords: ReadonlyMap<string, number> = new Map([
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ")
    .map((word, value): [string, number] => [word, value]),
  ..."twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, index): [string, number] => [word, (index + 2) * 10]),
]);

const scales: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["m", 1e6],
  ["bn", 1e9],
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
]);

function unitOf(text: string | undefined): string {
  if (text === undefined) return "";
  const lower = text.toLowerCase();
  return units.get(lower) ?? units.get(stem(lower)) ?? (unitless.has(lower) ? "" : counted);
}

/** The unit of a number before any other word: "10 seats". */
const counted = "*";
const unitless: ReadonlySet<string> = new Set(
  "per a an and or to of in on at for is are was were by if as with from until but".split(" "),
);

const units: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: "$ us$ usd dollar buck",
    "€": "€ eur euro",
    "£": "£ gbp pound",
    "¥": "¥ jpy yen",
    "₹": "₹ inr rupee",
    "%": "% percent pct",
    second: "second sec",
    minute: "minute min",
    hour: "hour hr h",
    day: "day",
    week: "week wk",
    month: "month mo",
    year: "year yr",
    kb: "kb kilobyte",
    mb: "mb megabyte",
    gb: "gb gigabyte",
    tb: "tb terabyte",
    am: "am",
    pm: "pm",
  }).flatMap(([unit, names]) =>
    names.split(" ").flatMap((name): [string, string][] => [
      [name, unit],
      [stem(name), unit],
    ]),
  ),
);

/** Whether two numbers are one and count the same; a bare number matches any unit. */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  return a.value === b.value && unitsFit(a.unit, b.unit);
}

function unitsFit(a: string, b: string): boolean {
  if (a === b || a === "" || b === "") return true;
  return (a === counted || b === counted) && !money.has(a) && !money.has(b);
}

const money: ReadonlySet<string> = new Set(["$", "€", "£", "¥", "₹", "%"]);
