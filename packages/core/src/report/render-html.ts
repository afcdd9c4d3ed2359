import type { Comparison } from "../run/comparison.ts";
import type { CaseDetailsSource } from "../run/open-case-details.ts";
import type { CaseDetailsReading } from "../run/read-case-details.ts";
import type { Summary } from "../run/summary.ts";
import type { HistoryPoint } from "./html/page-data.ts";

export interface RenderHtmlOptions {
  /**
   * What `openCaseDetails`, or `readCaseDetails`, gave for `summary.cases`; without it the page shows the summary's facts only.
   */
  readonly details?: CaseDetailsSource | CaseDetailsReading;
  readonly comparison?: Comparison;
  /** Points of earlier runs and of this one, oldest first: `historyPoint` makes one. */
  readonly history?: readonly HistoryPoint[];
  /** Further lines about the report itself, shown at its end. Untrusted text. */
  readonly notes?: readonly string[];
}

/**
 * A run as one HTML file that needs nothing else: no script, style, font or picture from outside, and a content policy that
 * forbids them. The same journal gives the same bytes.
 *
 * @example
 * ```ts
 * const html = await renderHtml(summary, { details: openCaseDetails(directory, summary.cases) });
 * writeFileSync("report.html", html);
 * ```
 */
export async function renderHtml(summary: Summary, options: RenderHtmlOptions = {}): Promise<string> {
  return [...(await renderHtmlPieces(summary, options))].join("");
}

/**
 * What {@link renderHtml} gives, piece by piece, for a large run that is written to a file.
 *
 * @example
 * ```ts
 * for (const piece of await renderHtmlPieces(summary)) writeSync(file, piece);
 * ```
 */
export async function renderHtmlPieces(
  summary: Summary,
  options: RenderHtmlOptions = {},
): Promise<Iterable<string>> {
  const { htmlPieces } = await import("./html/build-html.ts");
  return htmlPieces(summary, options);
}
