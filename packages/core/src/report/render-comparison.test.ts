import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { compareRuns } from "../run/compare/compare-runs.ts";
import { flipped, scored, side, sideCase } from "../run/compare/test-helpers/sides.ts";
import type { Comparison } from "../run/comparison.ts";
import { renderComparison } from "./render-comparison.ts";

function mixed(): Comparison {
  const golden = { partition: "golden" } as const;
  const { base, head } = flipped(5, 0, 50);
  return compareRuns(
    side(
      [
        ...base,
        ...scored([0.5, 0.6, 0.7]).map((one) => ({ ...one, id: `s ${one.id}`, test: `s ${one.id}` })),
        sideCase("pricing", "pass", golden),
        sideCase("refunds", "fail", golden),
        sideCase("tone", "pass", golden),
        sideCase("edited", "pass", { ...golden, fingerprint: "old" }),
        sideCase("gone", "pass", golden),
      ],
      { startedAt: "2026-11-09T02:46:12.123Z" },
    ),
    side([
      ...head,
      ...scored([0.5, 0.5, 0.7]).map((one) => ({ ...one, id: `s ${one.id}`, test: `s ${one.id}` })),
      sideCase("pricing", "fail", golden),
      sideCase("refunds", "pass", golden),
      sideCase("tone", "error", golden),
      sideCase("edited", "pass", { ...golden, fingerprint: "new" }),
      sideCase("new"),
    ]),
  );
}

test("tells of a run that is compared with itself that it is", () => {
  const run = side([sideCase("a", "pass", { partition: "golden" })]);

  expect(renderComparison(compareRuns(run, run))).toMatch(/^ {2}base \S+ \(the same run\)$/m);
});

test("shows the verdict, every row, the flips by name and what was left out", () => {
  expect(renderComparison(mixed())).toMatchInlineSnapshot(`
    "Assay  REGRESSION
      base 20261121T024612123Z-3f9a1c (12 days older)
      head 20261121T024612123Z-3f9a1c

                                    cases   base    head  flips  change          95 %      p  verdict
      distribution                     53  100 %  90.6 %  -5 +0    -9.4    -18.2 to 0  0.062  inconclusive
      golden                            2   50 %    50 %  -1 +1       0    -98 to +98      1  insufficient-data
      distribution, toScoreAtLeast      3   0.60    0.57           -3.3  -17.7 to +11      1  insufficient-data

      6 cases newly failing
        pass -> fail  distribution / case 0 (src/a.eval.test.ts > suite)
        pass -> fail  distribution / case 1 (src/a.eval.test.ts > suite)
        pass -> fail  distribution / case 2 (src/a.eval.test.ts > suite)
        pass -> fail  distribution / case 3 (src/a.eval.test.ts > suite)
        pass -> fail  distribution / case 4 (src/a.eval.test.ts > suite)
        pass -> fail  golden / pricing (src/a.eval.test.ts > suite)

      1 case newly passing
        fail -> pass  golden / refunds (src/a.eval.test.ts > suite)

      1 case without a verdict on one side
        pass -> error  golden / tone (src/a.eval.test.ts > suite)

      REGRESSION  golden: 1 case newly failing; none may
      OPEN  golden: 1 case that one side has no verdict for
      OPEN  golden: 1 case not comparable
      OPEN  golden: 1 case of the base gone: gone
      OPEN  distribution: 9.4 points down over 53 cases, which may be chance; about 105 would decide it
      not comparable  input or expected value changed: 1 case left out: edited
      added  1 case: new
      removed  1 case: gone
    "
  `);
});

test.each([40, 60, 80, 100])("fits %i columns, and never hides a case that newly fails", (width) => {
  const text = renderComparison(mixed(), { width, shown: 1 });

  const longest = Math.max(...text.split("\n").map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(Math.max(width, 60));
  expect(text.match(/pass -> fail/g)).toHaveLength(6);
});

test("colours only where asked, and the text stays the same", () => {
  const comparison = mixed();

  expect(renderComparison(comparison)).not.toContain("\u001b");
  expect(stripVTControlCharacters(renderComparison(comparison, { color: true }))).toBe(
    renderComparison(comparison),
  );
});

test("names and reasons from tests cannot act on the terminal or the CI", () => {
  const hostile = "\u001b[2J\n::error::x\u202e##[group]";
  const fields = { partition: hostile, file: hostile, test: hostile };

  const text = renderComparison(
    compareRuns(
      side([sideCase(hostile, "pass", fields), sideCase(`${hostile}2`)], { runId: hostile }),
      side([sideCase(hostile, "fail", fields), sideCase(`${hostile}3`)], { runId: hostile }),
    ),
  );

  expect(text).not.toContain("\u001b");
  expect(text).not.toMatch(/\u202e|^\s*::|##\[/m);
});

test("the same comparison gives the same text", () => {
  expect(renderComparison(mixed())).toBe(renderComparison(structuredClone(mixed())));
});

test("says what a regression rests on: one that may not fail, or more than chance", () => {
  const golden = { partition: "golden" } as const;
  const { base, head } = flipped(20, 0, 50);
  const text = renderComparison(
    compareRuns(
      side([...base, sideCase("pricing", "pass", golden)]),
      side([...head, sideCase("pricing", "fail", golden)]),
    ),
  );

  expect(text).toContain("  REGRESSION  golden: 1 case newly failing; none may\n");
  expect(text).toContain("  REGRESSION  distribution: 40 points down over 50 cases, more than chance\n");
});

test("a long place never cuts the id of a case that newly fails", () => {
  const long = { test: `${"a suite with a long name ".repeat(4)} > pricing-of-a-yearly-plan` };
  const id = "pricing-of-a-yearly-plan";
  const comparison = compareRuns(side([sideCase(id, "pass", long)]), side([sideCase(id, "fail", long)]));

  for (const width of [40, 60, 80, 120]) {
    const text = renderComparison(comparison, { width });
    expect(text.replace(/\s+/g, "")).toContain(`distribution/${id}`);
  }
});
