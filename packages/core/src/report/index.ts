/** A run's summary as text, and the encoders through which untrusted text goes there. */
export { encodeHtml } from "./encode-html.ts";
export { encodeMarkdown } from "./encode-markdown.ts";
export { encodeTerminal, encodeTerminalLine } from "./encode-terminal.ts";
export { renderMarkdown, type RenderMarkdownOptions } from "./render-markdown.ts";
export { renderTerminal, type RenderTerminalOptions } from "./render-terminal.ts";
