import type { ChatRequest } from "../models/chat-model.ts";
import type { BinaryJudgeOptions } from "./binary-judge.ts";
import { decide, decideUnasked, hashOf, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import { judgeByMajority } from "./majority.ts";
import { seatsOf, type Seat } from "./panel.ts";
import { readMaterial, textsOf, type Material } from "./judge-material.ts";
import { parseBinary, type BinaryReading } from "./parse-binary.ts";
import { binaryPrompt, binaryPromptVersion, binarySchema } from "./prompts/binary-prompt.ts";
import type { Reading } from "./reading.ts";
import { brokenRule, ruleCritiques } from "./rule-checks.ts";
import { freshNonce } from "./untrusted-text.ts";
import type { Verdict } from "./verdict.ts";

const maxTokens = 1_024;
/** Of several votes of one model: enough for them to differ where the judge is not sure. */
const samplingTemperature = 0.3;

/** See `judgeBinary`, which loads this file when it is first called. */
export async function runBinaryJudge(options: BinaryJudgeOptions): Promise<Verdict> {
  const { rubric } = options;
  const seats = seatsOf(rubric.name, options, samplingTemperature);
  const identity: JudgeIdentity = {
    rubric,
    promptVersion: binaryPromptVersion,
    model: seats[0].model,
    seats,
  };
  const rule = rubric.allowEmpty ? undefined : brokenRule(options.output);
  if (rule !== undefined) {
    return decideUnasked(identity, { outcome: "fail", critique: ruleCritiques[rule], evidence: [], rule });
  }
  const material = readMaterial(options);
  const verdict = await judgeByMajority(rubric.name, seats, (seat) => askSeat(seat, options, material));
  return { ...verdict, judgeHash: hashOf(identity) };
}

function askSeat(
  { model, temperature, seed }: Seat,
  { rubric, signal, deadline, trial }: BinaryJudgeOptions,
  material: Material,
): Promise<Verdict> {
  const examples = rubric.examples.flatMap(({ input = "", output, critique }) => [input, output, critique]);
  const nonce = freshNonce([...textsOf(material), ...examples]);
  const request: ChatRequest = {
    messages: binaryPrompt({ rubric, ...material }, nonce),
    schema: binarySchema,
    temperature,
    maxTokens,
    question: { kind: "rubric", nonce, ...material },
    ...(seed !== undefined && { seed }),
    ...(signal !== undefined && { signal }),
    ...(deadline !== undefined && { deadline }),
    ...(trial !== undefined && { trial }),
  };
  const identity: JudgeIdentity = { rubric, promptVersion: binaryPromptVersion, model };
  return decide(identity, request, ({ reply }) => parseBinary(reply, nonce, material.output), conclude);
}

function conclude({ verdict, ...finding }: BinaryReading): Reading<Finding> {
  return { ok: true, value: { outcome: verdict, ...finding } };
}
