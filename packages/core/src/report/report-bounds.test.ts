import { expect, test } from "vitest";
import type { Summary } from "../run/summary.ts";
import { declare, end, ran, start } from "../run/test-helpers/scratch-run.ts";
import { summarizeEvents } from "../run/test-helpers/summarize-events.ts";
import { renderComment } from "./render-comment.ts";
import { renderCsv } from "./render-csv.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderTerminal } from "./render-terminal.ts";

function notRun(): Summary {
  return summarizeEvents(
    Array.from({ length: 60 }, (_, index) =>
      declare(`n-${index}`, "golden", { excluded: `reason ${index % 12}` }),
    ),
  );
}

test.each([
  ["comment", renderComment],
  ["step summary", renderMarkdown],
  ["terminal", renderTerminal],
])("the %s counts every case that did not run, however many reasons there are", (_, render) => {
  const counts = [...render(notRun()).matchAll(/(\d+) (?:more )?cases? not run/g)].map(([, count]) =>
    Number(count),
  );

  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
});

test("the title of the comment's misses counts them as well", () => {
  expect(renderComment(notRun())).toContain("<summary>0 misses, 60 not run</summary>");
});

// Each of these is written as 22 characters: &#92;u&#123;200d&#125;
const invisible = "\u200d".repeat(400);

test.each([[40], [3_000]])(
  "%i partitions, reasons and misses that no one sees stay within the limits",
  (count) => {
    const one = summarizeEvents([...ran("a", "golden", "fail"), declare("b", "golden", { excluded: "c" })]);
    const name = (index: number): string => `${invisible}${index}`;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const cases = numbers.flatMap((index) =>
      one.cases.map((each) => ({ ...each, id: name(index), test: name(index), reason: name(index % 9) })),
    );
    const summary = {
      ...one,
      cases,
      partitions: Object.fromEntries(numbers.map((index) => [name(index), one.partitions["golden"]])),
      gate: {
        verdict: "fail",
        reasons: numbers.map((index) => ({
          code: "file-failed",
          effect: "inconclusive",
          message: name(index).repeat(6),
        })),
      },
    } as unknown as Summary;

    const comment = renderComment(summary);
    const markdown = renderMarkdown(summary);

    expect(comment.length).toBeLessThanOrEqual(65_000);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(900 * 1024);
    for (const text of [comment, markdown]) {
      const partitions = text.split("\n").filter((line) => line.startsWith("| <code>")).length;
      const rest = Number(/and (\d+) more partitions?/.exec(text)?.[1] ?? 0);
      expect(partitions + rest).toBe(count);
    }
  },
);

test("a cell of the CSV says how long a text was that was cut", () => {
  const summary = summarizeEvents([
    declare("a", "golden"),
    start("a"),
    end("a", "fail", { output: { text: "the first", length: 20_000 } }),
  ]);

  expect(renderCsv(summary)).toContain("the first ... (20000 characters)");
});
