import type { Summary, SummaryCase } from "../run/summary.ts";

/**
 * The command that runs one case again, in the root of the run. Every mark that a shell or a regular expression could read
 * in its own way is a `.`, which matches it: the command means the same in every shell.
 */
export function reproduceCommand(
  runner: Pick<Summary["runner"], "name">,
  one: Pick<SummaryCase, "file" | "test" | "project">,
): string {
  const vitest = runner.name === "vitest";
  const file = fileArgument(one.file, vitest);
  const project =
    vitest && one.project !== undefined && isPlain(one.project) ? [`--project "${one.project}"`] : [];
  const words = [...(file === undefined ? [] : [file]), ...project, `-t "${titlePattern(one.test)}$"`];
  return `npx ${vitest ? "vitest run" : "jest"} ${words.join(" ")}`;
}

/** A file whose name a shell would read in its own way is left out; the title alone finds the case as well. */
function fileArgument(file: string, vitest: boolean): string | undefined {
  if (file.startsWith("-")) return undefined;
  // Vitest looks for the text, Jest for a regular expression.
  const pattern = vitest ? file : dotted(file);
  if (!isPlain(pattern)) return undefined;
  return /^[\w./-]+$/.test(pattern) ? pattern : `"${pattern}"`;
}

/** Vitest 5 puts " > " between the names of suites and test, Vitest 4 and Jest a space; a name may hold " > " itself. */
function titlePattern(test: string): string {
  return test.split(" > ").map(dotted).join("( >)? ");
}

/** Runners know neither the flag `s` nor `u`: a `.` is no line break, and a character may need two. */
function dotted(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\p{L}\p{N} _/:,@-]/gsu, (mark) => (/^.$/u.test(mark) ? ".".repeat(mark.length) : "\\s"));
}

function isPlain(text: string): boolean {
  return /^[\p{L}\p{N} _./:,@-]+$/u.test(text);
}
