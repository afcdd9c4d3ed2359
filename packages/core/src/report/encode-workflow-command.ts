import { encodeTerminal, encodeTerminalLine } from "./encode-terminal.ts";

/** Untrusted text as the message of a GitHub workflow command: `::error::` and here. Newlines stay in it. */
export function encodeWorkflowMessage(text: string): string {
  return encodeTerminal(text).replace(/[%\r\n]/g, percent);
}

/** Untrusted text as a property of a GitHub workflow command, in one line: `::error file=` and here. */
export function encodeWorkflowProperty(text: string): string {
  return encodeTerminalLine(text).replace(/[%\r\n:,]/g, percent);
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
