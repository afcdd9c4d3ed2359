import type { ChatModel } from "../../models/chat-model.ts";
import { judgeCheckHash } from "./check-hash.ts";
import { readJudgeCheck } from "./store-judge-check.ts";

/**
 * What a reader of a run's verdicts should know of its judge: that it is another one since it was last checked, or that it
 * did not pass. `undefined` where there is no judge, where it never was checked, and where all is well.
 */
export function judgeCheckNote(judge: ChatModel | undefined, outputDirectory: string): string | undefined {
  const check = judge === undefined ? undefined : readJudgeCheck(outputDirectory);
  if (judge === undefined || check === undefined) return undefined;
  if (check.judgeHash !== judgeCheckHash(judge)) {
    return "the judge is another one since it was last checked (model, settings, prompts or parser): run assay judge check again";
  }
  if (check.verdict === "pass") return undefined;
  const last = check.verdict === "fail" ? "failed" : "was inconclusive in";
  return `the judge ${last} its last check: ${check.reasons.join("; ")}`;
}
