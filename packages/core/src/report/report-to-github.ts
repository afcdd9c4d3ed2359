import { relative, sep } from "node:path";
import { fs } from "../platform/native-fs.cjs";
import type { Summary } from "../run/summary.ts";
import { renderAnnotations, type RenderAnnotationsOptions } from "./render-annotations.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** Of a step, in bytes: GitHub takes 1,024 KiB and drops the whole text if it is longer. */
const stepLimit = 1_000 * 1024;
const runLimit = 900 * 1024;

export interface GithubOptions extends Pick<RenderAnnotationsOptions, "isAnnotated"> {
  /** Of the run: absolute. */
  readonly root: string;
  readonly environment: { readonly [name: string]: string | undefined };
}

/**
 * Appends a run to the step summary of GitHub Actions, in the room that others left there, and returns the workflow
 * commands that the caller prints: nothing outside of GitHub Actions.
 */
export function reportToGithub(summary: Summary, { root, environment, ...options }: GithubOptions): string {
  const file = environment["GITHUB_STEP_SUMMARY"] ?? "";
  if (file !== "") {
    const room = stepLimit - sizeOf(file);
    if (room >= 2_000)
      fs.appendFileSync(file, renderMarkdown(summary, { maxBytes: Math.min(runLimit, room) }));
  }
  if (environment["GITHUB_ACTIONS"] !== "true") return "";
  const directory = directoryIn(environment["GITHUB_WORKSPACE"] ?? "", root);
  return renderAnnotations(summary, { ...options, directory });
}

function sizeOf(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** `root` relative to the work space, as annotations name files; empty if it is that, or lies elsewhere. */
function directoryIn(workspace: string, root: string): string {
  if (workspace === "") return "";
  const directory = relative(workspace, root).split(sep).join("/");
  return directory.startsWith("..") || /^[A-Za-z]:/.test(directory) ? "" : directory;
}
