import type { ChatReply } from "./chat-model.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, toRecord, type ModelSubject } from "./model-subject.ts";

const finishReasons: readonly unknown[] = ["stop", "length", "content-filter", "tool-calls", "unknown"];

/** @throws ModelError `MODEL_BAD_RESPONSE` when `value` is neither a text nor a reply. */
export function checkReply(value: unknown, subject: ModelSubject): ChatReply {
  if (typeof value === "string") return { text: value, finishReason: "stop" };
  const { text, finishReason, usage, costUsd } = toRecord(value);
  const problem =
    typeof text !== "string"
      ? `it answered ${describe(value)} instead of a text or a reply`
      : !finishReasons.includes(finishReason)
        ? `its finishReason is ${describe(finishReason)} instead of one of ${finishReasons.join(", ")}`
        : usage !== undefined && !isUsage(usage)
          ? "its usage is not { inputTokens, outputTokens } in whole numbers from 0"
          : costUsd !== undefined && !isAmount(costUsd)
            ? `its costUsd is ${describe(costUsd)} instead of a number from 0`
            : undefined;
  if (problem === undefined) return value as ChatReply;
  throw new ModelError(`${failedToAsk(subject)}${problem}. Correct the model.`, {
    code: "MODEL_BAD_RESPONSE",
  });
}

function isUsage(value: unknown): boolean {
  const { inputTokens, outputTokens } = toRecord(value);
  return [inputTokens, outputTokens].every((count) => isAmount(count) && Number.isInteger(count));
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function describe(value: unknown): string {
  if (typeof value === "number") return String(value);
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "an object without a text"
        : typeof value;
}
