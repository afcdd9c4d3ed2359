import { isAbsolute, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { JestCaseResult, JestGlobalConfig } from "./jest-results.ts";

/** Whether Jest's own reporter for GitHub Actions runs. */
export function hasGithubReporter({ reporters = [] }: JestGlobalConfig): boolean {
  return reporters.some(([name]) => name === "github-actions");
}

/** Whether that reporter annotates a failed test at a line of the project: at any other, nobody sees it. */
export function annotatedByJest({ failureMessages }: JestCaseResult, root: string): boolean {
  return failureMessages.some((message) => {
    const file = topFile(message);
    return file !== undefined && isInside(root, file);
  });
}

/** As Jest looks for the line that it annotates: the first one that is no package's. */
function topFile(message: string): string | undefined {
  const frames = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !/[/\\]node_modules[/\\]/.test(line));
  return frames.map((line) => framePattern.exec(line)?.[1]).find((file) => file !== undefined);
}

const framePattern = /^\s+at (?:.*? \(|async )?((?:\/|[A-Za-z]:[\\/]).*?):\d+:\d+\)?$/;

function isInside(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== "" && !path.startsWith("..") && !isAbsolute(path);
}
