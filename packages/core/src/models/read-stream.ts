import type { ChatReply } from "./chat-model.ts";
import { withinSilence } from "./idle-timer.ts";
import { toRecord, type ModelSubject } from "./model-subject.ts";
import { readCompletion } from "./read-completion.ts";

/**
 * The reply in the events of a streamed chat completion. A stream that ends without a reason to finish was cut, whatever
 * the SDK makes of it: both majors call it done.
 *
 * @throws ModelError when an event is none of a chat completion's, there is none, or they stop coming.
 */
export async function readStream(
  stream: unknown,
  subject: ModelSubject,
  silenceMs: number,
): Promise<ChatReply> {
  if (!isIterable(stream)) return readCompletion(stream, subject);
  const events = stream[Symbol.asyncIterator]();
  const parts = new StreamedParts();
  try {
    for (;;) {
      const { done, value } = await withinSilence(events.next(), silenceMs, subject);
      if (done === true) break;
      parts.add(value);
    }
  } catch (error) {
    // Not awaited: it may wait for the very event that did not come.
    void Promise.resolve(events.return?.()).catch(() => undefined);
    throw error;
  }
  return parts.reply(subject);
}

class StreamedParts {
  #events = 0;
  #content = "";
  #refusal = "";
  #finish: unknown;
  #model: unknown;
  #usage: unknown;
  #error: unknown;

  add(event: unknown): void {
    this.#events++;
    const { choices, model, usage, error } = toRecord(event);
    this.#model ??= model;
    this.#usage = usage ?? this.#usage;
    this.#error ??= error;
    const choice = toRecord(Array.isArray(choices) ? (choices as unknown[])[0] : undefined);
    const { content, refusal } = toRecord(choice["delta"]);
    if (typeof content === "string") this.#content += content;
    if (typeof refusal === "string") this.#refusal += refusal;
    this.#finish = choice["finish_reason"] ?? this.#finish;
  }

  reply(subject: ModelSubject): ChatReply {
    if (this.#events === 0) return readCompletion(undefined, subject);
    const message = { content: this.#content, refusal: this.#refusal };
    const choices = [{ message, finish_reason: this.#finish }];
    const body = { choices, model: this.#model, usage: this.#usage, error: this.#error };
    const reply = readCompletion(body, subject);
    return this.#finish === undefined ? { ...reply, finishReason: "length" } : reply;
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
