import { expect, test } from "vitest";
import type { Summary } from "../run/summary.ts";
import { check, declare, end, ran, start } from "../run/test-helpers/scratch-run.ts";
import { summarizeEvents } from "../run/test-helpers/summarize-events.ts";
import { renderComment } from "./render-comment.ts";
import { renderMarkdown } from "./render-markdown.ts";

test("is a heading, a table of partitions, the reasons and a table of misses", () => {
  const summary = summarizeEvents([
    ...ran("g-1", "golden", "pass"),
    declare("d-1", "distribution"),
    start("d-1"),
    check("d-1", "fail", { subject: "tone", reason: "rude" }),
    end("d-1", "fail", { cause: "check" }),
    declare("d-2", "distribution", { excluded: "skipped" }),
  ]);

  expect(renderMarkdown(summary)).toMatchInlineSnapshot(`
    "## Assay: FAIL

    | partition | passed | rate | true rate (95 %) | verdict | needed | fail | inconclusive | error | not run | p50 | p95 |
    | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | <code>golden</code> | 1/1 | 100 % | &gt;= 5 % | **PASS** | 100 % | 0 | 0 | 0 | 0 | 10 ms | 10 ms |
    | <code>distribution</code> | 0/2 | 0 % | - | **FAIL** | 90 % | 1 | 0 | 0 | 1 | 10 ms | 10 ms |

    - fail: <code>distribution&#58; 0 of 2 passed&#44; 1 failed&#44; 1 without a verdict&#59; 90 &#37; must pass</code>
    - note: <code>no cases in regression&#44; adversarial</code>

    ### 1 miss

    | status | partition | case | why |
    | --- | --- | --- | --- |
    | fail | <code>distribution</code> | <code>src&#47;a&#46;eval&#46;test&#46;ts &#62; suite &#62; d&#45;1</code> | <code>toPassJudge &#40;tone&#41;&#58; rude</code> |

    - 1 case not run: <code>skipped</code>
    "
  `);
});

test("an outage is one row that names and counts whom it met, in the summary and in the comment", () => {
  const outage = { reason: "503 from the provider" } as const;
  const summary = summarizeEvents([
    ...Array.from({ length: 9 }, (_, index) => ran(`e-${index}`, "distribution", "error", outage)).flat(),
    ...["a", "b"].flatMap((id) => ran(id, "golden", "fail")),
  ]);
  const folded =
    "and 8 more cases for the same reason&#58; e&#45;1&#44; e&#45;2&#44; e&#45;3&#44; e&#45;4&#44; e&#45;5 &#46;&#46;&#46;";

  for (const [text, title] of [
    [renderMarkdown(summary), "### 11 misses"],
    [renderComment(summary), "<summary>11 misses"],
  ] as const) {
    expect(text).toContain(title);
    expect(text.split("\n").filter((line) => /^\| (?:fail|error) /.test(line))).toHaveLength(3);
    expect(text.split("503 from the provider")).toHaveLength(2);
    expect(text).toContain(folded);
    expect(text).not.toMatch(/and \d+ more of/);
  }
});

test("100,000 misses stay within the platform's limit, and those left out are counted (E6)", () => {
  const one = summarizeEvents(ran("a", "golden", "fail", { cause: "check", reason: "r".repeat(300) }));
  const [miss] = one.cases;
  const cases = Array.from({ length: 100_000 }, (_, index) => ({
    ...miss,
    id: `case-${index}`,
    test: `suite > case-${index}`,
  }));

  const text = renderMarkdown({ ...one, cases } as Summary);

  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000 * 1024);
  const shown = text.match(/^\| fail \|/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(500);
  expect(text).toContain(`and ${100_000 - shown} more of 100000`);
});

test("many reasons stay within the limit, too", () => {
  const one = summarizeEvents(ran("a", "golden", "pass"));
  const reason = { code: "file-failed", effect: "inconclusive", message: "<>|".repeat(5_000) } as const;

  const text = renderMarkdown({
    ...one,
    gate: { verdict: "inconclusive", reasons: Array.from({ length: 10_000 }, () => reason) },
  });

  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000 * 1024);
  expect(text).toContain("and 9950 more reasons");
});

test("nothing that names or reasons hold becomes Markdown", () => {
  const evil = "a | b `c` <img src=x> [l](http://x) ![](y) @team #1\n## h";
  const summary = summarizeEvents([
    declare("a", evil),
    start("a"),
    check("a", "fail", { reason: evil }),
    end("a", "fail", { cause: "check" }),
    ...ran(evil, "golden", "error", { reason: evil }),
    declare("c", "golden", { excluded: evil }),
  ]);

  const outside = renderMarkdown(summary).replace(/<code>(?:[\p{L}\p{N} ]|&#\d+;|<!---->)*<\/code>/gu, "");

  expect(outside).not.toMatch(/[`[\]@]|<img|http|#1/);
  expect(
    outside
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => line.split("|").length),
  ).toEqual([14, 14, 14, 14, 6, 6, 6, 6]);
});
