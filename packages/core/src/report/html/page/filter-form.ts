import type { ReportData } from "./data.ts";
import { h } from "./dom.ts";
import { noFilter, sortOrders, type Filter } from "./filter.ts";
import { checkLabel, statusNames } from "./labels.ts";

/** The controls over the list. */
export interface FilterForm {
  readonly element: HTMLElement;
  set(filter: Filter): void;
  focusText(): void;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

const mostOptions = 200;

export function createFilterForm(data: ReportData, onChange: (filter: Filter) => void): FilterForm {
  let current = noFilter;
  const change = (part: Partial<Filter>): void => {
    current = { ...current, page: 1, ...part };
    onChange(current);
  };
  const text = h("input", { type: "search", id: "filter-text", autocomplete: "off", spellcheck: "false" });
  text.addEventListener(
    "input",
    delayed(() => change({ text: text.value })),
  );
  const selects = createSelects(data, change, () => current);
  const clear = h(
    "button",
    { type: "button", onclick: () => change({ ...noFilter, sort: current.sort }) },
    "Clear",
  );
  const element = h(
    "form",
    {
      class: "filter",
      role: "search",
      "aria-label": "Filter cases",
      onsubmit: (event) => event.preventDefault(),
    },
    h("div", { class: "field wide" }, h("label", { for: "filter-text" }, "Text"), text),
    selects.map(({ field }) => field),
    h("div", { class: "field" }, clear),
  );
  const set = (filter: Filter): void => {
    current = filter;
    if (text.value !== filter.text) text.value = filter.text;
    for (const { select, get } of selects) select.value = get(filter);
  };
  return { element, set, focusText: () => text.focus() };
}

interface SelectField {
  readonly field: HTMLElement;
  readonly select: HTMLSelectElement;
  readonly get: (filter: Filter) => string;
}

function createSelects(
  data: ReportData,
  change: (part: Partial<Filter>) => void,
  current: () => Filter,
): SelectField[] {
  const { partitions, cases, checks } = data;
  const tags = tagsOf(cases);
  const select = (
    title: string,
    name: "partition" | "outcome" | "check" | "tag",
    options: readonly Option[],
  ): SelectField =>
    selectField(
      title,
      withAll(options),
      (filter) => filter[name],
      (value) => change({ [name]: value }),
    );
  return [
    select("Partition", "partition", optionsOf(Object.keys(partitions))),
    select("Outcome", "outcome", outcomeOptions(data)),
    ...(checks.length > 0 ? [select("Check", "check", checkOptions(data))] : []),
    ...dimensionSelects(cases, change, current),
    ...(tags.length > 0 ? [select("Tag", "tag", optionsOf(tags))] : []),
    selectField(
      "Order",
      orderOptions,
      (filter) => filter.sort,
      (sort) => change({ sort: sortOf(sort) }),
    ),
  ];
}

function dimensionSelects(
  cases: ReportData["cases"],
  change: (part: Partial<Filter>) => void,
  current: () => Filter,
): SelectField[] {
  return dimensionValues(cases).map(([name, values]) =>
    selectField(
      name,
      withAll(optionsOf(values)),
      ({ dimensions }) => (Object.hasOwn(dimensions, name) ? (dimensions[name] ?? "") : ""),
      (value) => {
        const others = Object.entries(current().dimensions).filter(([other]) => other !== name);
        change({ dimensions: Object.fromEntries(value === "" ? others : [...others, [name, value]]) });
      },
    ),
  );
}

function withAll(options: readonly Option[]): Option[] {
  return [{ value: "", text: "all" }, ...options];
}

function sortOf(text: string): Filter["sort"] {
  return sortOrders.find((order) => order === text) ?? "worst";
}

let fields = 0;

function selectField(
  title: string,
  options: readonly Option[],
  get: (filter: Filter) => string,
  onChange: (value: string) => void,
): SelectField {
  const id = `filter-${++fields}`;
  const select = h("select", { id });
  select.append(...options.map(({ value, text }) => h("option", { value }, text)));
  select.addEventListener("change", () => onChange(select.value));
  // An option's value is set as a property: as an attribute, unprintable characters would become escapes.
  for (const [index, { value }] of options.entries())
    (select.options[index] as HTMLOptionElement).value = value;
  return { field: h("div", { class: "field" }, h("label", { for: id }, title), select), select, get };
}

const orderOptions: readonly Option[] = [
  { value: "worst", text: "worst first" },
  { value: "file", text: "by file" },
  { value: "slowest", text: "slowest first" },
  { value: "cost", text: "costliest first" },
];

function optionsOf(values: readonly string[]): Option[] {
  return values.slice(0, mostOptions).map((value) => ({ value, text: value }));
}

function outcomeOptions({ comparison, cases }: ReportData): Option[] {
  const options = Object.entries(statusNames).map(([value, text]) => ({ value, text }));
  options.push({ value: "missed", text: "not pass" });
  if (comparison !== undefined) options.push({ value: "changed", text: "changed" });
  if (cases.some(({ stability, recovered }) => stability === "flaky" || recovered === true))
    options.push({ value: "flaky", text: "flaky or recovered" });
  return options;
}

function checkOptions({ checks }: ReportData): Option[] {
  return checks.slice(0, mostOptions).flatMap((check, index) => {
    const label = checkLabel(check);
    const missed = check.fail + check.inconclusive + check.error;
    const options = [{ value: String(index), text: label }];
    if (missed > 0) options.push({ value: `!${index}`, text: `${label}: not pass` });
    return options;
  });
}

/** Dimensions with a value that several cases share; a free text per case is none to filter by. */
function dimensionValues(cases: ReportData["cases"]): (readonly [string, string[]])[] {
  const values = new Map<string, Set<string>>();
  for (const { dimensions } of cases) {
    for (const [name, value] of Object.entries(dimensions)) {
      const known = values.get(name) ?? new Set();
      known.add(value);
      values.set(name, known);
    }
  }
  return [...values]
    .filter(([, known]) => known.size <= mostOptions)
    .slice(0, 12)
    .map(([name, known]) => [name, [...known].sort()] as const);
}

function tagsOf(cases: ReportData["cases"]): string[] {
  return [...new Set(cases.flatMap(({ tags }) => tags))].sort();
}

function delayed(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, 120);
  };
}
