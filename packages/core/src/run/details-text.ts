import { journalVersion, sumLength } from "./journal-line.ts";

/**
 * The details of a case as JSON, put together from its lines as they are in the journal: parsed and written again they would
 * be the same. `undefined` where that takes more: attempts that outweigh each other, an end that is missing, fields in
 * another order than the writer's.
 */
export function detailsText(lines: string): string | undefined {
  let trials = "";
  let last = -1;
  for (let at = 0; at < lines.length;) {
    const read = readTrial(lines, at);
    if (read === undefined || read.trial <= last) return undefined;
    trials += trials === "" ? read.text : `,${read.text}`;
    [last, at] = [read.trial, read.end];
  }
  return `{"trials":[${trials}]}`;
}

const text = String.raw`"(?:[^"\\]|\\.)*"`;
const head = String.raw`\{"v":${journalVersion},"seq":\d+,"at":\d+,"kind":`;
const sum = String.raw`,"sum":"[0-9a-f]{8}"\}(?:\n|$)`;
const names = `"project":${text},"file":${text},"test":${text},"case":${text}`;
const startLine = new RegExp(String.raw`${head}"start",(${names},"trial":(\d+),"attempt":(\d+))${sum}`, "y");
const nextLine = new RegExp(`${head}"(check|end)",`, "y");
const outcome = new RegExp(
  String.raw`,"status":"[a-z-]+"(?:,"cause":"[a-z-]+")?(?:,"reason":${text})?,"durationMs":[\d.eE+-]+`,
  "y",
);
const marks = /(?:,"unchecked":"[a-z]+")?(?:,"asserted":true)?/y;
// Nothing within a text can be taken for the end of a field: a quote is never bare there.
const rest = new RegExp(
  String.raw`(?:,"location":\{"file":${text}[^{}]*\})?((?:,"usage":\{[^{}]*\})?(?:,"trace":\{[^\n]*\})?)(?:,"plain":(?:true|false))?${sum}`,
  "y",
);

interface TrialText {
  readonly trial: number;
  readonly text: string;
  /** Where the next one starts. */
  readonly end: number;
}

/** One start, its checks and its end, which follow each other. */
function readTrial(lines: string, from: number): TrialText | undefined {
  const started = matchAt(startLine, lines, from);
  if (started === null) return undefined;
  const [line, key = "", trial = "", attempt = ""] = started;
  let checks = "";
  for (let at = from + line.length; ;) {
    const next = matchAt(nextLine, lines, at);
    if (next === null || !lines.startsWith(key, at + next[0].length)) return undefined;
    at += next[0].length + key.length;
    if (next[1] === "end") {
      const read = readEnd(lines, at);
      if (read === undefined) return undefined;
      const attempts = `{"attempt":${attempt},"counted":true${read.text},"checks":[${checks}]}`;
      return { trial: Number(trial), text: `{"trial":${trial},"attempts":[${attempts}]}`, end: read.end };
    }
    const newline = lines.indexOf("\n", at);
    if (newline < 0 || !lines.startsWith(checkField, at)) return undefined;
    const check = lines.slice(at + checkField.length, newline - sumLength);
    checks += checks === "" ? check : `,${check}`;
    at = newline + 1;
  }
}

const checkField = ',"check":';

/** Of the fields of an end those that details have, and where the next line starts. */
function readEnd(lines: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const told = matchAt(outcome, lines, from)?.[0];
  if (told === undefined) return undefined;
  const marked = from + told.length;
  const textsFrom = marked + (matchAt(marks, lines, marked)?.[0].length ?? 0);
  const textsEnd = endOfTexts(lines, textsFrom);
  const after = matchAt(rest, lines, textsEnd);
  if (after === null) return undefined;
  const kept = told + lines.slice(textsFrom, textsEnd) + (after[1] ?? "");
  return { text: kept, end: textsEnd + after[0].length };
}

const textFields = [',"input":{"text":"', ',"expected":{"text":"', ',"output":{"text":"'];
const lengthField = '","length":';

/** Where input, expected value and output end: long texts, which a search passes over faster than a pattern. */
function endOfTexts(lines: string, from: number): number {
  let at = from;
  for (const field of textFields) {
    if (!lines.startsWith(field, at)) continue;
    const length = lines.indexOf(lengthField, at + field.length - 1);
    at = lines.indexOf("}", length) + 1;
  }
  return at;
}

function matchAt(pattern: RegExp, lines: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(lines);
}
