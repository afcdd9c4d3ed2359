import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { governanceOf } from "../governed.ts";
import { callRecorded } from "./call-recorded.ts";
import type { OpenRecordings } from "./open-recordings.ts";
import type { KeptReply } from "./recording.ts";
import { chatKey, type AskerVersions, type RecordingKey } from "./recording-key.ts";

/** A reply among what else its caller knows of it. */
interface Replied {
  readonly reply: ChatReply;
  readonly usage?: KeptReply["usage"];
  readonly costUsd?: number;
}

export interface AskRecordedOptions<Answer extends Replied> extends Partial<AskerVersions> {
  readonly ask: () => Promise<Answer>;
  /** Whether something came of the answer. */
  readonly isUsable?: (answer: Answer) => boolean;
  /** Turns a replayed reply into what `ask` returns. */
  readonly sumUp: (reply: ChatReply) => Answer;
}

/** Replays the reply to `request`, or asks and stores it. See `callRecorded`. */
export function askRecorded<Answer extends Replied>(
  recordings: OpenRecordings,
  model: ChatModel,
  request: ChatRequest,
  { ask, isUsable = () => true, sumUp, promptVersion, parserVersion }: AskRecordedOptions<Answer>,
): Promise<Answer> {
  const versions =
    promptVersion === undefined || parserVersion === undefined ? undefined : { promptVersion, parserVersion };
  const key = chatKey(model, request, versions);
  return callRecorded(recordings, {
    key,
    limits: request,
    secrets: governanceOf(model).secrets?.() ?? [],
    ask,
    keep: (answer) => (isWhole(answer.reply, key) && isUsable(answer) ? keepReply(answer, key) : undefined),
    replay: (kept, recordedAt) => sumUp(replayReply(kept, recordedAt, key)),
  });
}

/** Said to its end, by a model that was willing; and nobody but a judge's call may have put a nonce's placeholder there. */
function isWhole({ text, finishReason, refusal = "" }: ChatReply, { nonce }: RecordingKey): boolean {
  return (
    (finishReason === "stop" || finishReason === "unknown") &&
    refusal === "" &&
    text.trim() !== "" &&
    text.isWellFormed() &&
    (nonce === undefined || !text.includes(nonce.placeholder))
  );
}

function keepReply({ reply, usage, costUsd }: Replied, { nonce }: RecordingKey): KeptReply {
  const { text, finishReason, modelServed } = reply;
  return {
    text: nonce === undefined ? text : text.replaceAll(nonce.value, nonce.placeholder),
    finishReason,
    ...(modelServed !== undefined && { modelServed: modelServed.toWellFormed() }),
    ...(usage !== undefined && {
      usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    }),
    ...(costUsd !== undefined && { costUsd }),
  };
}

function replayReply(kept: KeptReply, recordedAt: string, { nonce }: RecordingKey): ChatReply {
  const { text = "", finishReason = "unknown", modelServed } = kept;
  return {
    text: nonce === undefined ? text : text.replaceAll(nonce.placeholder, nonce.value),
    finishReason,
    ...(modelServed !== undefined && { modelServed }),
    usage: { inputTokens: 0, outputTokens: 0 },
    costUsd: 0,
    requests: 0,
    recordedAt,
  };
}
