import type { ClaimVerdict, Preference, ScoreSpread, Verdict, Vote } from "../judges/verdict.ts";
import { originals } from "../platform/originals.ts";
import { describeAge } from "../run/tally-recordings.ts";
import type { Section } from "./evaluation.ts";

/** A verdict as blocks of a failure message. */
export function verdictSections(verdict: Verdict): readonly Section[] {
  const { rubric, critique, evidence, claims, votes = [], usage, costUsd, requests } = verdict;
  return [
    ["Rubric", `${rubric.name} v${rubric.version} (${rubric.hash.slice(0, 12)})`],
    ["Verdict", describeVerdict(verdict)],
    ["Critique", critique],
    ...(claims === undefined
      ? evidence.map((quote): Section => ["Evidence", quote])
      : [["Claims", claims.map(describeClaim).join("\n")] as const]),
    ...voteSections(votes),
    ...adviseOnSpread(verdict),
    ["Judge", describeModel(verdict)],
    ...describeReplayed(verdict),
    ...(usage === undefined
      ? []
      : [["Tokens", `${usage.inputTokens} in, ${usage.outputTokens} out`] as const]),
    ...(requests > 0
      ? [["Cost", costUsd === undefined ? "not known" : `$${formatCost(costUsd)}`] as const]
      : []),
  ];
}

/** What each seat of a panel said; nothing of a judge that was asked once. */
export function voteSections(votes: readonly Vote[]): readonly Section[] {
  return votes.length === 0 ? [] : [["Votes", votes.map(describeVote).join("\n")]];
}

/** A verdict on today's output by a reply of another day says so. */
function describeReplayed({ replayed, requests }: Verdict): readonly Section[] {
  if (replayed === undefined) return [];
  const { replies, oldest } = replayed;
  const share = requests === 0 ? "not asked:" : `${replies} of the replies`;
  const age = describeAge(oldest, new Date(originals.now()).toISOString());
  return [
    ["Replayed", `${share} recorded ${oldest.slice(0, 10)}, ${age}; ASSAY_RECORDINGS=refresh asks again`],
  ];
}

function describeVerdict({ outcome, inconclusiveClass, score, scores, preference, rule }: Verdict): string {
  if (inconclusiveClass !== undefined) return `${outcome} (${inconclusiveClass})`;
  if (preference !== undefined) return `${outcome} (${describePreference(preference, rule)})`;
  if (rule !== undefined) return `${outcome} (rule ${rule})`;
  if (scores !== undefined) return `${outcome} (${describeSpread(scores)})`;
  return score === undefined ? outcome : `${outcome} (score ${round(score)})`;
}

function describePreference({ winner, consistent, picks }: Preference, rule: Verdict["rule"]): string {
  const what = { output: "the output wins", other: "the other text wins", tie: "a tie" }[winner];
  if (rule !== undefined) return `${what}, by rule ${rule}`;
  const [inOrder = "", swapped = ""] = picks;
  return consistent
    ? `${what} in both orders`
    : `${what}; with the output first the judge took ${name(inOrder)}, with it second ${name(swapped)}`;
}

function name(pick: string): string {
  return pick === "tie" ? "neither" : `the ${pick} text`;
}

function describeSpread({ reducer, value, variance, range, votes, missing }: ScoreSpread): string {
  if (votes === 1 && missing === 0) return `score ${round(value)} of 5`;
  const lost = missing === 0 ? "" : `, ${missing} missing`;
  return `${reducer} ${round(value)} of 5; ${votes} votes${lost}, variance ${round(variance)}, range ${range}`;
}

/** What to do about a judge that does not agree with itself. */
function adviseOnSpread({ scores }: Verdict): readonly Section[] {
  if (scores === undefined || scores.stable) return [];
  return [
    [
      "Unstable",
      "the votes are far apart: write anchors that tell the levels apart, add scored examples to the rubric, or lower the temperature",
    ],
  ];
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

function describeClaim({ id, text, verdict, reason, evidence }: ClaimVerdict): string {
  const lines = [`${id} ${verdict}: ${text}`];
  if (verdict !== "supported" && reason !== undefined && reason !== "") lines.push(`     because ${reason}`);
  if (verdict !== "supported" && evidence !== undefined)
    lines.push(`     context: ${evidence.replace(/\s+/g, " ")}`);
  return lines.join("\n");
}

function describeVote({ outcome, inconclusiveClass, score, critique, model }: Vote, index: number): string {
  const what = inconclusiveClass ?? outcome;
  const found = score === undefined ? what : `${what}, ${round(score)}`;
  return `${index + 1} ${found} (${model}): ${critique.replace(/\s+/g, " ")}`;
}

function describeModel({ model, promptVersion, durationMs, rule, requests, replayed }: Verdict): string {
  if (rule !== undefined) return "none: decided by rule";
  if (requests === 0 && replayed === undefined) return "none: there was nothing to ask";
  const what = model.replaced === true ? "but served" : "served";
  const served =
    model.served === undefined || model.served === model.asked ? "" : `, ${what} ${model.served}`;
  return `${model.asked}${served} (prompt ${promptVersion}, ${Math.round(durationMs)} ms)`;
}

function formatCost(costUsd: number): string {
  return costUsd === 0 ? "0" : costUsd.toPrecision(3);
}
