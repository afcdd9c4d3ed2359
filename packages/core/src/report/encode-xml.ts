import { showUnprintable } from "./show-unprintable.ts";

/**
 * Untrusted text for XML 1.0, as the text of an element or as an attribute's value in quotes. What XML cannot hold at all
 * is shown as an escape; newlines and tabs become references, because a parser would make spaces of them in attributes. A report that a CI log shows holds no workflow command (`##[`).
 */
export function encodeXml(text: string): string {
  if (plain.test(text)) return text;
  const shown = showUnprintable(text);
  if (!marks.test(shown)) return shown;
  return shown.replace(/[&<>"'\n\t]/g, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll("##", "#&#35;");
}

/** Most texts: printable ASCII without any of the marks. */
const plain = /^[ !$%(-;=?-~]*$/;
const marks = /[&<>"'\n\t#]/;
