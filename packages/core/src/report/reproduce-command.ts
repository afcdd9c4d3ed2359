import type { Summary, SummaryCase } from "../run/summary.ts";

/**
 * The command that runs one case again, in the root of the run. Every mark that a shell or a regular expression could read
 * in its own way is a `.`, which matches it: the command means the same in every shell.
 */
export function reproduceCommand(
  runner: Omit<Summary["runner"], "version">,
  one: Pick<SummaryCase, "file" | "test" | "project">,
): string {
  const vitest = runner.name === "vitest";
  const file = fileArgument(one.file, vitest);
  const project =
    vitest && one.project !== undefined && isPlain(one.project) ? [`--project "${one.project}"`] : [];
  const words = [
    ...(file === undefined ? [] : [file]),
    ...configArgument(runner.config),
    ...project,
    `-t "${titlePattern(one.test)}$"`,
  ];
  return `npx ${nodeArgument(runner.nodeOptions)}${vitest ? "vitest run" : "jest"} ${words.join(" ")}`;
}

/** Evals often have a configuration of their own: without it the runner would not find their files. */
function configArgument(config: string | undefined): string[] {
  if (config === undefined || config.startsWith("-") || !isPlain(config)) return [];
  return [`--config ${/^[\w./-]+$/.test(config) ? config : `"${config}"`}`];
}

/** npx hands it to Node in every shell. No other option, since the run may come from elsewhere. */
function nodeArgument(options: string | undefined): string {
  return options === "--experimental-vm-modules" ? `--node-options=${options} ` : "";
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
  if (usual.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[^\p{L}\p{N} _/:,@-]/gsu, (mark) => (/^.$/u.test(mark) ? ".".repeat(mark.length) : "\\s"));
}

/** Found much faster than letters of every script. */
const usual = /^[\w /:,@-]*$/;

function isPlain(text: string): boolean {
  return /^[\p{L}\p{N} _./:,@-]+$/u.test(text);
}
