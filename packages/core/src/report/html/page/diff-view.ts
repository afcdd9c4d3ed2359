import { diffLines, diffWordsWithSpace, type ChangeObject } from "diff";
import type { PageText } from "../page-data.ts";
import { h } from "./dom.ts";
import { readable } from "./text-block.ts";

/** What the output has that the expected value has not, and the other way round; nothing where they are the same. */
export function diffView(
  expected: PageText | undefined,
  output: PageText | undefined,
): HTMLElement | undefined {
  if (expected === undefined || output === undefined || expected.text === output.text) return undefined;
  if (expected.text === "" || output.text === "") return undefined;
  const [from, to] = [readable(expected), readable(output)];
  const changes = compare(from, to);
  const isAlike = changes?.some(({ added, removed, value }) => !added && !removed && /\w/.test(value));
  if (changes === undefined || isAlike !== true) return undefined;
  return h(
    "div",
    { class: "text" },
    h("h3", {}, "Difference"),
    h(
      "pre",
      { class: "diff", tabindex: 0, "aria-label": "Difference: expected against output" },
      changes.map(part),
    ),
    h("p", { class: "quiet" }, h("del", {}, "expected only"), " ", h("ins", {}, "output only")),
  );
}

/** Words; lines where words would take too long. */
function compare(from: string, to: string): ChangeObject<string>[] | undefined {
  const words = from.length + to.length < 20_000 ? diffWordsWithSpace(from, to, { timeout: 300 }) : undefined;
  return words ?? diffLines(from, to, { timeout: 300 });
}

function part({ added, removed, value }: ChangeObject<string>): HTMLElement | string {
  if (added) return h("ins", {}, value);
  return removed ? h("del", {}, value) : value;
}
