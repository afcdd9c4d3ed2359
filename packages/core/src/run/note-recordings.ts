import { readNotes, writeNote } from "./note-files.ts";

/** Of notes, in the directory of a run. */
export const recordingNotesFolder = "recording-warnings";

/** Notes in the run what kept replies from being stored, for the gate to tell once; without a run it is a warning of the process. */
export function noteRecordings(directory: string | undefined, text: string): void {
  if (directory === undefined) process.emitWarning(text);
  else writeNote(directory, recordingNotesFolder, text);
}

/** The warnings of all workers, each once, sorted. */
export function readRecordingNotes(directory: string): readonly string[] {
  return readNotes(directory, recordingNotesFolder);
}
