import { awakeTimer } from "../platform/awake-clock.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";

/** Milliseconds without a byte, after which a stream counts as dead. */
export const longestSilenceMs = 30_000;

/** Waits for the next part of a stream. @throws ModelError `MODEL_TIMEOUT` when it does not come in time. */
export async function withinSilence<T>(
  next: Promise<T>,
  silenceMs: number,
  subject: ModelSubject,
): Promise<T> {
  let stop = (): void => undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    stop = awakeTimer(silenceMs, () => reject(stalled(silenceMs, subject)));
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    stop();
  }
}

function stalled(silenceMs: number, subject: ModelSubject): ModelError {
  return new ModelError(
    `${failedToAsk(subject)}the stream stalled: nothing came for ${silenceMs} ms. Check the server and the proxies in front of it.`,
    { code: "MODEL_TIMEOUT", retryable: true },
  );
}
