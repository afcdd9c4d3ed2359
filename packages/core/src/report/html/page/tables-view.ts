import { formatCount, formatShare } from "../../format-numbers.ts";
import type { ReportData } from "./data.ts";
import { h, type Child } from "./dom.ts";
import { formatFilter, noFilter, type Filter } from "./filter.ts";
import { cell, checkLabel, columnHead, scrollingTable, section } from "./labels.ts";
import { formatRoute } from "./route.ts";

/** Checks, dimensions and the matchers' own tables, each folded away. */
export function tablesView(data: ReportData): HTMLElement | undefined {
  const tables = [checkTable(data), ...dimensionTables(data), ...matcherTables(data)].filter(
    (table) => table !== null,
  );
  return tables.length === 0 ? undefined : section("slices", "Slices", tables);
}

function folded(title: string, ...children: readonly Child[]): HTMLElement {
  return h("details", { class: "fold" }, h("summary", {}, title), children);
}

function link(filter: Partial<Filter>, text: Child): HTMLElement {
  return h(
    "a",
    { href: formatRoute({ caseKey: "", query: formatFilter({ ...noFilter, ...filter }) }) },
    text,
  );
}

function checkTable({ checks }: ReportData): HTMLElement | null {
  if (checks.length === 0) return null;
  const head = [
    columnHead("check"),
    ...["pass", "fail", "inconclusive", "error"].map((title) => columnHead(title, "right")),
  ];
  const rows = checks.map((check, index) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, link({ check: String(index) }, checkLabel(check))),
      cell(check.pass, "right"),
      cell(check.fail === 0 ? 0 : link({ check: `!${index}` }, check.fail), "right"),
      cell(check.inconclusive, "right"),
      cell(check.error, "right"),
    ),
  );
  return folded(`Checks (${checks.length})`, scrollingTable("Checks", head, rows));
}

const shownValues = 50;

function dimensionTables({ dimensions }: ReportData): HTMLElement[] {
  return Object.entries(dimensions).map(([name, values]) => {
    const head = [
      columnHead(name),
      ...["cases", "pass", "rate", "fail", "inconclusive", "error", "not run"].map((title) =>
        columnHead(title, "right"),
      ),
    ];
    const sorted = Object.entries(values).toSorted(([, a], [, b]) => a.passRate - b.passRate);
    const rows = sorted.slice(0, shownValues).map(([value, counts]) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, link({ dimensions: { [name]: value } }, value)),
        [
          counts.declared,
          counts.pass,
          formatShare(counts.passRate),
          counts.fail,
          counts.inconclusive,
          counts.error,
          counts.notRun,
        ].map((count) => cell(count, "right")),
      ),
    );
    const rest = sorted.length - rows.length;
    return folded(
      `${name} (${sorted.length})`,
      scrollingTable(name, head, rows),
      rest > 0 &&
        h("p", { class: "quiet" }, `and ${formatCount(rest, "more value")} with a higher pass rate`),
    );
  });
}

function matcherTables({ tables }: ReportData): HTMLElement[] {
  return tables.map(({ title, columns, rows, notes }) => {
    const body = rows.map((row) =>
      h(
        "tr",
        {},
        row.map((text, index) => cell(text, columns[index]?.align ?? "left")),
      ),
    );
    return folded(
      title,
      scrollingTable(
        title,
        columns.map((column) => columnHead(column.title, column.align)),
        body,
      ),
      notes.map((note) => h("p", { class: "quiet" }, note)),
    );
  });
}
