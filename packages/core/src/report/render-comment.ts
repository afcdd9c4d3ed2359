import type { Comparison } from "../run/comparison.ts";
import { explainMiss } from "../run/explain-miss.ts";
import type { GateReason, Summary, SummaryCase } from "../run/summary.ts";
import { testName } from "./case-place.ts";
import { commentMarker } from "./comment-marker.ts";
import { commentTable } from "./comment-table.ts";
import { cutLine } from "./cut-line.ts";
import { describeSpend } from "./describe-spend.ts";
import { describeBase } from "./describe-base.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { flipBlock, notComparableBlock } from "./flip-block.ts";
import { formatCount, formatDuration } from "./format-numbers.ts";
import { groupMisses, sameReason, type MissGroup } from "./group-misses.ts";
import { listMisses, notRunLines } from "./list-misses.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import { runnerOfFile } from "./runner-of-file.ts";
import { takeLines } from "./take-lines.ts";
import { worstFirst } from "./worst-first.ts";

export interface RenderCommentOptions {
  /** Tells several comments of one pull request apart: letters, digits, `_` and `.`. */
  readonly key?: string;
  /** Where the run's root lies in the repository, as `packages/app`: the command runs there. Default: it is the repository's root. */
  readonly directory?: string;
  /** In characters. Default 65,000: GitHub takes 65,536. */
  readonly maxLength?: number;
}

/**
 * A run as the comment of a pull request: the verdict, the partitions against the base, what flipped by name, the misses,
 * cost and time, and the command that runs one case again. Its first line is a marker, so that the next version replaces it.
 *
 * @example
 * ```ts
 * const body = renderComment(summary, comparison);
 * ```
 */
export function renderComment(
  summary: Summary,
  comparison?: Comparison,
  { key, directory, maxLength = 65_000 }: RenderCommentOptions = {},
): string {
  const head = [
    `${commentMarker(key)}\n## Assay: ${summary.gate.verdict.toUpperCase()}`,
    // An encoded mark takes up to 22 characters: neither of both may take the room of what follows.
    commentTable(summary, comparison, Math.floor(maxLength / 4)),
    reasonList(worstFirst(summary.gate.reasons), Math.floor(maxLength / 4)),
  ];
  const foot = [reproduceBlock(summary, comparison, directory), footer(summary, comparison)];
  let rest = maxLength - [...head, ...foot].join("\n\n").length - 10;
  const body: string[] = [];
  // Each block gets at most half of what is left, so that a long one leaves room for the next.
  for (const block of [flipBlock(comparison), missBlock(summary), notComparableBlock(comparison)]) {
    const text = block(Math.floor(rest / 2));
    rest -= text.length + 2;
    body.push(text);
  }
  const blocks = [...head, ...body, ...foot].filter((text) => text !== "");
  return `${blocks.join("\n\n")}\n`;
}

const shownReasons = 10;

function reasonList(reasons: readonly GateReason[], budget: number): string {
  // A reviewer has to hear of a case that is green for nothing.
  const told = reasons.filter(({ effect, code }) => effect !== "note" || code === "no-checks");
  const lines = told
    .slice(0, shownReasons)
    .map(({ effect, message }) => `- ${effect}: ${encodeMarkdown(cutLine(message, 300))}`);
  const { taken, rest } = takeLines(lines, told.length, budget);
  return [...taken, ...(rest > 0 ? [`- and ${formatCount(rest, "more reason")}`] : [])].join("\n");
}

function missBlock(summary: Summary): (budget: number) => string {
  return (budget) => {
    const misses = listMisses(summary);
    const lost = summary.cases.filter(({ status }) => status === "not-run").length;
    if (misses.length === 0 && lost === 0) return "";
    const title = `${formatCount(misses.length, "miss")}${lost > 0 ? `, ${lost} not run` : ""}`;
    const tail = notRunList(summary, budget / 2);
    const open = `<details><summary>${title}</summary>\n\n`;
    const table = missTable(misses, budget - open.length - tail.join("\n").length - 200);
    return `${open}${[...table, ...(tail.length > 0 ? [tail.join("\n")] : [])].join("\n\n")}\n\n</details>`;
  };
}

