/**
 * The number of words in `text`: runs of non-space characters that hold a letter or a digit ("e-mail" and "24/7" are one
 * each, "-" is none). Runs in scripts that write no spaces are segmented by the platform's dictionary.
 */
export function countWords(text: string): number {
  let count = 0;
  for (const run of text.split(/\s+/u)) {
    if (unspaced.test(run)) count += segmentWords(run);
    else if (/[\p{L}\p{N}]/u.test(run)) count += 1;
  }
  return count;
}

function segmentWords(run: string): number {
  const segments = new Intl.Segmenter("und", { granularity: "word" }).segment(run);
  let count = 0;
  for (const { isWordLike } of segments) if (isWordLike === true) count += 1;
  return count;
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
