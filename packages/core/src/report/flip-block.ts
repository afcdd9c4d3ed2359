import type { CaseChange, Comparison, NotComparable } from "../run/comparison.ts";
import { cutLine } from "./cut-line.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { formatCount } from "./format-numbers.ts";

/** The cases whose status changed since the base, by name and folded away; as many as `budget` characters hold. */
export function flipBlock(comparison: Comparison | undefined): (budget: number) => string {
  return (budget) => {
    if (comparison === undefined) return "";
    const { newlyFailing, newlyPassing, otherChanges } = comparison;
    const all = [...newlyFailing, ...newlyPassing, ...otherChanges];
    if (all.length === 0) return `No case changed since the base${comeAndGone(comparison)}.`;
    const title =
      [
        `${newlyFailing.length} newly failing`,
        `${newlyPassing.length} newly passing`,
        ...(otherChanges.length > 0 ? [`${otherChanges.length} from or to no verdict`] : []),
      ].join(", ") + comeAndGone(comparison);
    // What fails now must be seen; what passes now may be looked up.
    const open = `<details${newlyFailing.length > 0 ? " open" : ""}><summary>${title}</summary>\n\n`;
    const head = "| was | is | partition | case | why |\n| --- | --- | --- | --- | --- |\n";
    const { text, rest } = takeRows(all, changeRow, budget - open.length - head.length - 200);
    const more = rest > 0 ? `\nand ${formatCount(rest, "more change")}\n` : "";
    return `${open}${head}${text}${more}\n</details>`;
  };
}

/** A case that only one side has cannot flip; that it is new, or gone, may be what happened. */
function comeAndGone({ added, removed }: Comparison): string {
  return [
    ...(added.length > 0 ? [`; ${formatCount(added.length, "case")} new`] : []),
    ...(removed.length > 0 ? [`; ${formatCount(removed.length, "case")} gone`] : []),
  ].join("");
}

/** What cannot be compared, and why. */
export function notComparableBlock(comparison: Comparison | undefined): (budget: number) => string {
  return (budget) => {
    const found = comparison?.notComparable ?? [];
    if (found.length === 0) return "";
    const open = `<details><summary>${formatCount(found.length, "difference")} underneath: not comparable</summary>\n\n`;
    const { text, rest } = takeRows(found, foundLine, budget - open.length - 200);
    return `${open}${text}${rest > 0 ? `- and ${rest} more\n` : ""}\n</details>`;
  };
}

function foundLine({ kind, message, cases }: NotComparable): string {
  return `- ${kind}: ${encodeMarkdown(cutLine(message, 300))} (${formatCount(cases.length, "case")})`;
}

function changeRow({ base, head, partition, file, test, reason = "" }: CaseChange): string {
  const cells = [
    base,
    `**${head}**`,
    encodeMarkdown(cutLine(partition, 100)),
    encodeMarkdown(cutLine(`${file} > ${test}`, 300)),
    encodeMarkdown(cutLine(reason, 300)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** As many of `items` as fit, and how many do not; only what is shown is rendered. */
function takeRows<T>(
  items: readonly T[],
  render: (item: T) => string,
  budget: number,
): { readonly text: string; readonly rest: number } {
  let text = "";
  for (const [index, item] of items.entries()) {
    const row = render(item);
    if (text.length + row.length + 1 > budget) return { text, rest: items.length - index };
    text += `${row}\n`;
  }
  return { text, rest: 0 };
}