/** The most frequent reasons that fit, and the number of the cases that have another. */
function notRunList(summary: Summary, budget: number): string[] {
  for (let limit = 5; limit > 0; limit--) {
    const lines = notRunLines(
      summary,
      limit,
      (count, reason) => `${formatCount(count, "case")} not run: ${encodeMarkdown(cutLine(reason, 200))}`,
    ).map((line) => `- ${line}`);
    if (lines.join("\n").length <= budget) return lines;
  }
  return [];
}

function missTable(misses: readonly SummaryCase[], budget: number): string[] {
  if (misses.length === 0) return [];
  const rows: string[] = ["| status | partition | case | why |", "| --- | --- | --- | --- |"];
  let used = 0;
  let rest = misses.length;
  for (const group of groupMisses(misses)) {
    const row = missRow(group);
    used += row.length + 1;
    if (used > budget) break;
    rows.push(row);
    rest -= group.length;
  }
  const more = rest > 0 ? [`and ${rest} more of ${misses.length}, all in the run's summary.json`] : [];
  return [rows.join("\n"), ...more];
}

function missRow(group: MissGroup): string {
  const [miss] = group;
  const { status, cause, partition, file } = miss;
  const others = sameReason(group);
  const names = [`${file} > ${testName(miss)}`, ...(others === undefined ? [] : [others])];
  const cells = [
    cause === "errored-output" ? "fail (errored output)" : status,
    encodeMarkdown(cutLine(partition, 100)),
    names.map((text) => encodeMarkdown(cutLine(text, 300))).join(" "),
    encodeMarkdown(cutLine(explainMiss(miss), 300)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Of the worst case: of one that newly fails, if there is one. */
function reproduceBlock(summary: Summary, comparison: Comparison | undefined, directory = ""): string {
  const misses = listMisses(summary);
  const changes = new Set(comparison?.newlyFailing.map(caseKey));
  const one = misses.find((miss) => changes.has(caseKey(miss))) ?? misses[0];
  if (one === undefined) return "";
  const command = cutLine(reproduceCommand(runnerOfFile(summary)(one.file), one), 2_000);
  const place = directory === "" ? "" : `, in ${encodeMarkdown(cutLine(directory, 500))}`;
  return `Run ${encodeMarkdown(cutLine(one.id, 200))} again${place}:\n\n<pre>${encodeMarkdown(command)}</pre>`;
}

function caseKey({
  project = "",
  file,
  test,
  id,
}: Pick<SummaryCase, "project" | "file" | "test" | "id">): string {
  return JSON.stringify([project, file, test, id]);
}

function footer({ cases, partitions, runner, runId, mergedFrom }: Summary, comparison?: Comparison): string {
  const rows = Object.values(partitions);
  const unknown = cases.some(
    (one) => one.costUsd === undefined && (one.unpriced === true || one.checks.some(({ model }) => model)),
  );
  const wall = Math.max(0, ...rows.map((row) => row.wallMs ?? 0));
  const parts = [
    formatCount(cases.length, "case"),
    ...describeSpend(rows, { atLeast: unknown }),
    ...(wall > 0 ? [formatDuration(wall)] : []),
    encodeMarkdown(cutLine(`${runner.name} ${runner.version}`, 100)),
    `run ${encodeMarkdown(cutLine(runId, 100))}`,
    ...(mergedFrom === undefined ? [] : [`merged from ${formatCount(mergedFrom.length, "run")}`]),
  ];
  const against =
    comparison === undefined
      ? []
      : [
          `base ${encodeMarkdown(cutLine(comparison.base.runId, 100))}, ${describeBase(comparison.base, comparison.head)}`,
        ];
  return [...parts, ...against].join(" · ");
}
