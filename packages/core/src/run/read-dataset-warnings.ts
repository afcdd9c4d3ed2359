import { readNotes } from "./note-files.ts";

/** Of notes, in the directory of a run. */
export const datasetWarningsFolder = "dataset-warnings";

/** What `noteDataset` noted of all datasets of the run, each warning once, sorted. */
export function readDatasetWarnings(directory: string): readonly string[] {
  return readNotes(directory, datasetWarningsFolder);
}
