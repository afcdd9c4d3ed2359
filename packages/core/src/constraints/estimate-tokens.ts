import { countCharacters } from "./count-characters.ts";

/**
 * About how many tokens a large model's tokenizer would make of `text`: one per four characters of alphabetic scripts, one
 * per character of scripts that write no spaces. An approximation; pass your model's tokenizer where the limit is sharp.
 */
export function estimateTokens(text: string): number {
  const unspaced = text.match(unspacedCharacters)?.length ?? 0;
  return unspaced + Math.ceil((countCharacters(text) - unspaced) / 4);
}

const unspacedCharacters =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
