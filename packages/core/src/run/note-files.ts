import { createHash } from "node:crypto";
import { join } from "node:path";
import { fs } from "../platform/native-fs.cjs";

/** Leaves a note in a folder of the run's directory; the same note from several workers is one. */
export function writeNote(directory: string, folder: string, text: string): void {
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  fs.mkdirSync(join(directory, folder), { recursive: true });
  fs.writeFileSync(join(directory, folder, name), text, { mode: 0o600 });
}

/** The notes of a folder, each once, sorted. */
export function readNotes(directory: string, folder: string): readonly string[] {
  const path = join(directory, folder);
  if (!fs.existsSync(path)) return [];
  return fs
    .readdirSync(path)
    .map((name) => fs.readFileSync(join(path, name), "utf8"))
    .sort();
}
