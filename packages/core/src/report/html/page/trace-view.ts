import type { PageAttempt, PageText } from "../page-data.ts";
import { h, type Child } from "./dom.ts";
import { badge } from "./labels.ts";
import { readable } from "./text-block.ts";

type PageTrace = NonNullable<PageAttempt["trace"]>;
type PageCall = NonNullable<PageTrace["calls"]>[number];
type PageRetrieval = NonNullable<PageTrace["retrievals"]>[number];

/** What the application did: its steps, its tool calls with what they said, what it retrieved. */
export function traceView({ tools, steps, available, calls = [], retrievals = [] }: PageTrace): Child {
  if ([tools, steps, calls, retrievals].every((list) => list.length === 0)) return null;
  return h(
    "div",
    { class: "trace" },
    h("h3", {}, "Trace"),
    list("Steps", steps, ({ name, status }) => [name, " ", badge(status === "ok" ? "pass" : "fail", status)]),
    calls.length > 0
      ? list("Tool calls", calls, callView)
      : list("Tool calls", tools, (name) => h("code", {}, name)),
    list("Retrievals", retrievals, retrievalView),
    available !== undefined && h("p", { class: "quiet" }, `tools at hand: ${available.join(", ")}`),
  );
}

function list<Item>(
  title: string,
  items: readonly Item[],
  view: (item: Item, index: number) => Child,
): Child {
  if (items.length === 0) return null;
  return [
    h("h4", {}, title),
    h(
      "ol",
      {},
      items.map((item, index) => h("li", {}, view(item, index))),
    ),
  ];
}

const looks: { readonly [status: string]: string } = {
  ok: "pass",
  requested: "not-run",
  incomplete: "not-run",
};

function callView({ name, args, status, result, error }: PageCall, index: number): Child {
  const label = `call ${index + 1}`;
  return [
    h("code", {}, name),
    " ",
    badge(looks[status] ?? "fail", status),
    part(`Arguments of ${label}`, args),
    error !== undefined && part(`Error of ${label}`, error),
    result !== undefined && result.text !== error?.text && part(`Result of ${label}`, result),
  ];
}

function part(label: string, value: PageText): Child {
  if (value.length === 0) return null;
  const isCut = value.text.length < value.length;
  return [
    value.text !== "" && h("pre", { tabindex: 0, "aria-label": label }, readable(value)),
    isCut && h("p", { class: "quiet" }, `cut: the first ${value.text.length} of ${value.length} characters`),
  ];
}

function retrievalView({ query, documents, found }: PageRetrieval, index: number): Child {
  const ids = documents.map(({ id, score }) =>
    score === undefined ? id : `${id} (${Number(score.toPrecision(3))})`,
  );
  return [
    part(`Query of retrieval ${index + 1}`, query),
    h("p", {}, ids.length === 0 ? "no documents" : ids.join(", ")),
    found > ids.length && h("p", { class: "quiet" }, `the first ${ids.length} of ${found} documents`),
  ];
}
