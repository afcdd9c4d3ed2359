import type { ChatRequest } from "../models/chat-model.ts";
import type { BinaryJudgeOptions } from "./binary-judge.ts";
import { decide, decideUnasked, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import { parseBinary, type BinaryReading } from "./parse-binary.ts";
import { binaryPrompt, binaryPromptVersion, binarySchema } from "./prompts/binary-prompt.ts";
import type { Reading } from "./reading.ts";
import { brokenRule, ruleCritiques } from "./rule-checks.ts";
import { canonicalise, freshNonce } from "./untrusted-text.ts";
import type { Verdict } from "./verdict.ts";

const maxTokens = 1_024;

/** See `judgeBinary`, which loads this file when it is first called. */
export async function runBinaryJudge(options: BinaryJudgeOptions): Promise<Verdict> {
  const { rubric, model } = options;
  const identity: JudgeIdentity = { rubric, promptVersion: binaryPromptVersion, model };
  const rule = rubric.allowEmpty ? undefined : brokenRule(options.output);
  if (rule !== undefined) {
    return decideUnasked(identity, { outcome: "fail", critique: ruleCritiques[rule], evidence: [], rule });
  }
  const material = readMaterial(options);
  const examples = rubric.examples.flatMap(({ input = "", output, critique }) => [input, output, critique]);
  const nonce = freshNonce([
    material.output,
    material.input ?? "",
    material.reference ?? "",
    ...(material.context ?? []),
    ...examples,
  ]);
  const request: ChatRequest = {
    messages: binaryPrompt({ rubric, ...material }, nonce),
    schema: binarySchema,
    temperature: 0,
    maxTokens,
    question: { kind: "rubric", nonce, ...material },
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.deadline !== undefined && { deadline: options.deadline }),
  };
  return decide(identity, request, ({ reply }) => parseBinary(reply, nonce, material.output), conclude);
}

interface Material {
  readonly output: string;
  readonly input?: string;
  readonly reference?: string;
  readonly context?: readonly string[];
}

/** The texts as the judge sees them; evidence is looked up in these, too. */
function readMaterial({ output, input, reference, context }: BinaryJudgeOptions): Material {
  const passages = typeof context === "string" ? [context] : context;
  return {
    output: canonicalise(output),
    ...(input !== undefined && { input: canonicalise(input) }),
    ...(reference !== undefined && { reference: canonicalise(reference) }),
    ...(passages !== undefined && { context: passages.map(canonicalise) }),
  };
}

function conclude({ verdict, ...finding }: BinaryReading): Reading<Finding> {
  return { ok: true, value: { outcome: verdict, ...finding } };
}
