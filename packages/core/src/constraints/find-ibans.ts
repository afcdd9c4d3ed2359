/** IBANs in `text`, in capitals or not, with and without separators: as long as their country has them, with a right checksum. */
export function findIbans(text: string): string[] {
  return [...text.matchAll(runPattern)].flatMap((match) => {
    const found = ibanIn(match[0], text[match.index + match[0].length]);
    return found === undefined ? [] : [found];
  });
}

const runPattern = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}/giu;
const separator = /[ .-]/;

/** A run may go on into the words that follow: the longest beginning of it that ends with a group and has the checksum. */
function ibanIn(run: string, next = ""): string | undefined {
  const ending = run + next;
  for (let end = run.length; end >= 15; end--) {
    const candidate = run.slice(0, end);
    if (/[\p{L}\p{N}]/u.test(ending[end] ?? "") || separator.test(candidate.at(-1) ?? "")) continue;
    if (isIban(candidate)) return candidate;
  }
  return undefined;
}

function isIban(candidate: string): boolean {
  const compact = candidate.replaceAll(new RegExp(separator, "g"), "");
  const capitals = compact.toUpperCase();
  const hasLength = capitals.length === lengths.get(capitals.slice(0, 2));
  // Words in lower case are many, so a checksum alone is too often right by chance.
  return (hasLength || (compact === capitals && compact.length <= 34)) && isMod97(capitals);
}

/** ISO 13616: letters count 10 to 35, the first four characters go to the end, and the rest of a division by 97 is 1. */
function isMod97(compact: string): boolean {
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/**
 * Lengths by country, of the IBAN registry that SWIFT keeps with the territories it names, and of countries outside of it whose
 * banks write their numbers the same way.
 */
const lengths: ReadonlyMap<string, number> = new Map(
  (
    "AD24 AE23 AL28 AO25 AT20 AX18 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BL27 BR29 BY28 CF27 CG27 CH21 CI28 CM27 CR22 CV25 " +
    "CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22 GE22 GF27 GI23 GL18 GP27 GQ27 GR27 GT28 " +
    "GW25 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 " +
    "ME22 MF27 MG27 MK19 ML28 MN20 MQ27 MR27 MT31 MU30 MZ25 NC27 NE28 NI28 NL18 NO15 OM23 PF27 PK24 PL28 PM27 PS29 PT25 QA29 " +
    "RE27 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TF27 TG28 TL23 TN24 TR26 UA29 VA22 VG24 " +
    "WF27 XK20 YE30 YT27"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
