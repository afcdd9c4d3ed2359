import { showName } from "../../errors/show-value.ts";
import { ModelError } from "../model-error.ts";
import { describeNearest } from "./nearest-recording.ts";
import type { OpenRecordings } from "./open-recordings.ts";
import type { RecordingKey } from "./recording-key.ts";
import type { Lookup } from "./recording-store.ts";

const record = "Record it: run the tests once with ASSAY_RECORDINGS=auto and the model's key";

/** No recording of a request in the mode `replay`: no verdict, and never a call. */
export function missingError(
  { folder, shownFolder }: OpenRecordings,
  { key, secrets }: { readonly key: RecordingKey; readonly secrets: readonly string[] },
): ModelError {
  const nearest = describeNearest(folder, key, secrets);
  return new ModelError(
    `Failed to replay model "${showName(key.model)}": there is no recording of this request in "${showName(shownFolder)}". ${record}. ${nearest}`,
    { code: "RECORDING_MISSING" },
  );
}

/** A recording that is there and cannot be used, in the mode `replay`. */
export function unusableError(
  { shownFolder }: OpenRecordings,
  { digest, model }: RecordingKey,
  found: Lookup & { readonly problem: string },
): ModelError {
  const name = `${shownFolder}/${digest.slice(0, 2)}/${digest}.json`;
  if (found.kind === "corrupt") {
    return new ModelError(
      `Failed to replay model "${showName(model)}": the recording ${name} is corrupt: ${showName(found.problem)}. Restore it from version control. ${record}.`,
      { code: "RECORDING_CORRUPT" },
    );
  }
  return new ModelError(
    `Failed to replay model "${showName(model)}": the recordings in ${shownFolder} cannot be read: ${showName(found.problem)}. Correct the folder, or the setting "recordings.folder".`,
    { code: "RECORDING_UNREADABLE" },
  );
}
