import { encodeTerminalLine } from "./encode-terminal.ts";

/** Untrusted text as the value of a label of the OpenMetrics text format, between quotes. */
export function encodeMetricLabel(text: string): string {
  return encodeTerminalLine(text).replace(/["\\]/g, "\\$&");
}
