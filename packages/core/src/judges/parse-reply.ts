import type { ChatReply } from "../models/chat-model.ts";
import { noReading, type NoReading, type Reading } from "./reading.ts";
import { parseStrictJson } from "./strict-json.ts";

/** Raised with every change of what is accepted as a verdict. */
export const parserVersion = "1";

export type ReplyObject = { readonly [field: string]: unknown };

export interface ParseOptions {
  /** Off only in the test that shows what the nonce is for. */
  readonly checkNonce?: boolean;
}

const longestReply = 1_000_000;

/**
 * The one JSON object that a judge's whole reply consists of, carrying this call's nonce. Nothing is searched for,
 * coerced or repaired: a reply that was cut, filtered, refused or wrapped in prose holds no verdict.
 */
export function parseReply(
  reply: ChatReply,
  nonce: string,
  options: ParseOptions = {},
): Reading<ReplyObject> {
  const unusable = checkDelivery(reply);
  if (unusable !== undefined) return unusable;
  const parsed = parseStrictJson(reply.text);
  if ("problem" in parsed) return describeProblem[parsed.problem];
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return noReading("unparsable", "the reply is not a JSON object");
  }
  const object = value as ReplyObject;
  if (options.checkNonce !== false && object["nonce"] !== nonce) {
    return noReading(
      "unparsable",
      "the reply does not carry the nonce that the prompt asks for, so it may not be the judge's own",
    );
  }
  return { ok: true, value: object };
}

function checkDelivery({ text, finishReason, refusal }: ChatReply): NoReading | undefined {
  if (finishReason === "content-filter")
    return noReading("filtered", "the provider's content filter cut the reply");
  if (refusal !== undefined && refusal !== "") return noReading("refused", `the judge refused: ${refusal}`);
  if (finishReason === "length") return noReading("truncated", "the reply was cut at the token limit");
  if (finishReason === "tool-calls")
    return noReading("unparsable", "the judge called a tool instead of giving a verdict");
  if (text.trim() === "") return noReading("unparsable", "the reply is empty");
  if (text.length > longestReply) return noReading("unparsable", `the reply has ${text.length} characters`);
  return undefined;
}

const describeProblem: { readonly [problem in "not-json" | "ambiguous" | "duplicate-key"]: NoReading } = {
  "not-json": noReading("unparsable", "the reply is not JSON"),
  ambiguous: noReading("ambiguous", "the reply holds JSON among other text, or more than one object"),
  "duplicate-key": noReading("ambiguous", "the reply names a key twice"),
};

/** Why `object` does not have exactly these fields; `undefined` when it does. */
export function findFieldProblem(
  object: ReplyObject,
  required: readonly string[],
  optional: readonly string[] = [],
): string | undefined {
  const missing = required.find((field) => !Object.hasOwn(object, field));
  if (missing !== undefined) return `the field "${missing}" is missing`;
  const unknown = Object.keys(object).find((field) => !required.includes(field) && !optional.includes(field));
  return unknown === undefined ? undefined : `the field "${unknown}" is unknown`;
}
