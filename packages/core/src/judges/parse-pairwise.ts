import type { ChatReply } from "../models/chat-model.ts";
import { findFieldProblem, parseReply, type ParseOptions } from "./parse-reply.ts";
import type { PairMaterial } from "./prompts/pairwise-prompt.ts";
import { occursIn } from "./quotes.ts";
import { noReading, type NoReading, type Reading } from "./reading.ts";

export interface PairReading {
  /** By position. */
  readonly pick: "first" | "second" | "tie";
  readonly critique: string;
  readonly evidence: readonly string[];
}

const picks: ReadonlyMap<unknown, PairReading["pick"]> = new Map([
  ["A", "first"],
  ["B", "second"],
  ["tie", "tie"],
]);

/** Which text a pairwise judge's reply prefers. */
export function parsePairwise(
  reply: ChatReply,
  nonce: string,
  texts: Pick<PairMaterial, "first" | "second">,
  options?: ParseOptions,
): Reading<PairReading> {
  const parsed = parseReply(reply, nonce, options);
  if (!parsed.ok) return parsed;
  const problem = findFieldProblem(parsed.value, ["nonce", "critique", "evidence", "winner"]);
  if (problem !== undefined) return noReading("unparsable", problem);
  const { critique, evidence, winner } = parsed.value;
  if (typeof critique !== "string") return noReading("unparsable", '"critique" is not a text');
  if (!Array.isArray(evidence) || !evidence.every((quote) => typeof quote === "string")) {
    return noReading("unparsable", '"evidence" is not a list of texts');
  }
  if (winner === "cannot-judge") return noReading("cannot-judge", critique);
  const pick = picks.get(winner);
  if (pick === undefined) {
    return noReading(
      "unparsable",
      `"winner" is ${JSON.stringify(winner)?.slice(0, 40)}, none of "A", "B" and "tie"`,
    );
  }
  const value = { pick, critique, evidence };
  return findContradiction(value, texts) ?? { ok: true, value };
}

const letters = { first: "a", second: "b", tie: "tie" };

function findContradiction(
  { pick, critique, evidence }: PairReading,
  { first, second }: Pick<PairMaterial, "first" | "second">,
): NoReading | undefined {
  const said = /\b(?:winner|verdict|choice|better)\b\W{1,3}(?:is\s+)?(?:output\s+)?(a|b|tie)\W*$/i
    .exec(critique)?.[1]
    ?.toLowerCase();
  if (said !== undefined && said !== letters[pick]) {
    return noReading("inconsistent", `the winner is ${letters[pick]}, the critique ends with ${said}`);
  }
  const invented = evidence.find((quote) => !occursIn(quote, first) && !occursIn(quote, second));
  if (invented === undefined) return undefined;
  return noReading("inconsistent", `the judge quotes what neither output says: "${invented.slice(0, 120)}"`);
}
