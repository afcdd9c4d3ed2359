import type { CanaryResult, ErrorRate, JudgeCheck } from "../judges/check/judge-check.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { createPaint, type Paint } from "./paint.ts";
import { renderTable } from "./render-table.ts";
import { wrapLine } from "./wrap-line.ts";

export interface RenderJudgeCheckOptions {
  /** ANSI colours. Default: no. */
  readonly color?: boolean;
  /** In columns, 40 at least. Default: 120. */
  readonly width?: number;
}

/**
 * What a check of a judge found, for a terminal: a row per kind of canary, the bound of the false-pass rate, and every canary
 * that the judge was wrong about. Text from models is encoded; the result can be printed as it is.
 *
 * @example
 * ```ts
 * process.stdout.write(renderJudgeCheck(await checkJudge(model)));
 * ```
 */
export function renderJudgeCheck(check: JudgeCheck, options: RenderJudgeCheckOptions = {}): string {
  const width = Math.max(40, options.width ?? 120);
  const paint = createPaint(options.color ?? false);
  const blocks = [
    headline(check, paint),
    [indent(renderTable(columns, kindRows(check.canaries)))],
    [
      `  false passes  ${describeRate(check.falsePass)}`,
      `  false fails   ${describeRate(check.falseFail)}`,
      `  broken ties   ${describeRate(check.brokenTies)}`,
    ],
    check.canaries.filter(isWrong).flatMap((one) => wrongLines(one, width, paint)),
    check.reasons.flatMap((reason) => wrapped(reason, width, "  ")),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headline({ verdict, model, judgeHash, requests }: JudgeCheck, paint: Paint): string[] {
  const said = paint.bold(paint.verdict(verdict, verdict.toUpperCase()));
  const asked = `${requests} requests, hash ${judgeHash.slice(0, 12)}`;
  return [`Assay  judge check  ${said}  ${encodeTerminalLine(model.id)}`, `  ${paint.dim(asked)}`];
}

const columns = [
  { title: "canaries", align: "left" },
  { title: "should", align: "left" },
  { title: "asked", align: "right" },
  { title: "right", align: "right" },
  { title: "wrong", align: "right" },
  { title: "no verdict", align: "right" },
] as const;

function kindRows(canaries: readonly CanaryResult[]): readonly (readonly string[])[] {
  const kinds = [...new Set(canaries.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const all = canaries.filter((one) => one.kind === kind);
    const wanted = [...new Set(all.map(({ expected }) => expected))].join(", ");
    const right = all.filter(({ outcome, expected }) => outcome === expected).length;
    const wrong = all.filter(isWrong).length;
    return [kind, wanted, ...[all.length, right, wrong, all.length - right - wrong].map(String)];
  });
}

function isWrong({ outcome, expected }: CanaryResult): boolean {
  return outcome !== expected && outcome !== "inconclusive" && outcome !== "error";
}

function describeRate({ wrong, of, upperBound, level }: ErrorRate): string {
  if (of === 0) return "no verdicts";
  return `${wrong} of ${of}; the true rate is at most ${percent(upperBound)} (exact, ${percent(level)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace(/\.0$/, "")} %`;
}

function wrongLines(
  { id, expected, outcome, critique }: CanaryResult,
  width: number,
  paint: Paint,
): readonly string[] {
  const line = `  ${paint.verdict("fail", "WRONG")}  ${encodeTerminalLine(id)}: ${outcome}, should ${expected}`;
  return [line, ...wrapped(critique, width, "    ")];
}

/** Encoded after wrapping, which can put any word at the start of a line. */
function wrapped(text: string, width: number, margin: string): readonly string[] {
  return wrapLine(text, width - margin.length, 4).map((line) => `${margin}${encodeTerminalLine(line)}`);
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
