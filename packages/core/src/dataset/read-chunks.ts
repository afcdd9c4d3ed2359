import { open, stat } from "node:fs/promises";
import type { DatasetProblem } from "./dataset-problem.ts";
import type { DatasetFile } from "./file-reader.ts";
import { fileAsAWhole } from "./row-place.ts";
import { fs } from "../platform/native-fs.cjs";

const chunkSize = 2 ** 18;

/** The file's bytes, chunk by chunk. Asks first what the path is: opening a pipe would wait for ever. */
export function* readChunksSync(path: string): Generator<Uint8Array, void, undefined> {
  refuseSpecial(fs.statSync(path).isFile());
  const descriptor = fs.openSync(path, "r");
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkSize);
      const length = fs.readSync(descriptor, chunk, 0, chunkSize, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Like {@link readChunksSync}, without blocking the process. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  refuseSpecial((await stat(path)).isFile());
  const handle = await open(path, "r");
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkSize);
      const { bytesRead } = await handle.read(chunk, 0, chunkSize, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** What an error of reading `file` means for the dataset. */
export function readProblem(file: DatasetFile, error: unknown): DatasetProblem {
  const place = fileAsAWhole(file);
  const code = systemCode(error) ?? "";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return { code: "DATASET_NOT_FOUND", place, what: "there is no such file", remedy: "Correct the path" };
  }
  const what = reasons.get(code) ?? String(error);
  return { code: "DATASET_UNREADABLE", place, what, remedy: "Make it a readable file" };
}

/** The code of an error of the file system. Not by `instanceof`: in a sandbox (Jest, vmThreads) it is of another realm. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error) || !("syscall" in error))
    return undefined;
  return String(error.code);
}

const reasons = new Map([
  ["EACCES", "this user may not read it"],
  ["EPERM", "this user may not read it"],
  ["ELOOP", "it is a symbolic link that leads back to itself"],
  ["EISDIR", "it is a directory"],
  ["EMFILE", "this process has too many files open"],
  ["NOT_A_FILE", "it is a directory or a device, not a file"],
]);

function refuseSpecial(isFile: boolean): void {
  if (!isFile) throw Object.assign(new Error("not a regular file"), { code: "NOT_A_FILE", syscall: "open" });
}
