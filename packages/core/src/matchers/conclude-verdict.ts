import { EvalError, isEvalError } from "../errors/eval-error.ts";
import type { Verdict } from "../judges/verdict.ts";
import { encodeTerminal } from "../report/encode-terminal.ts";
import { stopRun } from "../run/run-stop.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import { cutVerdict } from "./cut-verdict.ts";
import { verdictSections } from "./verdict-sections.ts";

export interface ConcludeOptions {
  readonly subject: string;
  readonly advisory: boolean;
  /** Of the running case: in `golden` only the judge that was asked for may decide. */
  readonly partition?: string | undefined;
  /** What was judged, for the failure message. */
  readonly material: readonly Section[];
}

/**
 * What a matcher returns for a judge's verdict. Without a usable one it is an error, so that `.not` cannot turn an outage
 * into a pass; an error that no case can escape stops the run.
 */
export async function concludeVerdict(
  judge: () => Promise<Verdict>,
  { subject, advisory, partition, material }: ConcludeOptions,
): Promise<Evaluation> {
  let verdict: Verdict;
  try {
    verdict = await judge();
  } catch (error) {
    if (!isEvalError(error) || error.outcome === undefined) throw error;
    if (error.scope === "run") stopRun(error.message);
    return { ...withoutVerdict(error), subject, advisory };
  }
  if (verdict.model.replaced === true && partition === "golden") verdict = withdrawn(verdict);
  if (verdict.outcome === "inconclusive") {
    return {
      ...withoutVerdict(inconclusive(subject, verdict)),
      subject,
      verdict: cutVerdict(verdict),
      advisory,
    };
  }
  return {
    pass: verdict.outcome === "pass",
    subject,
    advisory,
    verdict: cutVerdict(verdict),
    reason: reasonOf(verdict),
    ...(verdict.score !== undefined && { score: verdict.score }),
    sections: () => [...material, ...verdictSections(verdict)],
  };
}

/** A golden case measures the application with one judge: another one's verdict is none. */
function withdrawn(verdict: Verdict): Verdict {
  const { asked, served = "" } = verdict.model;
  const critique = `${asked} was asked and ${served} answered: say so in the model's \`serves\` if that is the same, or name a version that the server keeps`;
  return { ...verdict, outcome: "inconclusive", inconclusiveClass: "other-model", critique };
}

function withoutVerdict(error: EvalError): Evaluation {
  return { error, pass: false, reason: error.message, sections: () => [] };
}

const longestReason = 200;

function reasonOf({ outcome, critique: said, scores }: Verdict): string {
  const critique = scores === undefined ? said : `${Number(scores.value.toFixed(2))} of 5: ${said}`;
  const line = critique.replace(/\s+/g, " ").trim();
  const cut = line.length > longestReason ? `${line.slice(0, longestReason).toWellFormed()} ...` : line;
  return cut === "" ? `the judge's verdict is ${outcome}` : cut;
}

function inconclusive(subject: string, verdict: Verdict): EvalError {
  const { asked, served } = verdict.model;
  const model = served === undefined || served === asked ? asked : `${asked} (served ${served})`;
  const text = `Failed to judge "${subject}": ${model} gave no usable verdict (${verdict.inconclusiveClass ?? "unparsable"}: ${reasonOf(verdict)}). This is neither a pass nor a fail; run it again, or give the judge what it needs.`;
  return new EvalError(encodeTerminal(text), { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" });
}
