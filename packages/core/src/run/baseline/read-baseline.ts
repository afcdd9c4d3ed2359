import { decodeUtf8 } from "../../dataset/decode-utf8.ts";
import { parseJson } from "../../dataset/json-parser.ts";
import { showPath } from "../../dataset/json-path.ts";
import { locateJson } from "../../dataset/locate-json.ts";
import { TextLines } from "../../dataset/text-lines.ts";
import { EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import { fs } from "../../platform/native-fs.cjs";
import { keyOf } from "../compare/join-cases.ts";
import { baselineRule, type BaselineProblem } from "./baseline-rules.ts";
import type { Baseline } from "./baseline.ts";

/**
 * Reads a baseline and believes nothing of it unseen: a file that somebody mended by hand, or that version control left
 * half merged, is refused with the line that is wrong.
 *
 * @throws EvalError `BASELINE_NOT_FOUND` or `BASELINE_INVALID`.
 * @example
 * ```ts
 * const baseline = readBaseline("assay.baseline.json");
 * baseline.cases.length;
 * ```
 */
export function readBaseline(file: string): Baseline {
  const text = readText(file);
  const parsed = parseJson(text);
  if ("problem" in parsed) {
    const { offset, what, remedy } = parsed.problem;
    throw invalid(file, text, offset, `${what}. ${remedy}`);
  }
  const problem = baselineRule(parsed.value, []) ?? looseEnds(parsed.value as unknown as Baseline);
  if (problem !== undefined) {
    const where = problem.path.length === 0 ? "the baseline" : showPath(problem.path);
    const remedy = "Write it anew with assay baseline write";
    throw invalid(file, text, locateJson(text, problem.path), `${where} ${problem.problem}. ${remedy}`);
  }
  return parsed.value as unknown as Baseline;
}

function readText(file: string): string {
  try {
    const decoded = decodeUtf8(fs.readFileSync(file));
    if ("text" in decoded) return decoded.text.replace(/^\ufeff/, "");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const what = missing ? "there is no such file" : (cause as Error).message;
    throw new EvalError(
      `Failed to read baseline "${showName(file)}": ${what}. Write it with assay baseline write, from a run on the main branch.`,
      { code: missing ? "BASELINE_NOT_FOUND" : "BASELINE_INVALID", cause },
    );
  }
  throw invalid(file, "", 0, "it is not UTF-8. Write it anew with assay baseline write");
}

/** Names that stand for nothing, and cases that are there twice. */
function looseEnds({ cases, judges }: Baseline): BaselineProblem | undefined {
  const seen = new Set<string>();
  for (const [index, one] of cases.entries()) {
    const key = keyOf(one);
    if (seen.has(key)) return { path: ["cases", index], problem: "is there twice" };
    seen.add(key);
    for (const [position, check] of (one.checks ?? []).entries()) {
      const unknown = (check.judges ?? []).findIndex((name) => !Object.hasOwn(judges, name));
      if (unknown >= 0)
        return {
          path: ["cases", index, "checks", position, "judges", unknown],
          problem: 'is not in "judges"',
        };
    }
  }
  return undefined;
}

function invalid(file: string, text: string, offset: number, problem: string): EvalError {
  const { line, column } = new TextLines(text).at(offset);
  return new EvalError(`Failed to read baseline "${showName(file)}:${line}:${column}": ${problem}.`, {
    code: "BASELINE_INVALID",
    location: { file, line, column },
  });
}
