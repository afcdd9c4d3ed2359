import { isAbsolute, relative, resolve, sep } from "node:path";
import type { DatasetProblem } from "./dataset-problem.ts";
import { expandGlob, hasGlobCharacters } from "./expand-glob.ts";
import type { DatasetFile } from "./file-reader.ts";
import { lockSuffix } from "./golden-lock.ts";
import { formatOf } from "./open-reader.ts";
import { fileAsAWhole } from "./row-place.ts";
import { fs } from "../platform/native-fs.cjs";

/** The files that `paths` (paths and globs, relative to `from`) name: in the order given, a glob's files sorted, each once. */
export function findDatasetFiles(
  paths: readonly string[],
  from: string,
  onProblem: (problem: DatasetProblem) => void,
): DatasetFile[] {
  const files = new Map<string, DatasetFile>();
  for (const path of paths) {
    for (const file of findFiles(path, from, onProblem)) {
      const problem = wrongKind(file);
      if (problem !== undefined) onProblem(problem);
      else if (!files.has(identity(file.file))) files.set(identity(file.file), file);
    }
  }
  return [...files.values()];
}

function findFiles(path: string, from: string, onProblem: (problem: DatasetProblem) => void): DatasetFile[] {
  const absolute = resolve(from, path);
  // A file may really be called "cases[1].jsonl".
  if (!hasGlobCharacters(path) || fs.existsSync(absolute)) return [toFile(absolute)];
  const found = expandGlob(path, from).map(toFile);
  if (found.length === 0) {
    onProblem({
      code: "DATASET_NOT_FOUND",
      place: fileAsAWhole({ label: path }),
      what: `the glob matches no file in "${shownPath(from)}"`,
      remedy: "Correct it: paths start from the folder of the file that names the dataset",
    });
  }
  return found;
}

function toFile(path: string): DatasetFile {
  return { file: resolve(path), label: shownPath(path) };
}

/** Relative to the working directory where that is shorter to read: a terminal makes it a link. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  const shown = below.startsWith("..") || isAbsolute(below) ? path : below === "" ? "." : below;
  return shown.split(sep).join("/");
}

function wrongKind(file: DatasetFile): DatasetProblem | undefined {
  const place = fileAsAWhole(file);
  if (file.file.endsWith(lockSuffix)) {
    return {
      code: "DATASET_UNREADABLE",
      place,
      what: "this is a lock file, not a dataset",
      remedy: `Name the dataset itself: ${file.label.slice(0, -lockSuffix.length)}`,
    };
  }
  if (formatOf(file.file) !== undefined) return undefined;
  return {
    code: "DATASET_UNREADABLE",
    place,
    what: "its name ends in none of .jsonl, .json and .csv",
    remedy: "Write one JSON object per line, and call it .jsonl",
  };
}

/** The same for two paths to one file. */
function identity(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}
