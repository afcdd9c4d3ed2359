import { showUnprintable } from "./show-unprintable.ts";

/**
 * Untrusted text for HTML, as the text of an element or as an attribute's value, with or without quotes: no tag, entity,
 * comment or attribute can come of it, and nothing that is invisible stays so. Never for scripts, styles or addresses.
 */
export function encodeHtml(text: string): string {
  return showUnprintable(text).replace(/[&<>"'`=]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
