import { expect, test } from "vitest";
import type { Summary } from "../run/summary.ts";
import {
  checkedCase,
  labelCheck,
  retrievalCheck,
  structureCheck,
  toolCheck,
} from "../run/test-helpers/checked-case.ts";
import { summarizeEvents } from "../run/test-helpers/summarize-events.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderTerminal } from "./render-terminal.ts";

const steps = (...names: string[]): { name: string; status: "ok" | "error" }[] =>
  names.map((name) => ({ name: name.replace("!", ""), status: name.endsWith("!") ? "error" : "ok" }));
const hit = (tool: string) => toolCheck({ expected: tool, called: [tool], matched: true });
const missed = (tool: string, ...called: string[]) => toolCheck({ expected: tool, called });

function agentRun(): Summary {
  const available = ["search", "refund", "track", "voucher"];
  const trace = (...names: string[]) => ({ trace: { tools: [], steps: steps(...names), available } });
  return summarizeEvents([
    ...checkedCase("a", [hit("search"), labelCheck("question", "question")], trace("plan", "act", "answer")),
    ...checkedCase(
      "b",
      [missed("refund", "search"), labelCheck("change", "question")],
      trace("plan", "act!"),
    ),
    ...checkedCase("c", [missed("refund"), retrievalCheck({ recall: 0.5 })], trace("plan!")),
    ...checkedCase("d", [hit("refund"), retrievalCheck({ recall: 1 })], trace("plan", "act!")),
    ...checkedCase(
      "e",
      [
        hit("track"),
        structureCheck([
          ["lines[0].price", false],
          ["title", true],
        ]),
      ],
      trace("plan"),
    ),
  ]);
}

/** The tables of the terminal's text, without verdict, partitions and misses. */
function tablesOf(text: string): string {
  return text
    .split("\n\n")
    .filter((block) => /^(?:\[.*\] )?(?:Tools|Steps|Labels|Retrieval|Fields)/.test(block))
    .join("\n\n");
}

test("says of rows that they are left out only where they are: Markdown shows every tool", () => {
  const text = renderMarkdown(agentRun());

  expect(renderTerminal(agentRun())).toContain("2 more tools, called as expected in every case");
  expect(text).not.toContain("2 more tools");
  for (const tool of ["refund", "search", "track"]) expect(text).toContain(`| <code>${tool}</code> |`);
});

test("shows the tables that have something to say, each in a few lines", () => {
  expect(tablesOf(renderTerminal(agentRun()))).toMatchInlineSnapshot(`
    "Tools: expected in 5 cases
      expected  hit    rate  true rate (95 %)  otherwise called
      refund    1/3  33.3 %      6.1 - 79.2 %  search 1, nothing 1
      2 more tools, called as expected in every case
      no case expects: voucher

    Steps: 3 of 5 runs broke; last success down, first failure across
      after    plan  act
      (start)     1    -
      plan        -    2

    Labels: 1/2 = 50 % (9.5 - 90.5 %), F1 macro 0.33, micro 0.50
      class     cases  precision  recall    F1  taken for
      change        1          -       0     0  question 1
      question      1       0.50       1  0.67

    Retrieval: means, with their 95 % intervals
      partition     cases      recall@5   precision@5        nDCG@5           MRR           MAP
      distribution      2  0.75 (0 - 1)  0.75 (0 - 1)  0.75 (0 - 1)  0.75 (0 - 1)  0.75 (0 - 1)

    Fields: 1/2 right, 0.50 (0.05 - 0.95) per case
      field          right  rate  true rate (95 %)
      lines[].price    0/1   0 %         <= 79.3 %"
  `);
});

test("shows no table of a run in which all is well", () => {
  const summary = summarizeEvents(
    checkedCase(
      "a",
      [hit("search"), labelCheck("x", "x"), retrievalCheck({ recall: 1 }), structureCheck([["a", true]])],
      {
        trace: { tools: ["search"], steps: steps("plan", "answer"), available: ["search"] },
      },
    ),
  );

  expect(Object.keys(summary)).toEqual(
    expect.arrayContaining(["tools", "transitions", "classification", "retrieval", "structure"]),
  );
  expect(tablesOf(renderTerminal(summary))).toBe("");
});

