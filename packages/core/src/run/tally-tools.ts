import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { matchesName } from "../tools/matches-name.ts";
import type { CaseFacts, TrialFacts } from "./case-facts.ts";
import { record } from "./record.ts";
import type { ExpectedToolSummary, ToolsSummary } from "./summary-tables.ts";

/** What became of an expected tool in one trial, best first. */
type ToolFate = "hit" | "otherwise" | "none" | { readonly instead: string };

/** Expected against called tools, over the cases that expect one; `undefined` when there is nothing to say. */
export function tallyTools(cases: readonly CaseFacts[]): ToolsSummary | undefined {
  const fates = cases.map(({ trials }) => caseFates(trials));
  const expecting = fates.filter((one) => one.size > 0);
  const tools = [...new Set(expecting.flatMap((one) => [...one.keys()]))].sort();
  const unexpected = tallyUnexpected(cases, tools);
  if (tools.length === 0 && unexpected.length === 0) return undefined;
  return {
    cases: expecting.length,
    expected: tools.map((tool) =>
      tallyTool(
        tool,
        expecting.flatMap((one) => one.get(tool) ?? []),
      ),
    ),
    unexpected,
  };
}

function tallyTool(tool: string, fates: readonly ToolFate[]): ExpectedToolSummary {
  const count = (fate: ToolFate): number => fates.filter((one) => one === fate).length;
  const instead = fates.flatMap((fate) => (typeof fate === "object" ? [fate.instead] : []));
  const names = [...new Set(instead)].sort();
  const hit = count("hit");
  return {
    tool,
    cases: fates.length,
    hit,
    hitRate: hit / fates.length,
    interval: wilsonInterval(hit, fates.length),
    calledOtherwise: count("otherwise"),
    instead: record(names.map((name) => [name, instead.filter((one) => one === name).length])),
    none: count("none"),
  };
}

/** The worst fate of each expected tool over the trials of a case: it hit only if every trial hit. */
function caseFates(trials: readonly TrialFacts[]): Map<string, ToolFate> {
  const worst = new Map<string, ToolFate>();
  for (const trial of trials) {
    for (const [tool, fate] of trialFates(trial)) {
      const known = worst.get(tool);
      if (known === undefined || rankOf(fate) > rankOf(known)) worst.set(tool, fate);
    }
  }
  return worst;
}

function trialFates({ tools, called }: TrialFacts): [string, ToolFate][] {
  const expected = tools.flatMap((one) => one.expected);
  const patterns = [...new Set(expected.map(({ pattern }) => pattern))];
  const stray = called.find((name) => !patterns.some((pattern) => matchesName(pattern, name)));
  return patterns.map((pattern) => {
    if (expected.every((one) => one.pattern !== pattern || one.matched)) return [pattern, "hit"];
    if (called.some((name) => matchesName(pattern, name))) return [pattern, "otherwise"];
    return [pattern, stray === undefined ? "none" : { instead: stray }];
  });
}

/** A total order, so that the order of trials cannot matter. */
function rankOf(fate: ToolFate): string {
  if (typeof fate === "object") return `3 ${fate.instead}`;
  return fate === "hit" ? "0" : fate === "otherwise" ? "1" : "2";
}

function tallyUnexpected(
  cases: readonly CaseFacts[],
  expected: readonly string[],
): ToolsSummary["unexpected"] {
  const calls = new Map<string, number>();
  for (const { trials } of cases) {
    for (const name of trials.flatMap(({ available }) => available)) calls.set(name, 0);
  }
  for (const name of calls.keys()) {
    if (expected.some((pattern) => matchesName(pattern, name))) calls.delete(name);
  }
  for (const { trials } of cases) {
    for (const name of new Set(trials.flatMap(({ called }) => called))) {
      const known = calls.get(name);
      if (known !== undefined) calls.set(name, known + 1);
    }
  }
  return [...calls.keys()].sort().map((tool) => ({ tool, calledIn: calls.get(tool) ?? 0 }));
}
