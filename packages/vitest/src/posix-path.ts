import { relative, sep } from "node:path";

/** A file as the journal names it: relative to the run's root, with forward slashes. */
export function posixPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
