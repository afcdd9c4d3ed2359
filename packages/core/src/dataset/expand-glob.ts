import type { Dirent } from "node:fs";
import { dirname } from "node:path";
import { loadFastGlob } from "../platform/native-require.cjs";
import { lockSuffix } from "./golden-lock.ts";
import { fs } from "../platform/native-fs.cjs";

/** Whether a path has characters with which a glob can match more than one file. */
export function hasGlobCharacters(path: string): boolean {
  return /[*?{}[\]]|[!@+]\(/.test(path);
}

/**
 * Absolute paths of the files that match `pattern`, in code-unit order. Follows symbolic links, but never around a loop;
 * leaves out `node_modules` and lock files.
 */
export function expandGlob(pattern: string, from: string): string[] {
  const paths = loadFastGlob().sync(pattern, {
    cwd: from,
    absolute: true,
    dot: false,
    onlyFiles: true,
    ignore: ["**/node_modules/**", `**/*${lockSuffix}`],
    fs: {
      lstatSync: fs.lstatSync,
      statSync: fs.statSync,
      readdirSync: readUnlessLoop as typeof fs.readdirSync,
    },
  });
  return paths.sort((left, right) => (left < right ? -1 : 1));
}

/** An empty directory in place of one that is its own ancestor: a link that leads back up would be followed for ever. */
function readUnlessLoop(path: string, options: { readonly withFileTypes: true }): Dirent[] {
  return isLoop(path) ? [] : fs.readdirSync(path, options);
}

function isLoop(path: string): boolean {
  const real = fs.realpathSync(path);
  for (let above = dirname(path), below = path; above !== below; below = above, above = dirname(above)) {
    if (fs.realpathSync(above) === real) return true;
  }
  return false;
}
