import { formatShare } from "../../format-numbers.ts";
import { trueRateOf, type TrueRate } from "../../true-rate.ts";
import type { HistoryPoint } from "../page-data.ts";
import type { ReportData } from "./data.ts";
import { h, svg } from "./dom.ts";
import { badge, cell, columnHead, formatTime, scrollingTable, section } from "./labels.ts";

/** How each partition did over the runs: a small chart each, and the same as a table. */
export function historyView({ history, partitions }: ReportData): HTMLElement | undefined {
  if (history === undefined) return undefined;
  const names = Object.keys(partitions).filter((name) =>
    history.some((point) => Object.hasOwn(point.partitions, name)),
  );
  return section(
    "history",
    "History",
    h(
      "p",
      { class: "quiet" },
      `${history.length} runs, oldest on the left. The band is where the true rate lies, the dashed line what the gate asks for.`,
    ),
    h(
      "ul",
      { class: "charts" },
      names.map((name) => h("li", {}, h("h3", {}, name), chart(name, history))),
    ),
    h("details", {}, h("summary", {}, "As a table"), historyTable(names, history)),
  );
}

const width = 320;
const height = 96;
const inset = 8;
/** For the scale at the left. */
const gutter = 40;

type Point = HistoryPoint["partitions"][string];

function chart(name: string, history: readonly HistoryPoint[]): SVGElement {
  const points = history.map((run) => run.partitions[name]);
  const known = points.filter((point) => point !== undefined);
  const low = Math.min(
    ...known.map((point) => Math.min(trueRateOf(point)?.low ?? point.interval.low, point.threshold)),
  );
  // The scale ends at 100 % and begins at a tenth, below everything shown.
  const floor = Math.min(0.9, Math.max(0, Math.floor(low * 10) / 10));
  const x = (index: number): number =>
    history.length === 1 ? width / 2 : gutter + (index * (width - gutter - inset)) / (history.length - 1);
  const y = (share: number): number => inset + ((1 - share) / (1 - floor)) * (height - 2 * inset);
  const drawn = points.flatMap((point, index) => (point === undefined ? [] : [{ point, at: x(index) }]));
  const last = known.at(-1);
  const label = `${name}: ${known.map(({ passRate }) => formatShare(passRate)).join(", ")}`;
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": label },
    svg("path", { class: "band", d: bandPath(drawn, y) }),
    last !== undefined &&
      svg("line", {
        class: "needed",
        x1: gutter - inset,
        x2: width,
        y1: y(last.threshold),
        y2: y(last.threshold),
      }),
    svg("polyline", {
      class: "line",
      points: drawn.map(({ point, at }) => `${at},${y(point.passRate)}`).join(" "),
    }),
    drawn.map(({ point, at }) =>
      svg("circle", { class: `dot is-${point.verdict}`, cx: at, cy: y(point.passRate), r: 3.5 }),
    ),
    svg("text", { x: 0, y: height - inset + 3, class: "scale" }, `${Math.round(floor * 100)} %`),
    svg("text", { x: 0, y: inset + 3, class: "scale" }, "100 %"),
  );
}

/** Without the runs with cases without a verdict: nobody knows where their true rate lies. */
function bandPath(
  drawn: readonly { readonly point: Point; readonly at: number }[],
  y: (share: number) => number,
): string {
  const rates = drawn.flatMap(({ point, at }): (TrueRate & { readonly at: number })[] => {
    const rate = trueRateOf(point);
    return rate === undefined ? [] : [{ ...rate, at }];
  });
  const upper = rates.map(({ high, at }) => `${at} ${y(high)}`);
  const lower = rates.toReversed().map(({ low, at }) => `${at} ${y(low)}`);
  return rates.length < 2 ? "" : `M${[...upper, ...lower].join("L")}Z`;
}

function historyTable(names: readonly string[], history: readonly HistoryPoint[]): HTMLElement {
  const head = [
    columnHead("run"),
    columnHead("started"),
    columnHead("gate"),
    ...names.map((name) => columnHead(name, "right")),
  ];
  const rows = history.toReversed().map(({ runId, startedAt, verdict, partitions }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, runId),
      cell(formatTime(startedAt)),
      cell(badge(verdict)),
      names.map((name) => cell(rateOf(partitions[name]), "right")),
    ),
  );
  return scrollingTable("History", head, rows);
}

function rateOf(point: Point | undefined): string {
  if (point === undefined) return "–";
  const { pass, declared } = point;
  const rate = trueRateOf(point);
  return rate === undefined ? `${pass}/${declared}` : `${pass}/${declared}, ${rate.text}`;
}
