import { canonicalise } from "./untrusted-text.ts";

/**
 * Whether `quote` occurs in `text`, whitespace and the shape of quotation marks aside. An ellipsis may stand for a gap:
 * the parts around it must then occur in order.
 */
export function occursIn(quote: string, text: string): boolean {
  const haystack = normalise(text);
  const whole = normalise(quote);
  if (whole === "") return false;
  if (haystack.includes(whole)) return true;
  const parts = whole.split(/\s*(?:\[\.\.\.\]|\[…\]|\.{3}|…)\s*/).filter((part) => part !== "");
  return parts.length > 0 && whole !== parts[0] && occurInOrder(parts, haystack);
}

function occurInOrder(parts: readonly string[], haystack: string): boolean {
  let from = 0;
  for (const part of parts) {
    const at = haystack.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

function normalise(text: string): string {
  return canonicalise(text)
    .normalize("NFC")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/\s+/g, " ")
    .trim();
}
