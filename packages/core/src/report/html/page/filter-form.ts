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
  const fields = [
    selectField(
      "Partition",
      optionsOf(Object.keys(partitions)),
      (filter) => filter.partition,
      (partition) => change({ partition }),
    ),
    selectField(
      "Outcome",
      outcomeOptions(data),
      (filter) => filter.outcome,
      (outcome) => change({ outcome }),
    ),
    checks.length > 0 &&
      selectField(
        "Check",
        checkOptions(data),
        (filter) => filter.check,
        (check) => change({ check }),
      ),
    ...dimensionValues(cases).map(([name, values]) =>
      selectField(
        name,
        optionsOf(values),
        (filter) => filter.dimensions[name] ?? "",
        (value) => change({ dimensions: { ...current().dimensions, [name]: value } }),
      ),
    ),
    tagsOf(cases).length > 0 &&
      selectField(
        "Tag",
        optionsOf(tagsOf(cases)),
        (filter) => filter.tag,
        (tag) => change({ tag }),
      ),
    selectField(
      "Order",
      orderOptions,
      (filter) => filter.sort,
      (sort) => change({ sort: sortOrders.find((one) => one === sort) ?? "worst" }),
      true,
    ),
  ];
  return fields.filter((field) => field !== false);
}

let fields = 0;

function selectField(
  title: string,
  options: readonly Option[],
  get: (filter: Filter) => string,
  onChange: (value: string) => void,
  complete = false,
): SelectField {
  const id = `filter-${++fields}`;
  const select = h("select", { id });
  const all: readonly Option[] = complete ? options : [{ value: "", text: "all" }, ...options];
  select.append(...all.map(({ value, text }) => h("option", { value }, text)));
  select.addEventListener("change", () => onChange(select.value));
  // An option's value is set as a property: as an attribute, unprintable characters would become escapes.
  for (const [index, { value }] of all.entries()) (select.options[index] as HTMLOptionElement).value = value;
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
