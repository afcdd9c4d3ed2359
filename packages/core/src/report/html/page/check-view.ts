import { formatCost, formatDuration, formatFigure } from "../../format-numbers.ts";
import type { PageCheck } from "../page-data.ts";
import { h, type Child } from "./dom.ts";
import { badge, checkLabel } from "./labels.ts";
import { messageBlock } from "./text-block.ts";

type Verdict = NonNullable<PageCheck["verdict"]>;

/** One check: what it asked, what came of it, and on what that rests. */
export function checkView(check: PageCheck): HTMLElement {
  const { outcome, negated, advisory, score, reason, verdict, details } = check;
  const critique = verdict?.critique;
  return h(
    "li",
    { class: `check is-${outcome}` },
    h(
      "h4",
      {},
      badge(outcome),
      ` ${negated ? "not " : ""}${checkLabel(check)}`,
      score !== undefined && h("span", { class: "score" }, `score ${formatFigure(score)}`),
      advisory && h("span", { class: "was" }, "advisory"),
    ),
    reason !== undefined && messageBlock(reason, "Reason"),
    critique !== undefined && critique !== "" && critique !== reason && messageBlock(critique, "Critique"),
    verdict !== undefined && verdictView(verdict),
    details !== undefined &&
      h(
        "details",
        {},
        h("summary", {}, "Recorded details"),
        h(
          "pre",
          { tabindex: 0, "aria-label": "Recorded details" },
          typeof details === "string" ? details : JSON.stringify(details, null, 2),
        ),
      ),
    h("p", { class: "quiet" }, factsOf(check).join(" · ")),
  );
}

function factsOf({ verdict, durationMs, location }: PageCheck): string[] {
  const facts = [
    verdict !== undefined && `rubric ${verdict.rubric.name} v${verdict.rubric.version}`,
    verdict !== undefined && judgedBy(verdict),
    verdict?.costUsd !== undefined && formatCost(verdict.costUsd),
    formatDuration(durationMs),
    location !== undefined && place(location),
  ];
  return facts.filter((fact) => fact !== false);
}

export function place({ file, line, column }: NonNullable<PageCheck["location"]>): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function judgedBy({ model, rule, requests }: Verdict): string {
  if (rule !== undefined) return `decided by the rule ${rule}, no model was asked`;
  return `${model.served ?? model.asked}, ${requests} request${requests === 1 ? "" : "s"}`;
}

function verdictView({ inconclusiveClass, evidence, claims, votes }: Verdict): Child {
  return [
    inconclusiveClass !== undefined && h("p", {}, `No verdict: ${inconclusiveClass}`),
    evidence.length > 0 &&
      h(
        "div",
        {},
        h("h5", {}, "Evidence"),
        evidence.map((quote) => h("blockquote", {}, quote)),
      ),
    claims !== undefined &&
      claims.length > 0 && [h("h5", {}, "Claims"), h("ul", { class: "plain" }, claims.map(claimItem))],
    votes !== undefined &&
      votes.length > 0 && [h("h5", {}, "Votes"), h("ol", { class: "plain votes" }, votes.map(voteItem))],
  ];
}

const claimColors: { readonly [verdict: string]: string } = {
  supported: "pass",
  "reasonable-inference": "pass",
  unsupported: "fail",
  "not-checkable": "inconclusive",
};

function claimItem({ text, verdict, evidence, reason }: NonNullable<Verdict["claims"]>[number]): HTMLElement {
  return h(
    "li",
    {},
    badge(claimColors[verdict] ?? "not-run", verdict.replaceAll("-", " ")),
    ` ${text}`,
    reason !== undefined && h("p", { class: "quiet" }, reason),
    evidence !== undefined && evidence !== "" && h("blockquote", {}, evidence),
  );
}

function voteItem({
  outcome,
  score,
  critique,
  model,
  inconclusiveClass,
}: NonNullable<Verdict["votes"]>[number]): HTMLElement {
  return h(
    "li",
    {},
    badge(outcome),
    h(
      "span",
      { class: "quiet" },
      ` ${model}${score === undefined ? "" : `, score ${score}`}${inconclusiveClass === undefined ? "" : `, ${inconclusiveClass}`}`,
    ),
    h("p", {}, critique),
  );
}
