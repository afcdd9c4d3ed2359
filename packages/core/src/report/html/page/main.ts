import { createCaseList } from "./case-list.ts";
import { caseView } from "./case-view.ts";
import { comparisonView } from "./comparison-view.ts";
import { readData } from "./data.ts";
import { h, replaceChildren } from "./dom.ts";
import { createFilterForm } from "./filter-form.ts";
import { formatFilter, parseFilter, type Filter } from "./filter.ts";
import { historyView } from "./history-view.ts";
import { listenToKeys } from "./keyboard.ts";
import { section } from "./labels.ts";
import { verdictView } from "./overview.ts";
import { partitionCards } from "./partition-cards.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";
import { tablesView } from "./tables-view.ts";
import { themeSelect } from "./theme.ts";

const data = readData();
const title = document.title;
let route: Route = { caseKey: "", query: "" };

const list = createCaseList(data, (page) => setFilter({ ...parseFilter(route.query), page }));
const form = createFilterForm(data, (filter) => setFilter(filter));
const casesHeading = section("cases", "Cases", form.element, list.element);
const strange = h(
  "p",
  { role: "alert", class: "lead", hidden: true },
  "The address names a case that is not in this run.",
);
const overview = h(
  "div",
  {},
  strange,
  verdictView(data),
  partitionCards(data),
  comparisonView(data),
  casesHeading,
  tablesView(data),
  historyView(data),
);
const casePage = h("div", { hidden: true });
const main = h("main", { id: "main", tabindex: -1 }, overview, casePage);

document.body.append(
  h("a", { href: "#main", class: "skip", onclick: skip }, "Skip to the report"),
  h(
    "header",
    { class: "top" },
    h("a", { href: "#/", class: "brand" }, "Assay"),
    h("span", { class: "run-id" }, data.run.runId),
    h("label", { class: "theme" }, h("span", { class: "unseen" }, "Colours "), themeSelect()),
  ),
  main,
  h(
    "footer",
    {},
    data.notes.map((note) => h("p", {}, note)),
    h(
      "p",
      {},
      h("kbd", {}, "j"),
      " ",
      h("kbd", {}, "k"),
      " next and previous case · ",
      h("kbd", {}, "/"),
      " search · ",
      h("kbd", {}, "Esc"),
      " back to the list",
    ),
  ),
);

listenToKeys({ next: () => walk(1), previous: () => walk(-1), back, search: () => form.focusText() });
window.addEventListener("hashchange", () => show(parseRoute(location.hash), true));
show(parseRoute(location.hash), false);

/** Follows a link, the reader's or one of the browser's history. */
function show(next: Route, moved: boolean): void {
  const from = route;
  const index = data.byKey.get(next.caseKey);
  const isStrange = next.caseKey !== "" && index === undefined;
  // The list is shown then, and its keys have to work.
  route = isStrange ? { caseKey: "", query: next.query } : next;
  const filter = parseFilter(next.query);
  form.set(filter);
  list.show(filter);
  overview.hidden = index !== undefined;
  strange.hidden = !isStrange;
  casePage.hidden = index === undefined;
  if (index === undefined) showList(from, moved && !isStrange);
  else showCase(index);
}

function showList(from: Route, moved: boolean): void {
  replaceChildren(casePage);
  document.title = title;
  if (from.caseKey !== "") list.focusCase(from.caseKey);
  else if (moved) document.getElementById("cases")?.scrollIntoView();
}

function showCase(index: number): void {
  replaceChildren(casePage, caseView({ data, index, query: route.query, found: list.found() }));
  document.title = `${data.cases[index]?.id ?? ""} · ${title}`;
  window.scrollTo(0, 0);
  casePage.querySelector("h1")?.focus();
}

/** Filters are part of the address, but no steps of the browser's history. */
function setFilter(filter: Filter): void {
  // A search may end after a case was opened: the case stays.
  route = { caseKey: route.caseKey, query: formatFilter(filter) };
  history.replaceState(null, "", formatRoute(route));
  form.set(filter);
  list.show(filter);
}

function walk(by: number): void {
  if (route.caseKey === "") list.moveFocus(by);
  else casePage.querySelector<HTMLAnchorElement>(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
}

function back(): void {
  if (route.caseKey !== "") location.hash = formatRoute({ caseKey: "", query: route.query });
}

/** The address names a route: going to an element must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  main.focus();
}
