import { describeSpend } from "../../describe-spend.ts";
import { formatCount } from "../../format-numbers.ts";
import { worstFirst } from "../../worst-first.ts";
import type { ReportData } from "./data.ts";
import { h, type Child } from "./dom.ts";
import { formatTime } from "./labels.ts";

/** The verdict, why, and what ran. */
export function verdictView({ gate, run, cases, partitions }: ReportData): HTMLElement {
  const facts = [
    formatCount(cases.length, "case"),
    `${run.runner.name} ${run.runner.version}`,
    formatTime(run.startedAt),
    ...describeSpend(Object.values(partitions)),
    run.shard !== undefined && `shard ${run.shard.index} of ${run.shard.count}`,
    run.mergedFrom !== undefined && `merged from ${formatCount(run.mergedFrom.length, "run")}`,
    !run.sealed && "not sealed",
    run.interrupted && "interrupted",
  ].filter((fact) => fact !== false);
  return h(
    "div",
    { class: `verdict is-${gate.verdict}` },
    h(
      "h1",
      {},
      h("span", { class: "word" }, gate.verdict.toUpperCase()),
      h("span", { class: "quiet" }, "Gate"),
    ),
    h(
      "ul",
      { class: "facts" },
      facts.map((fact) => h("li", {}, fact)),
    ),
    reasonList(worstFirst(gate.reasons)),
    problemList(
      "Files that failed",
      run.failedFiles.map(({ file, reason }) => `${file}: ${reason}`),
    ),
    problemList("Errors outside of tests", run.unhandledErrors),
  );
}

const shown = 8;

function reasonList(reasons: ReportData["gate"]["reasons"]): Child {
  if (reasons.length === 0) return null;
  const items = reasons.map(({ effect, message }) =>
    h("li", { class: `reason is-${effect}` }, h("span", { class: "effect" }, effect), " ", message),
  );
  return [
    h("ul", { class: "reasons", "aria-label": "Reasons of the gate" }, items.slice(0, shown)),
    items.length > shown &&
      h(
        "details",
        {},
        h("summary", {}, `${items.length - shown} more`),
        h("ul", { class: "reasons" }, items.slice(shown)),
      ),
  ];
}

function problemList(title: string, problems: readonly string[]): Child {
  if (problems.length === 0) return null;
  return h(
    "details",
    {},
    h("summary", {}, `${title}: ${problems.length}`),
    h(
      "ul",
      { class: "problems" },
      problems.slice(0, 100).map((problem) => h("li", {}, problem)),
    ),
  );
}
