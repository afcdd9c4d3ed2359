import { describeSpend } from "../../describe-spend.ts";
import { formatCount, formatDuration, formatShare, formatThreshold } from "../../format-numbers.ts";
import { trueRateOf } from "../../true-rate.ts";
import type { ReportData } from "./data.ts";
import { h, type Child } from "./dom.ts";
import { formatFilter, noFilter } from "./filter.ts";
import { badge, section, statusNames } from "./labels.ts";
import { formatRoute } from "./route.ts";

type Partition = ReportData["partitions"][string];
type PartitionTrials = NonNullable<Partition["trials"]>;

/** One card per partition that has a case or a reason to have one. */
export function partitionCards({ partitions }: ReportData): HTMLElement | undefined {
  const cards = Object.entries(partitions).map(([name, partition]) => card(name, partition));
  if (cards.length === 0) return undefined;
  return section("partitions", "Partitions", h("ul", { class: "cards" }, cards));
}

function card(name: string, partition: Partition): HTMLElement {
  const { declared, pass, passRate, verdict, advisory } = partition;
  return h(
    "li",
    { class: `card is-${verdict}` },
    h(
      "h3",
      {},
      h("a", { href: listOf(name) }, name),
      badge(verdict, advisory === true ? `${verdict}, advisory` : verdict),
    ),
    h(
      "p",
      { class: "rate" },
      h("strong", {}, declared === 0 ? "–" : formatShare(passRate)),
      ` ${pass} of ${declared} passed`,
    ),
    intervalBar(name, partition),
    h("p", { class: "claim" }, claims(partition)),
    countList(name, partition),
    h("p", { class: "quiet" }, footer(partition).join(" · ")),
  );
}

function claims(partition: Partition): Child[] {
  const { claim, threshold, pass, declared } = partition;
  const rate = trueRateOf(partition);
  const parts =
    rate === undefined ? notKnown(partition) : [`true rate ${rate.text} at ${formatThreshold(rate.level)}`];
  // Where every case passed the claim is the true rate's bound.
  if (claim !== undefined && rate !== undefined && pass < declared)
    parts.push(`claim: ≥ ${formatShare(claim.low)} at ${formatThreshold(claim.level)}`);
  parts.push(`needed ${formatThreshold(threshold)}`);
  return parts.map((part) => h("span", {}, part));
}

function notKnown({ declared, pass, fail }: Partition): string[] {
  return declared === 0 ? [] : [`true rate not known: ${declared - pass - fail} without a verdict`];
}

/** The share that passed, where the true rate lies, and what the gate asks for, on a line from 0 to 100 %. */
function intervalBar(name: string, partition: Partition): HTMLElement {
  const { passRate, threshold, declared } = partition;
  const trueRate = trueRateOf(partition);
  const band = h("span", { class: "band", hidden: trueRate === undefined });
  if (trueRate !== undefined) place(band, trueRate.low, trueRate.high);
  const rate = h("span", { class: "point", hidden: declared === 0 });
  place(rate, passRate);
  const mark = h("span", { class: "mark" });
  place(mark, threshold);
  const told = [
    `${name}: ${declared === 0 ? "no cases" : formatShare(passRate)}`,
    trueRate !== undefined && `true rate ${trueRate.text}`,
    `needed ${formatThreshold(threshold)}`,
  ].filter((text) => text !== false);
  return h("div", { class: "bar", role: "img", "aria-label": told.join(", ") }, band, mark, rate);
}

function place(element: HTMLElement, low: number, high?: number): void {
  const percent = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;
  element.style.left = percent(low);
  if (high !== undefined) element.style.width = percent(Math.max(0.005, high - low));
}

function countList(name: string, partition: Partition): HTMLElement {
  const { pass, fail, inconclusive, error, notRun } = partition;
  const counts = { pass, fail, inconclusive, error, "not-run": notRun };
  const items = Object.entries(counts).map(([status, count]) => {
    const text = [h("b", {}, count), ` ${statusNames[status]}`];
    return h(
      "li",
      { class: count === 0 ? "none" : `is-${status}` },
      count === 0 ? text : h("a", { href: listOf(name, status) }, text),
    );
  });
  return h("ul", { class: "counts", "aria-label": "Cases by status" }, items);
}

function footer(partition: Partition): string[] {
  const { latencyMs, trials, firstAttemptPassRate, passRate, erroredOutput, wallMs } = partition;
  const parts: (string | false)[] = [
    erroredOutput > 0 && `${erroredOutput} threw`,
    firstAttemptPassRate !== passRate && `first attempt ${formatShare(firstAttemptPassRate)}`,
    trials !== undefined && trialsText(trials),
    latencyMs !== undefined && `p50 ${formatDuration(latencyMs.p50)}, p95 ${formatDuration(latencyMs.p95)}`,
    wallMs !== undefined && `took ${formatDuration(wallMs)}`,
    ...describeSpend([partition]),
  ];
  return parts.filter((part) => part !== false);
}

function trialsText({ trials, rule, stablePass, flaky, stableFail, error }: PartitionTrials): string {
  const counts = { "stable pass": stablePass, flaky, "stable fail": stableFail, error };
  const told = Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
  return `${formatCount(trials, "trial")} (${rule}): ${told.length === 0 ? "none ran" : told.join(", ")}`;
}

function listOf(partition: string, outcome = ""): string {
  return formatRoute({ caseKey: "", query: formatFilter({ ...noFilter, partition, outcome }) });
}
