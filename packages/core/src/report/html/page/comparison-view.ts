import { formatAge, formatCount, formatShare } from "../../format-numbers.ts";
import type { PageComparison } from "../page-data.ts";
import type { ReportData } from "./data.ts";
import { h, type Child } from "./dom.ts";
import { badge, cell, checkLabel, columnHead, formatTime, scrollingTable, section } from "./labels.ts";
import { formatRoute } from "./route.ts";

const decisions: { readonly [decision: string]: string } = {
  pass: "no regression",
  fail: "regression",
  inconclusive: "inconclusive",
};

/** What changed against the base: verdicts with their effects, then the cases by name. */
export function comparisonView({ comparison }: ReportData): HTMLElement | undefined {
  if (comparison === undefined) return undefined;
  const { keys, newlyFailing, newlyPassing, otherChanges, added, removed } = comparison;
  return section(
    "comparison",
    "Against the baseline",
    headline(comparison),
    changes("Newly failing", newlyFailing, keys.newlyFailing),
    differenceTable("Pass rates", rateRows(comparison)),
    differenceTable("Scores", scoreRows(comparison)),
    changes("Newly passing", newlyPassing, keys.newlyPassing),
    changes("Without a verdict on one side", otherChanges, keys.otherChanges),
    idList("Only in this run", added),
    idList("Only in the baseline", removed),
    notComparableList(comparison),
  );
}

function headline({ base, decision, open, paired }: PageComparison): Child {
  const facts = [
    base.runId,
    formatTime(base.startedAt),
    formatAge(base.ageDays),
    !base.sealed && "not sealed",
    !paired && "cases not paired",
  ];
  return [
    h(
      "p",
      {},
      badge(decision, decisions[decision]),
      h("span", { class: "quiet" }, ` base ${facts.filter((fact) => fact !== false).join(" · ")}`),
    ),
    open.length > 0 &&
      h(
        "ul",
        { class: "reasons", "aria-label": "What could still hide a regression" },
        open.map(({ message }) =>
          h("li", { class: "is-inconclusive" }, h("span", { class: "effect" }, "open"), ` ${message}`),
        ),
      ),
  ];
}

function rateRows({ partitions }: PageComparison): Row[] {
  return Object.entries(partitions).map(([name, one]) => ({
    name,
    one,
    show: formatShare,
    change: sharePoints,
  }));
}

function scoreRows({ scores }: PageComparison): Row[] {
  return scores.map((one) => ({
    name: `${one.partition}: ${checkLabel({ ...one, name: one.check })}`,
    one,
    show: (value: number) => value.toFixed(2),
    change: (value: number) => signed(value, 2),
  }));
}

function notComparableList({ notComparable }: PageComparison): Child {
  if (notComparable.length === 0) return null;
  const items = notComparable.map(({ kind, message, cases }) =>
    h("li", {}, badge("not-run", kind), ` ${message} (${formatCount(cases.length, "case")})`),
  );
  return [h("h3", {}, "Not comparable"), h("ul", { class: "plain" }, items)];
}

interface Row {
  readonly name: string;
  readonly one: PageComparison["partitions"][string] | PageComparison["scores"][number];
  readonly show: (value: number) => string;
  readonly change: (value: number) => string;
}

function differenceTable(title: string, rows: readonly Row[]): Child {
  if (rows.length === 0) return null;
  const head = [
    columnHead(title === "Scores" ? "score" : "partition"),
    columnHead("base", "right"),
    columnHead("this run", "right"),
    columnHead("difference", "right"),
    columnHead("95 %", "right"),
    columnHead("p", "right"),
    columnHead("cases", "right"),
    columnHead("verdict"),
  ];
  return [h("h3", {}, title), scrollingTable(title, head, rows.map(differenceRow))];
}

function differenceRow({ name, one, show, change }: Row): HTMLElement {
  const { interval, needed, cases, p } = one;
  const known = (text: string): string => (cases === 0 ? "–" : text);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    cell(known(show(one.base)), "right"),
    cell(known(show(one.head)), "right"),
    cell(known(change(one.difference)), "right"),
    cell(known(`${change(interval.low)} to ${change(interval.high)}`), "right"),
    cell(known(p < 0.001 ? "< 0.001" : p.toFixed(3)), "right"),
    cell(cases, "right"),
    cell([
      badge(one.verdict, one.verdict.replace("-", " ")),
      needed !== undefined &&
        h("span", { class: "quiet" }, ` about ${formatCount(needed, "case")} would decide`),
    ]),
  );
}

/** Percentage points. */
function sharePoints(value: number): string {
  return `${signed(value * 100, 1)} pp`;
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace("-", "");
  return value > 0 ? `+${text}` : text.replace("-", "−");
}

const shown = 20;

function changes(
  title: string,
  list: PageComparison["newlyFailing"],
  keys: readonly (string | null)[],
): Child {
  if (list.length === 0) return null;
  const items = list.map((change, index) => {
    const key = keys[index];
    const name = `${change.partition} / ${change.id}`;
    return h(
      "li",
      {},
      badge(change.base),
      " → ",
      badge(change.head),
      " ",
      typeof key === "string" ? h("a", { href: formatRoute({ caseKey: key, query: "" }) }, name) : name,
      change.reason !== undefined && h("span", { class: "quiet" }, ` ${change.reason.slice(0, 300)}`),
    );
  });
  return [
    h("h3", {}, `${title}: ${list.length}`),
    h("ul", { class: "plain changes" }, items.slice(0, shown)),
    items.length > shown &&
      h(
        "details",
        {},
        h("summary", {}, `${items.length - shown} more`),
        h("ul", { class: "plain changes" }, items.slice(shown)),
      ),
  ];
}

function idList(title: string, ids: readonly string[]): Child {
  if (ids.length === 0) return null;
  const shownIds = ids.slice(0, 200);
  return h(
    "details",
    {},
    h("summary", {}, `${title}: ${ids.length}`),
    h("p", { class: "ids" }, shownIds.join(", "), ids.length > shownIds.length && ", ..."),
  );
}
