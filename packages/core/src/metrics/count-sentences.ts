/**
 * The number of sentences in `text`, as Unicode's rules part them (UAX 29, `Intl.Segmenter`) with English abbreviations and
 * initials put back together; a line break ends a sentence, so that each item of a list is one. A piece without a letter or
 * digit is none.
 */
export function countSentences(text: string): number {
  let count = 0;
  let open = false;
  segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" });
  for (const { segment } of segmenter.segment(text)) {
    if (!open && /[\p{L}\p{N}]/u.test(segment)) count += 1;
    open = abbreviation.test(segment);
  }
  return count;
}

/** Made at the first call: it loads tables, and this module stands on the path of every test file. */
let segmenter: Intl.Segmenter | undefined;

/** Followed by a capital, UAX 29 takes their full stop for the end of a sentence. */
const abbreviation = /(?:^|[\s("'])(?:mr|mrs|ms|dr|prof|vs|e\.g|i\.e|fig|approx|[A-HJ-Z])\.[ \t\u00a0]+$/iu;
