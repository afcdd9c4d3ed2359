import { EvalError } from "../errors/eval-error.ts";
import type { ChatRequest } from "../models/chat-model.ts";
import { originals } from "../platform/originals.ts";
import { decide, decideUnasked, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import { castBallots, tallyBallots, type Ballot } from "./cast-ballots.ts";
import { readMaterial, type Material } from "./judge-material.ts";
import type { PairwiseJudgeOptions } from "./pairwise-judge.ts";
import { parsePairwise } from "./parse-pairwise.ts";
import { undecided } from "./missing-votes.ts";
import { pairwisePrompt, pairwisePromptVersion, pairwiseSchema } from "./prompts/pairwise-prompt.ts";
import { brokenRule, ruleCritiques, type JudgeRule } from "./rule-checks.ts";
import { canonicalise, freshNonce } from "./untrusted-text.ts";
import type { Preference, Verdict } from "./verdict.ts";

const maxTokens = 1_024;

/** See `judgePairwise`, which loads this file when it is first called. */
export async function runPairwiseJudge(options: PairwiseJudgeOptions): Promise<Verdict> {
  const { rubric, model, allowTie = false, onConflict = "tie" } = options;
  if (onConflict !== "tie" && onConflict !== "inconclusive") throw conflictError(rubric.name, onConflict);
  const identity: JudgeIdentity = { rubric, promptVersion: pairwisePromptVersion, model };
  const [material, other] = [readMaterial(options), canonicalise(options.other)];
  const ruled = decideByRule(material.output, other, rubric.allowEmpty);
  if (ruled !== undefined) {
    const { rule, winner } = ruled;
    return decideUnasked(identity, {
      outcome: outcomeOf(winner, allowTie),
      critique: ruleCritiques[rule],
      evidence: [],
      rule,
      preference: { winner, consistent: true, picks: [] },
    });
  }
  const startedAt = originals.monotonic();
  const orders = [true, false].map((outputFirst) => ({ model, temperature: 0, outputFirst }));
  const ballots = await castBallots(
    orders,
    (seat) => askOrder(identity, options, material, other, seat !== orders[1]),
    (cast) => orders.length - cast.length,
  );
  const [inOrder, swapped] = ballots.map(({ verdict }) => verdict);
  const without = (): Conclusion => {
    const missing = ballots.filter(isMissing);
    const { inconclusiveClass, problem } = undecided(
      rubric.name,
      missing,
      2,
      "an order has no winner",
      ballots,
    );
    return { outcome: "inconclusive", inconclusiveClass, critique: problem, evidence: [] };
  };
  return {
    ...decideUnasked(identity, conclude(inOrder, swapped, without, { allowTie, onConflict })),
    lengths: { output: material.output.length, other: other.length },
    ...tallyBallots(ballots, startedAt),
  };
}

function decideByRule(
  output: string,
  other: string,
  allowEmpty: boolean,
): { readonly rule: JudgeRule; readonly winner: Preference["winner"] } | undefined {
  if (output.trim() === other.trim()) return { rule: "identical-texts", winner: "tie" };
  if (allowEmpty) return undefined;
  const rule = brokenRule(output);
  const empty = brokenRule(other) !== undefined;
  if (rule !== undefined) return { rule, winner: empty ? "tie" : "other" };
  return empty ? { rule: "empty-other", winner: "output" } : undefined;
}

/** One order, whose verdict passes when the output wins in it. */
function askOrder(
  identity: JudgeIdentity,
  { rubric, signal, deadline, trial }: PairwiseJudgeOptions,
  { output, ...beside }: Material,
  other: string,
  outputFirst: boolean,
): Promise<Verdict> {
  const texts = outputFirst ? { first: output, second: other } : { first: other, second: output };
  const material = { ...beside, ...texts };
  const { input = "", reference = "", context = [] } = beside;
  const nonce = freshNonce([output, other, input, reference, ...context]);
  const request: ChatRequest = {
    messages: pairwisePrompt(rubric, material, nonce),
    schema: pairwiseSchema,
    temperature: 0,
    maxTokens,
    question: { kind: "pair", nonce, ...material },
    ...(signal !== undefined && { signal }),
    ...(deadline !== undefined && { deadline }),
    ...(trial !== undefined && { trial }),
  };
  return decide(
    identity,
    request,
    ({ reply }) => parsePairwise(reply, nonce, texts),
    ({ pick, ...said }) => {
      const winner = pick === "tie" ? "tie" : (pick === "first") === outputFirst ? "output" : "other";
      const preference: Preference = { winner, consistent: true, picks: [pick] };
      return { ok: true, value: { outcome: outcomeOf(winner, false), ...said, preference } };
    },
  );
}

function isMissing({ verdict }: Ballot): boolean {
  return verdict?.preference === undefined;
}

type Conclusion = Finding & Pick<Verdict, "inconclusiveClass">;

function conclude(
  inOrder: Verdict | undefined,
  swapped: Verdict | undefined,
  without: () => Conclusion,
  { allowTie, onConflict }: { readonly allowTie: boolean; readonly onConflict: "tie" | "inconclusive" },
): Conclusion {
  const [first, second] = [inOrder?.preference, swapped?.preference];
  if (first === undefined || second === undefined) return without();
  const consistent = first.winner === second.winner;
  const picks = [...first.picks, ...second.picks];
  const conflict = !consistent && first.winner !== "tie" && second.winner !== "tie";
  const preference: Preference = { winner: consistent ? first.winner : "tie", consistent, picks };
  const evidence = [...new Set([...(inOrder?.evidence ?? []), ...(swapped?.evidence ?? [])])];
  const critique = consistent
    ? (inOrder?.critique ?? "")
    : conflict
      ? `a tie: in both orders the judge took the text in ${picks[0]} place`
      : "a tie: in one order only did the judge see a difference";
  if (conflict && onConflict === "inconclusive") {
    return { outcome: "inconclusive", inconclusiveClass: "disagreement", critique, evidence: [], preference };
  }
  return { outcome: outcomeOf(preference.winner, allowTie), critique, evidence, preference };
}

function outcomeOf(winner: Preference["winner"], allowTie: boolean): "pass" | "fail" {
  return winner === "output" || (winner === "tie" && allowTie) ? "pass" : "fail";
}

function conflictError(name: string, got: unknown): EvalError {
  return new EvalError(
    `Failed to judge "${name}": expected \`onConflict\` to be "tie" or "inconclusive", got ${String(got)}. Correct the option.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