test("says which tools no case expects, also where every expected tool was called", () => {
  const trace = { tools: [], steps: [], available: ["search", "voucher"] };

  const text = tablesOf(renderTerminal(summarizeEvents(checkedCase("a", [hit("search")], { trace }))));

  expect(text.trim()).toBe("Tools: expected in 1 case\n  no case expects: voucher");
});

test.each([40, 60, 80, 200])("keeps within %i columns", (width) => {
  const text = tablesOf(renderTerminal(agentRun(), { width }));

  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
});

test("shows a matrix that is too wide as a list", () => {
  const names = Array.from({ length: 12 }, (_, index) => `a step with a long name ${index}`);
  const events = names.flatMap((name, index) =>
    checkedCase(`c${index}`, [], { trace: { tools: [], steps: steps("plan", `${name}!`) } }),
  );

  const text = tablesOf(renderTerminal(summarizeEvents(events), { width: 80 }));

  expect(text).toContain("after  failed in");
  expect(text).toContain("and 4 more, all in summary.json");
});

test("shows eight rows at most and counts the others", () => {
  const events = Array.from({ length: 20 }, (_, index) =>
    checkedCase(`c${index}`, [missed(`tool-${index}`)]),
  ).flat();

  const text = tablesOf(renderTerminal(summarizeEvents(events)));

  expect(text.split("\n").filter((line) => /tool-\d/.test(line))).toHaveLength(8);
  expect(text).toContain("and 12 more, all in summary.json");
});

test("encodes the names of tools, labels, steps and fields for the terminal", () => {
  const evil = "\u001b[31mx";
  const summary = summarizeEvents(
    checkedCase("a", [missed(evil, evil + 2), labelCheck(evil, "y", evil), structureCheck([[evil, false]])], {
      trace: { tools: [], steps: steps(`${evil}!`), available: [`${evil}3`] },
    }),
  );

  expect(renderTerminal(summary)).not.toContain("\u001b");
  expect(tablesOf(renderTerminal(summary))).toContain("\\u{1b}[31mx3");
});

test("folds the tables of a step summary away, every row of them", () => {
  const text = renderMarkdown(agentRun());

  expect(text.match(/<details>/g)).toHaveLength(5);
  expect(text.match(/<\/details>/g)).toHaveLength(5);
  expect(text).toContain("| <code>track</code> | <code>1&#47;1</code> |");
});

test("lets no name out of its cell in Markdown", () => {
  const evil = "x|</details><img src=x>";
  const summary = summarizeEvents(
    checkedCase("a", [missed(evil)], {
      trace: { tools: [], steps: steps(`${evil}!`), available: [`${evil}2`] },
    }),
  );

  const text = renderMarkdown(summary);

  expect(text).not.toContain("<img");
  expect(text.match(/<\/details>/g)).toHaveLength(2);
});

test("leaves tables out of a Markdown text that has no room for them", () => {
  const text = renderMarkdown(agentRun(), { maxBytes: 2_000 });

  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_000);
  expect(text).not.toContain("<details>");
});

test("sets variants side by side, those tools first in which they differ most", () => {
  const variant = (name: string) => ({ partition: name, dimensions: { variant: name } });
  const summary = summarizeEvents([
    ...checkedCase("a", [missed("search")], variant("helpful")),
    ...checkedCase("b", [hit("track")], variant("helpful")),
    ...checkedCase("c", [hit("refund")], variant("helpful")),
    ...checkedCase("d", [missed("search")], variant("terse")),
    ...checkedCase("e", [missed("track")], variant("terse")),
    ...checkedCase("f", [hit("refund")], variant("terse")),
  ]);

  expect(tablesOf(renderTerminal(summary))).toMatchInlineSnapshot(`
    "Tools by variant: expected calls that were made
      expected  helpful  terse
      track         1/1    0/1
      search        0/1    0/1
      1 more tool without a miss"
  `);
  expect(renderMarkdown(summary)).toContain("&#91;terse&#93; Tools&#58; expected in 3 cases");
});
