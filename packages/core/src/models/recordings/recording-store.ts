import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { makeDirectory } from "../../platform/make-directory.ts";
import { fs } from "../../platform/native-fs.cjs";
import { originals } from "../../platform/originals.ts";
import { writeFileAtomic } from "../../platform/write-file-atomic.ts";
import { decodeRecording, type Recording } from "./recording.ts";

/** What a lookup found. */
export type Lookup =
  | { readonly kind: "found"; readonly recording: Recording }
  | { readonly kind: "missing" }
  /** A file is there and holds no such recording. */
  | { readonly kind: "corrupt"; readonly problem: string; readonly file: string }
  /** Nobody can tell what is there. */
  | { readonly kind: "unreadable"; readonly problem: string };

/** Where recordings that cannot be read are put aside, inside of the folder. */
export const quarantineFolder = "quarantine";

/** Where the recording of a key is: the folder's 256 parts keep the listing of each small. */
export function recordingFile(folder: string, digest: string): string {
  return join(folder, digest.slice(0, 2), `${digest}.json`);
}

/** The recording of a key, read whole and checked. */
export function readRecording(folder: string, digest: string): Lookup {
  const file = recordingFile(folder, digest);
  try {
    const problem = folderProblem(folder);
    if (problem !== undefined) return { kind: "unreadable", problem };
    const reading = decodeRecording(readPlainFile(file), digest);
    return "recording" in reading
      ? { kind: "found", recording: reading.recording }
      : { kind: "corrupt", problem: reading.problem, file };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { kind: "missing" };
    if (code === "ELOOP") return { kind: "corrupt", problem: "it is a symbolic link", file };
    if (code === "EISDIR") return { kind: "corrupt", problem: "it is a folder", file };
    return { kind: "unreadable", problem: message };
  }
}

/** Stores the text of a recording so that no reader ever sees a part of it. @throws the error of the file system. */
export function writeRecording(folder: string, digest: string, text: string): void {
  const file = recordingFile(folder, digest);
  makeFolder(folder);
  makeFolder(dirname(file));
  const problem = folderProblem(folder) ?? folderProblem(dirname(file));
  if (problem !== undefined) throw new Error(problem);
  if (fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) fs.unlinkSync(file);
  writeFileAtomic(file, [text], { mode: 0o600 });
}

/** Puts a file aside that holds no recording; where that does not go, the next writer replaces it. */
export function quarantine(folder: string, file: string): void {
  try {
    const aside = join(folder, quarantineFolder);
    makeFolder(aside);
    const name = `${file.slice(-69, -5)}-${randomBytes(4).toString("hex")}.json`;
    fs.renameSync(file, join(aside, name));
  } catch {
    // A reader that quarantined it first, or a folder that cannot be written.
  }
}

/** Notes by the file's time that the recording was used: `assay recordings prune --unused-since` asks for it. */
export function touchRecording(folder: string, digest: string): void {
  try {
    const now = originals.now() / 1_000;
    fs.utimesSync(recordingFile(folder, digest), now, now);
  } catch {
    // A folder that cannot be written is no reason not to replay.
  }
}

/** The folders that hold ours are the project's own, and as open as it is. */
function makeFolder(path: string): void {
  makeDirectory(dirname(path));
  makeDirectory(path, 0o700);
}

/** Never through a link: what a pull request brings may point anywhere. */
function readPlainFile(file: string): Uint8Array {
  const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  try {
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Why `folder` is no folder to keep recordings in; nothing where it is not there yet. */
export function folderProblem(folder: string): string | undefined {
  const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return undefined;
  return `${folder} is ${stats.isSymbolicLink() ? "a symbolic link" : "no folder"}`;
}
