import { formatCount, formatDuration } from "../../format-numbers.ts";
import type { PageCase } from "../page-data.ts";
import type { ReportData } from "./data.ts";
import { h, replaceChildren, type Child } from "./dom.ts";
import { filterCases, formatFilter, type Filter } from "./filter.ts";
import { badge, columnHead, statusNames } from "./labels.ts";
import { formatRoute } from "./route.ts";

const pageSize = 100;

/** The table of cases, page by page. */
export interface CaseList {
  readonly element: HTMLElement;
  /** The cases that the last filter let through, as indexes. */
  readonly found: () => readonly number[];
  show(filter: Filter): void;
  /** Moves the focus by rows; to the first or last when no row has it. */
  moveFocus(by: number): void;
  focusCase(key: string): void;
}

export function createCaseList(data: ReportData, onPage: (page: number) => void): CaseList {
  const count = h("p", { role: "status", class: "found" });
  const body = h("tbody");
  const pager = h("nav", { class: "pager", "aria-label": "Pages of the list" });
  const head = ["status", "case", "why", "took"].map((title) =>
    columnHead(title, title === "took" ? "right" : "left"),
  );
  const table = h(
    "table",
    { class: "cases" },
    h("caption", { class: "unseen" }, "Cases"),
    h("thead", {}, h("tr", {}, head)),
    body,
  );
  let found: readonly number[] = [];
  const links = (): HTMLAnchorElement[] => [...body.querySelectorAll<HTMLAnchorElement>("a.case")];
  const focusCase = (key: string | undefined): void =>
    links()
      .find((link) => link.dataset["key"] === key)
      ?.focus();
  const show = (filter: Filter): void => {
    const focused = links().find((link) => link === document.activeElement)?.dataset["key"];
    found = filterCases(data, filter, data.searchText);
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const page = Math.min(filter.page, pages);
    const first = (page - 1) * pageSize;
    const rows = found.slice(first, first + pageSize);
    const query = formatFilter({ ...filter, page });
    replaceChildren(
      body,
      rows.map((index) => row(data.cases[index] as PageCase, query)),
    );
    table.hidden = rows.length === 0;
    setText(count, countText(found.length, data.cases.length, { first, shown: rows.length }));
    replaceChildren(pager, pages === 1 ? null : pagerItems(page, pages, onPage));
    // A search that ends late must not take the focus away.
    if (focused !== undefined) focusCase(focused);
  };
  return {
    element: h("div", {}, count, table, pager),
    found: () => found,
    show,
    moveFocus: (by) => moveFocus(links(), by),
    focusCase,
  };
}

/** The same text again would be read out again. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function countText(
  found: number,
  all: number,
  { first, shown }: { readonly first: number; readonly shown: number },
): string {
  if (all === 0) return "The run has no case.";
  const total = found === all ? formatCount(all, "case") : `${found} of ${formatCount(all, "case")}`;
  if (found === 0) return `No case matches (${all} in all)`;
  return shown < found ? `${total}, ${first + 1} to ${first + shown} shown` : total;
}

function row(one: PageCase, query: string): HTMLElement {
  const { key, id, partition, project, file, test, status, was } = one;
  const where = [partition, project, file, suiteOf(test, id)].filter((part) => part !== undefined);
  return h(
    "tr",
    {},
    h(
      "td",
      { class: "status" },
      badge(status),
      was !== undefined && h("span", { class: "was" }, `was ${statusNames[was] ?? was}`),
      one.stability === "flaky" && h("span", { class: "was" }, "flaky"),
      one.recovered === true && h("span", { class: "was" }, "after a retry"),
      one.unchecked === true && h("span", { class: "was" }, "no check"),
    ),
    h(
      "th",
      { scope: "row" },
      h(
        "a",
        { href: formatRoute({ caseKey: key, query }), class: "case", "data-key": key },
        id === "" ? "(no id)" : id,
      ),
      h("span", { class: "where" }, where.join(" · ")),
    ),
    h("td", { class: "why" }, h("div", {}, one.why ?? "")),
    h("td", { class: "number took" }, status === "not-run" ? "–" : formatDuration(one.durationMs)),
  );
}

/** What of a test's name the case's id does not say. */
function suiteOf(test: string, id: string): string | undefined {
  if (test === id) return undefined;
  return test.endsWith(` > ${id}`) ? test.slice(0, -3 - id.length) : test;
}

function pagerItems(page: number, pages: number, onPage: (page: number) => void): Child {
  const button = (text: string, target: number): HTMLElement =>
    h(
      "button",
      { type: "button", disabled: target < 1 || target > pages, onclick: () => onPage(target) },
      text,
    );
  return [
    button("First", page === 1 ? 0 : 1),
    button("Previous", page - 1),
    h("span", {}, `Page ${page} of ${pages}`),
    button("Next", page + 1),
    button("Last", page === pages ? pages + 1 : pages),
  ];
}

function moveFocus(links: readonly HTMLAnchorElement[], by: number): void {
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
  const link = links[next];
  link?.focus();
  link?.closest("tr")?.scrollIntoView({ block: "nearest" });
}
