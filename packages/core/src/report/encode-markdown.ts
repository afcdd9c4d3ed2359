import { encodeTerminalLine } from "./encode-terminal.ts";

/**
 * Untrusted text as one inline code element for Markdown: no link, image, mention, HTML, table cell or heading can come
 * of it. Every ASCII punctuation mark becomes a character reference, which Markdown never reads as structure.
 */
export function encodeMarkdown(text: string): string {
  const line = encodeTerminalLine(text);
  if (line === "") return "";
  const references = line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return `<code>${references.replace(linkStart, "$&<!---->")}</code>`;
}

// Some parsers look for addresses in the text that references stand for; an empty comment cuts it: "@", "://", "www.".
const linkStart = /&#64;|&#58;(?=&#47;&#47;)|www(?=&#46;)/gi;
