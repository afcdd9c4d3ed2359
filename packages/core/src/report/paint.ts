import type { GateVerdict } from "../run/summary.ts";
import type { CaseStatus } from "../run/outcome.ts";

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  verdict(verdict: GateVerdict | CaseStatus, text: string): string;
}

/** ANSI colours, or plain text. Only ever around text that is encoded already. */
export function createPaint(color: boolean): Paint {
  const wrap =
    (open: number, close: number) =>
    (text: string): string =>
      color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  const colors: { readonly [verdict in GateVerdict | CaseStatus]: (text: string) => string } = {
    pass: wrap(32, 39),
    fail: wrap(31, 39),
    inconclusive: wrap(33, 39),
    error: wrap(33, 39),
    "not-run": wrap(33, 39),
  };
  return { bold: wrap(1, 22), dim: wrap(2, 22), verdict: (verdict, text) => colors[verdict](text) };
}
