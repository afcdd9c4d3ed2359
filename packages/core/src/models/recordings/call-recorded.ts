import { startDeadline } from "../call-deadline.ts";
import type { ChatRequest } from "../chat-model.ts";
import { ModelError } from "../model-error.ts";
import { redactSecrets } from "../redact-secrets.ts";
import { originals } from "../../platform/originals.ts";
import { missingError, unusableError } from "./replay-error.ts";
import type { OpenRecordings } from "./open-recordings.ts";
import { encodeRecording, type KeptReply } from "./recording.ts";
import type { RecordingKey } from "./recording-key.ts";
import { environmentSecrets, redactAll } from "./redact-request.ts";
import { quarantine, readRecording, touchRecording, writeRecording } from "./recording-store.ts";

/** A call of a model that may be replayed instead. */
export interface RecordedCall<Value> {
  readonly key: RecordingKey;
  readonly limits: Pick<ChatRequest, "deadline" | "signal">;
  /** What must not get into a file. */
  readonly secrets: readonly string[];
  /** Asks the model. */
  readonly ask: () => Promise<Value>;
  /** What is stored of an answer; nothing of one that no verdict comes of. */
  readonly keep: (value: Value) => KeptReply | undefined;
  readonly replay: (reply: KeptReply, recordedAt: string) => Value;
}

interface Kept {
  readonly reply: KeptReply;
  readonly recordedAt: string;
}

/**
 * Replays the recording of a call, or asks and stores the answer, as the mode says. A replayed answer never reaches the call
 * policy: it takes no slot of the limiter, and is neither a success nor a retry there.
 *
 * @throws ModelError `RECORDING_MISSING`, `RECORDING_CORRUPT` or `RECORDING_UNREADABLE` in the mode `replay`, and what asking throws.
 */
export async function callRecorded<Value>(
  recordings: OpenRecordings,
  call: RecordedCall<Value>,
): Promise<Value> {
  const known = recordings.mode === "refresh" ? undefined : findRecording(recordings, call.key);
  if (known !== undefined) return call.replay(known.reply, known.recordedAt);
  if (recordings.mode === "replay") throw missingError(recordings, call);
  const name = call.key.digest;
  const shared = recordings.inFlight.get(name) as Promise<Kept | undefined> | undefined;
  if (shared === undefined) return lead(recordings, call);
  const kept = await waitFor(shared, call);
  // What came of the other call was nothing to keep, so it says nothing about this one.
  return kept === undefined ? call.ask() : call.replay(kept.reply, kept.recordedAt);
}

/** In the mode `auto` whatever cannot be read is recorded anew; in `replay` it is an error that says so. */
function findRecording(recordings: OpenRecordings, key: RecordingKey): Kept | undefined {
  const { folder, shownFolder, mode, warn } = recordings;
  const found = readRecording(folder, key.digest);
  if (found.kind === "found") {
    touchRecording(folder, key.digest);
    return found.recording;
  }
  if (found.kind === "missing") return undefined;
  if (mode === "replay") throw unusableError(recordings, key, found);
  if (found.kind === "corrupt") {
    quarantine(folder, found.file);
    const name = `${key.digest.slice(0, 12)}… in ${shownFolder}`;
    warn(`A recording could not be used and was recorded anew: ${name}: ${found.problem}`);
  } else warn(`Recordings could not be read, so that models were asked: ${shownFolder}: ${found.problem}`);
  return undefined;
}

/** Asks for all who want the same meanwhile. */
async function lead<Value>(recordings: OpenRecordings, call: RecordedCall<Value>): Promise<Value> {
  const { inFlight } = recordings;
  const asked = call.ask();
  const kept = asked.then(
    (value) => storeAnswer(recordings, call, value),
    () => undefined,
  );
  inFlight.set(call.key.digest, kept);
  try {
    const value = await asked;
    await kept;
    return value;
  } finally {
    inFlight.delete(call.key.digest);
  }
}

function storeAnswer<Value>(
  recordings: OpenRecordings,
  { key, keep, secrets }: RecordedCall<Value>,
  value: Value,
): Kept | undefined {
  const reply = keep(value);
  if (reply === undefined) return undefined;
  const kept = { reply, recordedAt: new Date(originals.now()).toISOString() };
  if (recordings.unwritable) return kept;
  const known = [...secrets, ...environmentSecrets()];
  if (reply.text !== undefined && redactSecrets(reply.text, known) !== reply.text) {
    recordings.warn(
      "A reply that holds what looks like a key was not recorded: its check will be asked again",
    );
    return kept;
  }
  try {
    const shown = { ...key, request: redactAll(key.request, known) };
    writeRecording(recordings.folder, key.digest, encodeRecording(shown, reply, kept.recordedAt));
  } catch (error) {
    recordings.unwritable = true;
    const { message } = error as Error;
    recordings.warn(
      `Replies could not be recorded, and the run went on without: ${recordings.shownFolder}: ${message}`,
    );
  }
  return kept;
}

/** Only the end of waiting for another's call, which has a limit of its own. */
const longestWaitMs = 10 * 60_000;

async function waitFor<T>(
  shared: Promise<T>,
  { key, limits }: Pick<RecordedCall<unknown>, "key" | "limits">,
): Promise<T> {
  const deadline = startDeadline(limits, longestWaitMs);
  try {
    return await deadline.race(shared);
  } catch (cause) {
    throw new ModelError(
      `Failed to ask model "${key.model}": the same request was under way, and its answer did not come in time. Raise the model's timeoutMs or the test's timeout.`,
      { code: "MODEL_TIMEOUT", cause },
    );
  } finally {
    deadline.close();
  }
}
