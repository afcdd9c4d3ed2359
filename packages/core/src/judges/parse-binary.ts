import type { ChatReply } from "../models/chat-model.ts";
import { findFieldProblem, parseReply, type ParseOptions, type ReplyObject } from "./parse-reply.ts";
import { occursIn } from "./quotes.ts";
import { noReading, type NoReading, type Reading } from "./reading.ts";

export interface BinaryReading {
  readonly verdict: "pass" | "fail";
  readonly critique: string;
  readonly evidence: readonly string[];
  /** From 0 to 1, where the judge volunteers one. */
  readonly score?: number;
}

/** What a binary judge's reply says about `output`. */
export function parseBinary(
  reply: ChatReply,
  nonce: string,
  output: string,
  options?: ParseOptions,
): Reading<BinaryReading> {
  const parsed = parseReply(reply, nonce, options);
  if (!parsed.ok) return parsed;
  const read = readFields(parsed.value);
  return read.ok ? (findContradiction(read.value, output) ?? read) : read;
}

function readFields(object: ReplyObject): Reading<BinaryReading> {
  const problem = findFieldProblem(object, ["nonce", "critique", "evidence", "verdict"], ["score"]);
  if (problem !== undefined) return noReading("unparsable", problem);
  const { critique, evidence, verdict, score } = object;
  if (typeof critique !== "string") return noReading("unparsable", '"critique" is not a text');
  if (!Array.isArray(evidence) || !evidence.every((quote) => typeof quote === "string")) {
    return noReading("unparsable", '"evidence" is not a list of texts');
  }
  if (verdict === "cannot-judge") return noReading("cannot-judge", critique);
  if (verdict !== "pass" && verdict !== "fail") {
    return noReading(
      "unparsable",
      `"verdict" is ${JSON.stringify(verdict)?.slice(0, 40)}, neither "pass" nor "fail"`,
    );
  }
  if (score === undefined) return { ok: true, value: { verdict, critique, evidence } };
  if (typeof score !== "number" || !(score >= 0 && score <= 1) || Object.is(score, -0)) {
    return noReading(
      "out-of-range",
      `"score" is ${JSON.stringify(score)?.slice(0, 40)}, not a number from 0 to 1`,
    );
  }
  return { ok: true, value: { verdict, critique, evidence, score } };
}

function findContradiction(
  { verdict, critique, evidence, score }: BinaryReading,
  output: string,
): NoReading | undefined {
  if (score !== undefined && score >= 0.5 !== (verdict === "pass")) {
    return noReading("inconsistent", `the verdict is ${verdict}, the score ${score}`);
  }
  const said = /\b(?:verdict|grade|result)\b\W{1,3}(pass|fail)(?:ed|es|s)?\W*$/i
    .exec(critique)?.[1]
    ?.toLowerCase();
  if (said !== undefined && said !== verdict) {
    return noReading("inconsistent", `the verdict is ${verdict}, the critique ends with ${said}`);
  }
  const invented = evidence.find((quote) => !occursIn(quote, output));
  if (invented !== undefined) {
    return noReading(
      "inconsistent",
      `the judge quotes what the output does not say: "${invented.slice(0, 120)}"`,
    );
  }
  return undefined;
}
