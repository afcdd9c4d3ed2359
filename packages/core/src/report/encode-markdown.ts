import { encodeTerminalLine } from "./encode-terminal.ts";

/**
 * Untrusted text as one inline code element for Markdown: no link, image, mention, HTML, table cell or heading can come
 * of it. Every ASCII punctuation mark becomes a character reference, which Markdown never reads as structure.
 */
export function encodeMarkdown(text: string): string {
  const line = encodeTerminalLine(text);
  return line === ""
    ? ""
    : `<code>${line.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}
