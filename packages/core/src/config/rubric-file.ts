import { extname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EvalError, isEvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import { fs } from "../platform/native-fs.cjs";
import { workerState } from "../run/worker-state.ts";
import { parseRubricJson } from "../judges/parse-rubric-json.ts";
import { parseRubricMarkdown, type RubricHeadings } from "../judges/parse-rubric-markdown.ts";
import { RubricSyntaxError, type ParsedRubric } from "../judges/rubric-syntax-error.ts";
import { rubric, type Rubric, type RubricDefinition } from "../judges/rubric.ts";
import { scoreRubric, type ScoreRubric, type ScoreRubricDefinition } from "../judges/score-rubric.ts";

/**
 * Reads a rubric from a file, at once: `.json` with the fields of `rubric()`, or `.md` with name and version in its front
 * matter and a heading for every other field.
 *
 * @param path - absolute, a file URL, or relative to the project's root, where `assay.config.ts` is.
 * @throws EvalError `RUBRIC_INVALID` with file and line when it is not there, or no rubric.
 * @example
 * ```ts
 * const polite = rubricFile("rubrics/polite.md");
 * ```
 */
export function rubricFile(path: string | URL): Rubric {
  return readRubric(path, {
    headings: { texts: ["Pass", "Fail"], judgement: "verdict", examples: ["Example: pass", "Example: fail"] },
    make: (definition) => rubric(definition as unknown as RubricDefinition),
  });
}

/**
 * Reads a score rubric from a file, as `rubricFile` does: in Markdown with the headings `Measures`, `Level 1` to `Level 5`,
 * `Criteria`, and `Example: 4`.
 *
 * @param path - absolute, a file URL, or relative to the project's root, where `assay.config.ts` is.
 * @throws EvalError `RUBRIC_INVALID` with file and line when it is not there, or no score rubric.
 * @example
 * ```ts
 * const clarity = scoreRubricFile("rubrics/clarity.md");
 * ```
 */
export function scoreRubricFile(path: string | URL): ScoreRubric {
  const levels = ["Level 1", "Level 2", "Level 3", "Level 4", "Level 5"];
  return readRubric(path, {
    headings: { texts: ["Measures", ...levels], judgement: "score", examples: ["Example: 4"] },
    make: (definition) => scoreRubric(definition as unknown as ScoreRubricDefinition),
  });
}

interface FileKind<Made> {
  readonly headings: RubricHeadings;
  /** @throws EvalError when the definition is none. */
  readonly make: (definition: ParsedRubric["definition"]) => Made;
}

function readRubric<Made>(path: string | URL, { headings, make }: FileKind<Made>): Made {
  const file = absolute(path);
  const text = readText(file, String(path));
  let parsed: ParsedRubric | undefined;
  try {
    const isJson = extname(file).toLowerCase() === ".json";
    parsed = isJson ? parseRubricJson(text) : parseRubricMarkdown(text, headings);
    return make(parsed.definition);
  } catch (error) {
    if (error instanceof RubricSyntaxError) throw invalid(file, path, error.line, error.message, error);
    if (!isEvalError(error)) throw error;
    const problem = error.message.replace(/^.*?": |\. Correct the definition\.$/g, "");
    const field = /`([\w.[\]]+)`|field "(\w+)"/.exec(problem);
    throw invalid(file, path, parsed?.lineOf(field?.[1] ?? field?.[2] ?? "") ?? 1, problem, error);
  }
}

function absolute(path: string | URL): string {
  if (path instanceof URL || path.startsWith("file:")) return fileURLToPath(path);
  return isAbsolute(path) ? path : join(workerState().root, path);
}

function readText(file: string, shown: string): string {
  try {
    const bytes = fs.readFileSync(file);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const what =
      code === "ENOENT"
        ? `there is no such file (looked at ${showName(file)})`
        : code === "ERR_ENCODING_INVALID_ENCODED_DATA"
          ? "it is not UTF-8"
          : message;
    throw new EvalError(
      `Failed to read rubric "${showName(shown)}": ${what}. Correct the path or the file.`,
      {
        code: "RUBRIC_INVALID",
        location: { file },
        cause,
      },
    );
  }
}

function invalid(file: string, path: string | URL, line: number, problem: string, cause: unknown): EvalError {
  return new EvalError(
    `Failed to read rubric "${showName(String(path))}:${line}": ${problem}. Correct the file.`,
    { code: "RUBRIC_INVALID", location: { file, line }, cause },
  );
}
