import { decideUnasked } from "./build-verdict.ts";
import type { CoverJudgeOptions } from "./cover-judge.ts";
import { askAboutClaims, checkMinScore, claimsIdentity, readPassages } from "./numbered-claims.ts";
import { coverPrompt, coverPromptVersion } from "./prompts/cover-prompt.ts";
import { brokenRule, ruleCritiques } from "./rule-checks.ts";
import { splitClaims } from "./split-claims.ts";
import { canonicalise } from "./untrusted-text.ts";
import type { Verdict } from "./verdict.ts";

/** See `judgeCover`, which loads this file when it is first called. */
export async function runCoverJudge(options: CoverJudgeOptions): Promise<Verdict> {
  const { model, minScore = 1, allowInferences = false, signal, deadline, trial } = options;
  checkMinScore("coverage", minScore);
  const reference = readPassages("coverage", "reference", options.reference);
  const claims = splitClaims(reference.join("\n\n"));
  const identity = claimsIdentity("coverage", coverPromptVersion, { minScore, allowInferences }, model);
  const rule = brokenRule(options.output);
  if (claims.length > 0 && rule !== undefined) {
    const critique = ruleCritiques[rule];
    return decideUnasked(identity, { outcome: "fail", critique, evidence: [], score: 0, rule });
  }
  return askAboutClaims(identity, {
    claims,
    passages: [canonicalise(options.output)],
    prompt: coverPrompt,
    minScore,
    allowInferences,
    signal,
    deadline,
    trial,
    words: {
      source: "reference",
      found: (score, of) => `the output makes ${score} of ${of} checkable claims of the reference`,
      uncheckable: "no claim of the reference can be checked in the output",
    },
  });
}
