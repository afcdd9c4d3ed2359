import type { ChatModel } from "../../models/chat-model.ts";
import { judgeHash } from "../judge-hash.ts";
import { parserVersion } from "../parse-reply.ts";
import { binaryPromptVersion } from "../prompts/binary-prompt.ts";
import { pairwisePromptVersion } from "../prompts/pairwise-prompt.ts";
import { canariesVersion, canaryRubric } from "./canaries.ts";

/**
 * What a check of `model` is a check of: the model with its settings, our prompts, parser and canaries. Where it differs from
 * that of the last check, the judge is another one.
 */
export function judgeCheckHash(model: ChatModel): string {
  return judgeHash({
    seats: [{ model, temperature: 0 }],
    promptVersion: [binaryPromptVersion, pairwisePromptVersion, canariesVersion].join(" "),
    parserVersion,
    rubricHash: canaryRubric().hash,
  });
}
