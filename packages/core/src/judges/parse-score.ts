import type { ChatReply } from "../models/chat-model.ts";
import { findFieldProblem, parseReply, type ParseOptions } from "./parse-reply.ts";
import { occursIn } from "./quotes.ts";
import { noReading, type NoReading, type Reading } from "./reading.ts";

export interface ScoreReading {
  /** A whole number from 1 to 5. */
  readonly score: number;
  readonly critique: string;
  readonly evidence: readonly string[];
}

/** What a score judge's reply says about `output`. */
export function parseScore(
  reply: ChatReply,
  nonce: string,
  output: string,
  options?: ParseOptions,
): Reading<ScoreReading> {
  const parsed = parseReply(reply, nonce, options);
  if (!parsed.ok) return parsed;
  const problem = findFieldProblem(parsed.value, ["nonce", "critique", "evidence", "score"]);
  if (problem !== undefined) return noReading("unparsable", problem);
  const { critique, evidence, score } = parsed.value;
  if (typeof critique !== "string") return noReading("unparsable", '"critique" is not a text');
  if (!Array.isArray(evidence) || !evidence.every((quote) => typeof quote === "string")) {
    return noReading("unparsable", '"evidence" is not a list of texts');
  }
  if (score === "cannot-judge") return noReading("cannot-judge", critique);
  if (!isLevel(score)) {
    return noReading(
      "out-of-range",
      `"score" is ${JSON.stringify(score)?.slice(0, 40)}, not a whole number from 1 to 5`,
    );
  }
  const value = { score, critique, evidence };
  return findContradiction(value, output) ?? { ok: true, value };
}

/** Half points are on no level: rounding one would be a score that nobody gave. */
function isLevel(score: unknown): score is number {
  return typeof score === "number" && Number.isInteger(score) && score >= 1 && score <= 5;
}

function findContradiction(
  { score, critique, evidence }: ScoreReading,
  output: string,
): NoReading | undefined {
  const said =
    /\b(?:score|rating|grade|level)\b\W{1,3}(?:is\s+)?(\d+(?:\.\d+)?)(?:\s*(?:\/|out of)\s*5)?\W*$/i.exec(
      critique,
    )?.[1];
  if (said !== undefined && Number(said) !== score) {
    return noReading("inconsistent", `the score is ${score}, the critique ends with ${said}`);
  }
  const invented = evidence.find((quote) => !occursIn(quote, output));
  if (invented === undefined) return undefined;
  return noReading(
    "inconsistent",
    `the judge quotes what the output does not say: "${invented.slice(0, 120)}"`,
  );
}
