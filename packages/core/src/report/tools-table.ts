import type { ExpectedToolSummary, ToolsSummary } from "../run/summary-tables.ts";
import { formatCount, formatInterval, formatShare } from "./format-numbers.ts";
import { leftColumn, listCounts, rightColumn, type ReportTable } from "./report-table.ts";

/** Expected against called tools: those that miss first, the worst rate first. */
export function toolsTable({ cases, expected, unexpected }: ToolsSummary): ReportTable {
  const sorted = expected.toSorted((a, b) => a.hitRate - b.hitRate || (a.tool < b.tool ? -1 : 1));
  const missing = sorted.filter(({ hitRate }) => hitRate < 1);
  const whole = sorted.length - missing.length;
  return {
    title: `Tools: expected in ${formatCount(cases, "case")}`,
    columns: [
      leftColumn("expected"),
      rightColumn("hit"),
      rightColumn("rate"),
      rightColumn("true rate (95 %)"),
      leftColumn("otherwise called"),
    ],
    rows: sorted.map(toRow),
    telling: missing.length,
    ...(missing.length > 0 &&
      whole > 0 && { untold: `${formatCount(whole, "more tool")}, called as expected in every case` }),
    notes: unexpected.length > 0 ? [`no case expects: ${listUnexpected(unexpected)}`] : [],
  };
}

function toRow({ tool, cases, hit, hitRate, interval, ...misses }: ExpectedToolSummary): string[] {
  return [tool, `${hit}/${cases}`, formatShare(hitRate), formatInterval(interval), describeMisses(misses)];
}

function describeMisses({
  instead,
  calledOtherwise,
  none,
}: Pick<ExpectedToolSummary, "instead" | "calledOtherwise" | "none">): string {
  return [
    listCounts(Object.entries(instead)),
    calledOtherwise > 0 ? `not as expected ${calledOtherwise}` : "",
    none > 0 ? `nothing ${none}` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

const shownTools = 10;

function listUnexpected(tools: ToolsSummary["unexpected"]): string {
  const names = tools
    .slice(0, shownTools)
    .map(({ tool, calledIn }) =>
      calledIn === 0 ? tool : `${tool} (called in ${formatCount(calledIn, "case")})`,
    );
  const rest = tools.length - names.length;
  return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
