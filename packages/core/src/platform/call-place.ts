import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLocation } from "../errors/eval-error.ts";

/** Frames of ours and of the runner between a matcher and its caller, and to spare: Node's own ten are too few. */
const keptFrames = 20;

/**
 * The stack here, to be read by {@link placeOfCall} if somebody asks. Taking a stack is cheap, writing it out is not.
 * Runners keep a hundred frames, and every `await` on the way here costs one.
 */
export function takeStack(): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = keptFrames;
  const taken = new Error();
  Error.stackTraceLimit = limit;
  return taken;
}

/**
 * Where the user's code stands in `stack`: its innermost frame inside `root`, outside of every package. Both runners map
 * stacks to the sources when they are read. `undefined` where the user's code is not on the stack, as after `.resolves`.
 */
export function placeOfCall(stack: { readonly stack?: unknown }, root: string): SourceLocation | undefined {
  for (const line of readStack(stack).split("\n")) {
    const place = placeIn(line, root);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The lines of `stack` from {@link placeOfCall} outwards, without what of ours stands above; empty where there is no such place. */
export function framesOfCall(stack: { readonly stack?: unknown }, root: string): string {
  const lines = readStack(stack).split("\n");
  const first = lines.findIndex((line) => placeIn(line, root) !== undefined);
  return first < 0 ? "" : lines.slice(first).join("\n");
}

function placeIn(line: string, root: string): SourceLocation | undefined {
  const found = framePattern.exec(line);
  if (found === null) return undefined;
  const file = fileInRoot(found[1] ?? "", root);
  return file === undefined ? undefined : { file, line: Number(found[2]), column: Number(found[3]) };
}

/** A test may have changed how stacks are written; a place is never worth an error. */
function readStack(error: { readonly stack?: unknown }): string {
  try {
    const text = error.stack;
    return typeof text === "string" ? text : "";
  } catch {
    return "";
  }
}

// "at name (path:1:2)", "at path:1:2", "at async file:///path:1:2"; a path may hold spaces and parentheses.
const framePattern = /^\s+at (?:.*? \(|async )?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/** `path` relative to `root` with forward slashes, unless it is a package's or outside. */
function fileInRoot(path: string, root: string): string | undefined {
  const file = relative(root, pathOf(path)).split(sep).join("/");
  const isOutside = file === "" || file.startsWith("../") || isAbsolute(file);
  return isOutside || isOurs(path) || `/${file}`.includes("/node_modules/") ? undefined : file;
}

function pathOf(path: string): string {
  const plain = path.replace(/\?[^/\\]*$/, "");
  if (!plain.startsWith("file://")) return plain;
  try {
    return fileURLToPath(plain);
  } catch {
    return plain;
  }
}

/** This file's own package, wherever it is: a work space may run its packages from their sources. */
let ownDirectory: string | undefined;

function isOurs(path: string): boolean {
  ownDirectory ??= findOwnDirectory();
  return ownDirectory !== "" && path.startsWith(ownDirectory) && !/\.test\.[cm]?[jt]sx?$/.test(path);
}

function findOwnDirectory(): string {
  const own = framePattern.exec(
    takeStack()
      .stack?.split("\n")
      .find((line) => framePattern.test(line)) ?? "",
  );
  return /^.*[\\/](?:dist|src)[\\/]/.exec(own?.[1] ?? "")?.[0] ?? "";
}
