import type { ClaimsJudgeOptions } from "./claims-judge.ts";
import { askAboutClaims, checkMinScore, claimsIdentity, readPassages } from "./numbered-claims.ts";
import { claimsPrompt, claimsPromptVersion } from "./prompts/claims-prompt.ts";
import { splitClaims } from "./split-claims.ts";
import { canonicalise } from "./untrusted-text.ts";
import type { Verdict } from "./verdict.ts";

/** See `judgeClaims`, which loads this file when it is first called. */
export async function runClaimsJudge(options: ClaimsJudgeOptions): Promise<Verdict> {
  const { model, minScore = 1, allowInferences = false, signal, deadline, trial } = options;
  checkMinScore("faithfulness", minScore);
  const passages = readPassages("faithfulness", "context", options.context);
  const settings = { minScore, allowInferences };
  return askAboutClaims(claimsIdentity("faithfulness", claimsPromptVersion, settings, model), {
    claims: splitClaims(canonicalise(options.output)),
    passages,
    prompt: claimsPrompt,
    ...settings,
    signal,
    deadline,
    trial,
    words: {
      source: "output",
      found: (score, of) => `${score} of ${of} checkable claims are supported by the context`,
      uncheckable: "no claim of the output can be checked against the context",
    },
  });
}
