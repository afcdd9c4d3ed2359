import { formatCost, formatDuration } from "../../format-numbers.ts";
import type { PageAttempt, PageCase, PageTrial } from "../page-data.ts";
import { checkView, place } from "./check-view.ts";
import type { ReportData } from "./data.ts";
import { diffView } from "./diff-view.ts";
import { h, type Child } from "./dom.ts";
import { badge, statusNames } from "./labels.ts";
import { formatRoute } from "./route.ts";
import { messageBlock, textBlock } from "./text-block.ts";
import { traceView } from "./trace-view.ts";

export interface CaseViewOptions {
  readonly data: ReportData;
  readonly index: number;
  /** Of the list that the reader came from. */
  readonly query: string;
  /** The cases of that list, as indexes. */
  readonly found: readonly number[];
}

/** One case on a page of its own. */
export function caseView({ data, index, query, found }: CaseViewOptions): HTMLElement {
  const one = data.cases[index] as PageCase;
  const details = data.details(index);
  const trials = details?.trials ?? [];
  return h(
    "article",
    { class: "case-page" },
    caseNavigation({ data, index, query, found }),
    h(
      "h1",
      { tabindex: -1 },
      badge(one.status),
      one.unchecked === true && badge("inconclusive", "no check"),
      ` ${one.id === "" ? "(no id)" : one.id}`,
    ),
    one.unchecked === true && h("p", { class: "lead" }, "Passed, and no check ran: nothing was asked of it."),
    one.why !== undefined && leadView(one.why, details !== undefined),
    factList(one),
    details === undefined && h("p", { class: "quiet" }, "The report holds no details of this case."),
    details !== undefined &&
      trials.length === 0 &&
      h("p", { class: "quiet" }, "The case never started: there is nothing to show."),
    trialViews(trials),
    h("h2", {}, "Run it again"),
    h("pre", { tabindex: 0, "aria-label": "Command that runs the case again" }, one.reproduce),
  );
}

/** The details have the rest. */
function leadView(why: string, detailed: boolean): HTMLElement {
  const [first = ""] = why.trimStart().split("\n", 1);
  return detailed || first === why
    ? h("p", { class: "lead" }, first)
    : messageBlock(why, "Why it did not pass");
}

function caseNavigation({ data, index, query, found }: CaseViewOptions): HTMLElement {
  const at = found.indexOf(index);
  const link = (text: string, target: number | undefined, relation: string): Child =>
    target === undefined
      ? h("span", { class: "quiet" }, text)
      : h("a", { href: formatRoute({ caseKey: data.cases[target]?.key ?? "", query }), rel: relation }, text);
  return h(
    "nav",
    { class: "case-nav", "aria-label": "Cases" },
    h("a", { href: formatRoute({ caseKey: "", query }), rel: "up" }, "← All cases"),
    h("span", { class: "spread" }),
    link("Previous", at > 0 ? found[at - 1] : undefined, "prev"),
    at >= 0 && h("span", { class: "quiet" }, `${at + 1} of ${found.length}`),
    link("Next", at >= 0 ? found[at + 1] : undefined, "next"),
  );
}

function factList(one: PageCase): HTMLElement {
  const facts: (readonly [string, Child])[] = [
    ["Partition", one.partition],
    ["Test", one.test],
    ["File", one.file],
    ...(one.project === undefined ? [] : [["Project", one.project] as const]),
    ...(one.location === undefined ? [] : [["Dataset row", place(one.location)] as const]),
    ...(one.was === undefined ? [] : [["Baseline", badge(one.was)] as const]),
    ...(one.stability === undefined ? [] : [["Stability", one.stability.replace("-", " ")] as const]),
    ...(one.trialStatuses === undefined
      ? []
      : [["Trials", one.trialStatuses.map((status) => badge(status))] as const]),
    ...(one.ruled === undefined ? [] : [["Scores", one.ruled.map((line) => h("div", {}, line))] as const]),
    ...(one.recovered === true ? [["Recovered", "passed, but not at once"] as const] : []),
    ...Object.entries(one.dimensions),
    ...(one.tags.length === 0 ? [] : [["Tags", one.tags.join(", ")] as const]),
    ["Took", one.status === "not-run" ? "–" : formatDuration(one.durationMs)],
    ...(one.costUsd === undefined ? [] : [["Judges", formatCost(one.costUsd)] as const]),
  ];
  return h(
    "dl",
    { class: "fact-list" },
    facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** What missed comes first; the trials that passed are folded below. */
function trialViews(trials: readonly PageTrial[]): Child {
  const several = trials.length > 1;
  const hasPassed = (trial: PageTrial): boolean => countedOf(trial)?.status === "pass";
  const missed = trials.filter((trial) => !hasPassed(trial));
  if (missed.length === 0) return trials.map((trial) => trialView(trial, several));
  const folded = trials
    .filter(hasPassed)
    .map((trial) =>
      h(
        "details",
        { class: "fold" },
        h("summary", {}, `Trial ${trial.trial + 1}: ${statusNames["pass"] ?? "pass"}`),
        trialView(trial, several),
      ),
    );
  return [missed.map((trial) => trialView(trial, several)), folded];
}

function countedOf({ attempts }: PageTrial): PageAttempt | undefined {
  return attempts.find((attempt) => attempt.counted) ?? attempts.at(-1);
}

function trialView(one: PageTrial, several: boolean): HTMLElement {
  const { trial, attempts } = one;
  const counted = countedOf(one);
  const others = attempts.filter((attempt) => attempt !== counted);
  const title = `Trial ${trial + 1}`;
  return h(
    "section",
    { class: several ? "trial" : undefined, "aria-label": title },
    h(
      "h2",
      { class: several ? undefined : "unseen" },
      title,
      " ",
      counted !== undefined && badge(counted.status),
    ),
    counted !== undefined && attemptView(counted),
    others.map((attempt) =>
      h(
        "details",
        { class: "fold" },
        h(
          "summary",
          {},
          `Attempt ${attempt.attempt + 1}: ${statusNames[attempt.status] ?? attempt.status} (does not count)`,
        ),
        attemptView(attempt),
      ),
    ),
  );
}

function attemptView({ input, expected, output, reason, checks, trace, usage, cause }: PageAttempt): Child {
  const told = reason !== undefined && !checks.some((check) => check.reason === reason);
  return [
    told && [
      h("h3", {}, cause === undefined ? "Message" : `Message (${cause.replaceAll("-", " ")})`),
      h("pre", { class: "message", tabindex: 0, "aria-label": "Message" }, reason),
    ],
    textBlock("Input", input),
    h("div", { class: "pair" }, textBlock("Expected", expected), textBlock("Output", output)),
    diffView(expected, output),
    checks.length > 0 && [
      h("h3", {}, `Checks (${checks.length})`),
      h("ul", { class: "checks" }, checks.map(checkView)),
    ],
    trace !== undefined && traceView(trace),
    usage !== undefined &&
      h("p", { class: "quiet" }, `application: ${usage.inputTokens} tokens in, ${usage.outputTokens} out`),
  ];
}
