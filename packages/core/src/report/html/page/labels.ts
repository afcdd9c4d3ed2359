import { h, type Child } from "./dom.ts";

/** A status in words. Colour never stands alone. */
export const statusNames: { readonly [status: string]: string } = {
  pass: "pass",
  fail: "fail",
  inconclusive: "inconclusive",
  error: "error",
  "not-run": "not run",
};

export function badge(status: string, text: string = statusNames[status] ?? status): HTMLElement {
  return h("span", { class: `badge is-${status}` }, text);
}

/** `name (subject)`. */
export function checkLabel({ name, subject }: { readonly name: string; readonly subject?: string }): string {
  return subject === undefined ? name : `${name} (${subject})`;
}

/** `2026-11-21 05:51 UTC`, the same wherever the report is read. */
export function formatTime(time: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time;
}

export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), children);
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function scrollingTable(label: string, head: readonly Child[], rows: readonly Child[]): HTMLElement {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": `Table: ${label}` },
    h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)),
  );
}

export function columnHead(title: string, align: "left" | "right" = "left"): HTMLElement {
  return h("th", { scope: "col", class: align === "right" && "number" }, title);
}

export function cell(content: Child, align: "left" | "right" = "left"): HTMLElement {
  return h("td", { class: align === "right" && "number" }, content);
}
