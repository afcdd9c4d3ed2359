import type { PartitionSummary, Summary } from "../../run/summary.ts";
import { encodeHtml } from "../encode-html.ts";
import { columnsWithout } from "../partition-columns.ts";
import { worstFirst } from "../worst-first.ts";

/** The verdict and the partitions as plain markup, for readers without scripts. */
export function staticSummary({ gate, partitions }: Summary): string {
  const columns = columnsWithout(0, Object.values(partitions));
  const head = ["partition", ...columns.map(({ title }) => title)].map(
    (title) => `<th scope="col">${title}</th>`,
  );
  const row = ([name, partition]: [string, PartitionSummary]): string => {
    const cells = columns.map(({ cell }) => `<td>${encodeHtml(cell(partition))}</td>`);
    return `<tr><th scope="row">${encodeHtml(name)}</th>${cells.join("")}</tr>`;
  };
  const reasons = worstFirst(gate.reasons)
    .slice(0, 50)
    .map(({ effect, message }) => `<li>${effect}: ${encodeHtml(message.slice(0, 2_000))}</li>`);
  return [
    `<p><strong>${gate.verdict.toUpperCase()}</strong></p>`,
    reasons.length === 0 ? "" : `<ul>${reasons.join("")}</ul>`,
    `<table><thead><tr>${head.join("")}</tr></thead><tbody>${Object.entries(partitions).map(row).join("")}</tbody></table>`,
    "<p>Scripts are off: the cases are not shown.</p>",
  ].join("\n");
}
