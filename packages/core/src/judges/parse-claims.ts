import type { ChatReply } from "../models/chat-model.ts";
import { findFieldProblem, parseReply, type ParseOptions, type ReplyObject } from "./parse-reply.ts";
import { occursIn } from "./quotes.ts";
import { noReading, type Reading } from "./reading.ts";
import type { Claim } from "./split-claims.ts";
import type { ClaimVerdict } from "./verdict.ts";

const verdicts: readonly unknown[] = ["supported", "unsupported", "not-checkable", "reasonable-inference"];

/** One verdict for each of `claims`, in their order; a claim left out, judged twice or made up voids the reply. */
export function parseClaims(
  reply: ChatReply,
  nonce: string,
  claims: readonly Claim[],
  context: readonly string[],
  options?: ParseOptions,
): Reading<readonly ClaimVerdict[]> {
  const parsed = parseReply(reply, nonce, options);
  if (!parsed.ok) return parsed;
  const problem = findFieldProblem(parsed.value, ["nonce", "claims"]);
  if (problem !== undefined) return noReading("unparsable", problem);
  const rows = parsed.value["claims"];
  if (!Array.isArray(rows)) return noReading("unparsable", '"claims" is not a list');
  const byId = new Map<string, ClaimVerdict>();
  for (const row of rows) {
    const read = readRow(row, claims, context);
    if (!read.ok) return read;
    if (byId.has(read.value.id)) return noReading("ambiguous", `claim ${read.value.id} has two verdicts`);
    byId.set(read.value.id, read.value);
  }
  const missing = claims.find(({ id }) => !byId.has(id));
  if (missing !== undefined) return noReading("unparsable", `claim ${missing.id} has no verdict`);
  return { ok: true, value: claims.map(({ id }) => byId.get(id)).filter((verdict) => verdict !== undefined) };
}

function readRow(row: unknown, claims: readonly Claim[], context: readonly string[]): Reading<ClaimVerdict> {
  if (typeof row !== "object" || row === null)
    return noReading("unparsable", "a claim's verdict is not an object");
  const object = row as ReplyObject;
  const problem = findFieldProblem(object, ["id", "reason", "evidence", "verdict"]);
  if (problem !== undefined) return noReading("unparsable", `in a claim's verdict ${problem}`);
  const { id, reason, evidence, verdict } = object;
  if (typeof id !== "string" || typeof reason !== "string" || typeof evidence !== "string") {
    return noReading("unparsable", "a claim's id, reason or evidence is not a text");
  }
  const claim = claims.find((candidate) => candidate.id === id);
  if (claim === undefined) return noReading("unparsable", `there is no claim "${id.slice(0, 40)}"`);
  if (!isClaimVerdict(verdict)) {
    return noReading("unparsable", `the verdict on ${id} is ${JSON.stringify(verdict)?.slice(0, 40)}`);
  }
  const needsEvidence = verdict === "supported" || verdict === "reasonable-inference";
  if (evidence === "" ? needsEvidence : !context.some((passage) => occursIn(evidence, passage))) {
    const what =
      evidence === ""
        ? "without evidence"
        : `quoting what the context does not say: "${evidence.slice(0, 120)}"`;
    return noReading("inconsistent", `the judge calls ${id} ${verdict}, ${what}`);
  }
  return { ok: true, value: { id, text: claim.text, verdict, reason, ...(evidence !== "" && { evidence }) } };
}

function isClaimVerdict(value: unknown): value is ClaimVerdict["verdict"] {
  return verdicts.includes(value);
}
