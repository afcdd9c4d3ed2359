import { cutTo } from "./cut-to.ts";

/** `text` in one line, cut to `length` with the length of the whole. Not encoded. */
export function cutLine(text: string, length: number): string {
  return cutTo(text.replace(/\s+/g, " ").trim(), length);
}
