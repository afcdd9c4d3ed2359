import type { Trace } from "@assay/core";
import type { RequestKind } from "./classify-request.ts";

/** What the agent gives back: its answer, how it took the request, and what it did on the way. */
export interface Reply {
  readonly text: string;
  readonly kind: RequestKind;
  readonly trace: Trace;
}
