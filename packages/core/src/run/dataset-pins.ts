import { join } from "node:path";
import { pinsFolder } from "../dataset/pin-datasets.ts";
import type { FileDigest } from "../dataset/dataset-source.ts";
import { fs } from "../platform/native-fs.cjs";

const pinName = /^[0-9a-f]{16}-sha256-([0-9a-f]{64})$/;

/** The dataset files that the workers of a run read, relative to its root, and in which state; sorted. */
export function readDatasetPins(directory: string): readonly FileDigest[] {
  const folder = join(directory, pinsFolder);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .flatMap((name): FileDigest[] => {
      const digest = pinName.exec(name)?.[1];
      const file = digest === undefined ? "" : fs.readFileSync(join(folder, name), "utf8");
      return file === "" ? [] : [{ file, digest: `sha256:${digest}` }];
    })
    .sort((a, b) => (a.file + a.digest < b.file + b.digest ? -1 : 1));
}
