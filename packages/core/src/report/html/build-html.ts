import { createHash } from "node:crypto";
import { compactJsonPieces, joinPieces } from "../../platform/json-pieces.ts";
import type { Summary } from "../../run/summary.ts";
import { encodeHtml } from "../encode-html.ts";
import { encodeJsonIslandText } from "../encode-json-island.ts";
import { formatCount } from "../format-numbers.ts";
import type { RenderHtmlOptions } from "../render-html.ts";
import { pageScript, pageStyle } from "./page-assets.ts";
import { pageDataOf, type PageInput } from "./page-data-of.ts";
import { staticSummary } from "./static-summary.ts";

/** Details are parsed block by block, when a case of the block is opened. */
const blockSize = 100;

/** The document, piece by piece. Everything untrusted is in the data blocks, or went through `encodeHtml`. */
export function* htmlPieces(
  summary: Summary,
  { details, comparison, history, notes = [] }: RenderHtmlOptions,
): Generator<string, void, undefined> {
  const data = pageDataOf({
    summary,
    comparison,
    history,
    notes: [...notes, ...notesOf(details)],
    blockSize,
  });
  yield lines([
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<link rel="icon" href="data:,">',
    `<title>${summary.gate.verdict.toUpperCase()} · Assay report ${encodeHtml(summary.runId)}</title>`,
    `<style>${pageStyle}</style>`,
    "</head>",
    "<body>",
    `<noscript><main><h1>Assay report</h1>\n${staticSummary(summary)}</main></noscript>`,
  ]);
  yield* dataIsland(data);
  yield* detailBlocks(summary, details);
  yield lines([`<script>${pageScript}</script>`, "</body>", "</html>"]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}

function contentPolicy(): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(pageScript)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The page's data, its fields and cases taken apart. */
function* dataIsland(data: PageInput): Generator<string, void, undefined> {
  yield '<script type="application/json" id="assay-data">';
  for (const piece of joinPieces(compactJsonPieces(data, 2))) yield encodeJsonIslandText(piece);
  yield "</script>\n";
}

/** Block by block, each case by case: a text of a whole block, and its copies, would be the most that the report has in memory. */
function* detailBlocks(
  { cases }: Summary,
  details: RenderHtmlOptions["details"],
): Generator<string, void, undefined> {
  if (details === undefined) return;
  const texts = detailTexts(details);
  try {
    for (let first = 0; first < cases.length; first += blockSize) {
      yield `<script type="application/json" id="assay-details-${first / blockSize}">[`;
      const members = listItems(texts, Math.min(blockSize, cases.length - first));
      for (const piece of joinPieces(members)) yield encodeJsonIslandText(piece);
      yield "]</script>\n";
    }
  } finally {
    texts.return();
  }
}

/** The next `count` of `texts` as items of a list. */
function* listItems(texts: Iterator<string | undefined>, count: number): Generator<string, void, undefined> {
  for (let index = 0; index < count; index++) {
    const text: string | undefined = texts.next().value ?? undefined;
    yield `${index === 0 ? "" : ","}${text ?? "null"}`;
  }
}

function* detailTexts(
  details: NonNullable<RenderHtmlOptions["details"]>,
): Generator<string | undefined, void, undefined> {
  if ("texts" in details) yield* details.texts();
  else for (const one of details.cases) yield one && JSON.stringify(one);
}

function notesOf(details: RenderHtmlOptions["details"]): string[] {
  if (details === undefined) return ["The report holds no inputs, outputs and verdicts of its cases."];
  const { cutTexts, omittedCases } = details;
  return [
    ...(cutTexts > 0
      ? [
          `${cutTexts === 1 ? "1 text or list is" : `${cutTexts} texts or lists are`} cut; the length of the whole stands beside each.`,
        ]
      : []),
    ...(omittedCases > 0
      ? [
          `The details of ${formatCount(omittedCases, "case")} are left out, because the report would be too large; the run's journal has them.`,
        ]
      : []),
  ];
}
