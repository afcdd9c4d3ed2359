import { findIbans } from "./find-ibans.ts";
import { foldText } from "./fold-text.ts";

/** Kinds of personal data that a pattern can tell. */
export type PiiKind = "email" | "phone" | "card" | "iban" | "ssn";

export const piiKinds: readonly PiiKind[] = ["email", "phone", "card", "iban", "ssn"];

export interface PiiFinding {
  readonly kind: PiiKind;
  /** As it stands in the text, spelt out: do not print it. */
  readonly text: string;
}

/**
 * Personal data that patterns find in `text`; checksums tell card numbers (Luhn) and IBANs (mod 97) from other digits. It
 * misses names, addresses, dates of birth and whatever is spelt around ("jane at example dot com"), and may take a number of
 * another kind for a telephone number.
 */
export function findPii(text: string, kinds: readonly PiiKind[] = piiKinds): PiiFinding[] {
  const folded = foldText(text, true);
  return kinds.flatMap((kind) => finders[kind](folded).map((found) => ({ kind, text: found })));
}

/** What identifies the finding without giving it away: its kind, its first character and how it ends. */
export function maskPii({ kind, text }: PiiFinding): string {
  if (kind !== "email") return `${kind} ...${text.slice(-2)}`;
  return `email ${text[0] ?? ""}...${text.slice(text.lastIndexOf("@"))}`;
}

const finders: { readonly [Kind in PiiKind]: (text: string) => string[] } = {
  email: (text) =>
    all(
      text,
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])/gu,
    ),
  phone: (text) => all(text, phonePattern).filter((found) => !isOtherNumber(found)),
  card: (text) => [
    ...all(text, /(?<![\p{L}\p{N}.,-])\d(?:[ -]?\d){11,}(?![\p{L}\p{N}])/gu).flatMap((run) => cardsIn(run)),
    ...all(text, dottedCard).filter((found) => isCard(found)),
  ],
  iban: findIbans,
  // The numbers that are never given out: 000, 666 and 9xx in front, 00 and 0000 behind.
  ssn: (text) =>
    all(text, /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\p{L}\p{N}-])/gu),
};

/** International with +, North American in its usual groupings, and national with a leading 0 in groups. */
const phonePattern = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}+])\+[1-9](?:[ .\-/()]{0,2}\d){6,14}(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}+.-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}(?![\p{L}\p{N}-])`,
    String.raw`(?<![\p{L}\p{N}+.,-])\(?0\d{1,4}\)?(?:[ /-]\d{2,8}){1,4}(?![\p{L}\p{N}-])`,
  ].join("|"),
  "gu",
);

/** A national number has 9 to 12 digits; 01/02/2026 10 begins with a date. */
function isOtherNumber(found: string): boolean {
  if (found.startsWith("+")) return false;
  if (/^\d{1,2}([ /-])\d{1,2}\1(?:19|20)\d{2}(?!\d)/.test(found)) return true;
  // Written as American social security numbers are.
  if (/^\d{3}([ -])\d{2}\1\d{4}$/.test(found)) return true;
  const digits = digitsOf(found).length;
  return digits < 9 || digits > 12;
}

/** A run of digits may hold more than a card's number: what it expires on, its check code, an amount before it. */
function cardsIn(run: string): string[] {
  if (isCard(run)) return [run];
  return cardShapes.flatMap((shape) => all(run, shape).filter((found) => isCard(found)));
}

function isCard(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length >= 12 && digits.length <= 19 && isLuhn(digits);
}

/** Only in the groups of a card: digits with dots between them are decimals, versions and addresses too. */
const dottedCard =
  /(?<![\p{L}\p{N}.,-])(?:[2-6]\d{3}([._/·])\d{4}\1\d{4}\1\d{4}|3\d{3}([._/·])\d{6}\2\d{4,5})(?![._/·]?[\p{L}\p{N}])/gu;

/** As cards are printed: one run, groups of four, and the groups of American Express and Diners. */
const cardShapes: readonly RegExp[] = [
  /(?<!\d)[2-6]\d{12,18}(?!\d)/g,
  /(?<!\d)[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)/g,
  /(?<!\d)3\d{3}([ -])\d{6}\1\d{4,5}(?!\d)/g,
];

/** ISO/IEC 7812: every second digit from the right doubled, the sum of all digits ends in 0. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  [...digits].toReversed().forEach((character, index) => {
    const digit = Number(character) * (index % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  });
  return sum % 10 === 0 && !/^(\d)\1*$/.test(digits);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function all(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([found]) => found);
}
