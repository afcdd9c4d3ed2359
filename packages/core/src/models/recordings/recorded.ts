import { EvalError } from "../../errors/eval-error.ts";
import { showValue } from "../../errors/show-value.ts";
import { callModel } from "../call-model.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import { markGoverned } from "../governed.ts";
import { recordedModel } from "./recorded-model.ts";
import { recordingModes, type RecordingOptions } from "./recording-settings.ts";

/**
 * `model` with its replies recorded: also those to an application that asks it itself. Without options it follows `recordings`
 * of the configuration, and without that the mode is `auto`; `ASSAY_RECORDINGS` comes before both.
 *
 * @throws EvalError `CONFIG_INVALID` for a mode that there is not.
 * @example
 * ```ts
 * const model = recorded(openai({ model: "gpt-5-mini" }), { folder: "recordings" });
 * const reply = await model.complete({ messages: [{ role: "user", content: "How do I get a refund?" }] });
 * reply.recordedAt; // when it was recorded, if it was replayed
 * ```
 */
export function recorded(model: ChatModel, options: RecordingOptions = {}): ChatModel {
  const { mode } = options;
  if (mode !== undefined && !recordingModes.includes(mode)) {
    throw new EvalError(
      `Failed to record model "${model.id}": ${showValue(mode)} is no mode of recordings. Use ${recordingModes.join(", ")}.`,
      { code: "CONFIG_INVALID" },
    );
  }
  const wrapper: ChatModel = {
    id: model.id,
    family: model.family,
    // Read anew each time, as the address is.
    get settings() {
      return model.settings ?? {};
    },
    ...(model.serves !== undefined && { serves: model.serves }),
    complete: (request) => complete(wrapper, request),
  };
  return markGoverned(wrapper, { recorded: { model, options } });
}

async function complete(wrapper: ChatModel, request: ChatRequest): Promise<ChatReply> {
  const { inner, recordings } = recordedModel(wrapper);
  if (recordings === undefined) return callModel(inner, request);
  const { askRecorded } = await import("./ask-recorded.ts");
  const { reply } = await askRecorded(recordings, inner, request, {
    ask: async () => {
      const answer = await callModel(inner, request);
      const { usage, costUsd } = answer;
      return {
        reply: answer,
        ...(usage !== undefined && { usage }),
        ...(costUsd !== undefined && { costUsd }),
      };
    },
    sumUp: (replayed) => ({ reply: replayed }),
  });
  return reply;
}
