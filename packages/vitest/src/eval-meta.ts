export type { EvalMeta, EvalScore } from "@assay/core/adapter";
import { evalMeta as metaOf, type CaseContext, type EvalMeta } from "@assay/core/adapter";

declare module "vitest" {
  interface TaskMeta {
    eval?: EvalMeta;
  }
}

/** The case of `context` as other tools read it from Vitest's JSON report. */
export function evalMeta(context: CaseContext, passed: boolean, output?: unknown): EvalMeta {
  return metaOf(context.checks, passed, output);
}
