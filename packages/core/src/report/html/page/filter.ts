import type { PageCase, PageData } from "../page-data.ts";

export const sortOrders = ["worst", "file", "slowest", "cost"] as const;
export type SortOrder = (typeof sortOrders)[number];

/** What the list shows; empty texts filter nothing. */
export interface Filter {
  readonly partition: string;
  readonly outcome: string;
  /** Index of a check; with `!` in front only where it did not pass. */
  readonly check: string;
  readonly tag: string;
  readonly dimensions: { readonly [dimension: string]: string };
  readonly text: string;
  readonly sort: SortOrder;
  /** From 1. */
  readonly page: number;
}

export const noFilter: Filter = {
  partition: "",
  outcome: "",
  check: "",
  tag: "",
  dimensions: {},
  text: "",
  sort: "worst",
  page: 1,
};

/** The filter that the query part of an address names. Unknown parts are left out. */
export function parseFilter(query: string): Filter {
  const given = new URLSearchParams(query);
  const text = (name: string): string => given.get(name) ?? "";
  const sort = sortOrders.find((order) => order === text("sort")) ?? "worst";
  const dimensions = [...given].flatMap(([name, value]) =>
    name.startsWith("d.") && value !== "" ? [[name.slice(2), value] as const] : [],
  );
  return {
    partition: text("partition"),
    outcome: text("outcome"),
    check: text("check"),
    tag: text("tag"),
    dimensions: Object.fromEntries(dimensions),
    text: text("q"),
    sort,
    page: Math.max(1, Math.floor(Number(text("page"))) || 1),
  };
}

/** The other way round; empty for a filter that filters nothing. */
export function formatFilter(filter: Filter): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string): void => {
    if (value !== "") query.set(name, value);
  };
  put("partition", filter.partition);
  put("outcome", filter.outcome);
  put("check", filter.check);
  put("tag", filter.tag);
  for (const [name, value] of Object.entries(filter.dimensions)) put(`d.${name}`, value);
  put("q", filter.text);
  put("sort", filter.sort === "worst" ? "" : filter.sort);
  put("page", filter.page === 1 ? "" : String(filter.page));
  return query.toString();
}

/** The indexes of the cases that `filter` lets through, sorted as it says. */
export function filterCases(
  { cases, partitions }: Pick<PageData, "cases" | "partitions">,
  filter: Filter,
  searchText: (index: number) => string,
): number[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found = cases.flatMap((one, index) =>
    matches(one, filter) && words.every((word) => searchText(index).includes(word)) ? [index] : [],
  );
  return sortCases(found, cases, filter.sort, Object.keys(partitions));
}

function matches(one: PageCase, { partition, outcome, check, tag, dimensions }: Filter): boolean {
  if (partition !== "" && one.partition !== partition) return false;
  if (outcome !== "" && !hasOutcome(one, outcome)) return false;
  if (tag !== "" && !one.tags.includes(tag)) return false;
  if (check !== "" && !hasCheck(one, check)) return false;
  return Object.entries(dimensions).every(
    ([name, value]) => Object.hasOwn(one.dimensions, name) && one.dimensions[name] === value,
  );
}

/** Beside the five statuses: what did not pass, what changed against the base, and what is not stable. */
function hasOutcome(one: PageCase, outcome: string): boolean {
  if (outcome === "missed") return one.status !== "pass";
  if (outcome === "changed") return one.was !== undefined;
  if (outcome === "flaky") return one.stability === "flaky" || one.recovered === true;
  return one.status === outcome;
}

function hasCheck(one: PageCase, check: string): boolean {
  return check.startsWith("!")
    ? one.missed.includes(Number(check.slice(1)))
    : one.checks.includes(Number(check));
}

const severity: { readonly [status: string]: number } = {
  fail: 0,
  error: 1,
  inconclusive: 2,
  "not-run": 3,
  pass: 4,
};

function sortCases(
  found: number[],
  cases: readonly PageCase[],
  sort: SortOrder,
  partitions: readonly string[],
): number[] {
  const rank = (index: number): number => {
    const one = cases[index] as PageCase;
    if (sort === "slowest") return -one.durationMs;
    if (sort === "cost") return -(one.costUsd ?? 0);
    if (sort === "file") return 0;
    return (severity[one.status] ?? 0) * partitions.length + partitions.indexOf(one.partition);
  };
  return found.sort((a, b) => rank(a) - rank(b) || a - b);
}
