import { expect, test } from "vitest";
import type { CaseChange, Comparison } from "../run/comparison.ts";
import type { PartitionSummary, Summary, SummaryCase } from "../run/summary.ts";
import { check, declare, end, ran, start } from "../run/test-helpers/scratch-run.ts";
import { summarizeEvents } from "../run/test-helpers/summarize-events.ts";
import { renderAnnotations } from "./render-annotations.ts";
import { renderCodeQuality } from "./render-code-quality.ts";
import { renderComment } from "./render-comment.ts";
import { renderCsv } from "./render-csv.ts";
import { renderJunit } from "./render-junit.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderMetrics } from "./render-metrics.ts";
import { renderTerminal } from "./render-terminal.ts";
import { renderVitestJson } from "./render-vitest-json.ts";
import { hostileComparison } from "./test-helpers/hostile-run.ts";

const events = [
  ...ran("g-1", "golden", "pass"),
  declare("d-1", "distribution", { dimensions: { persona: "new user" }, tags: ["billing"] }),
  start("d-1"),
  check("d-1", "fail", {
    subject: "tone",
    score: 0.25,
    reason: "rude",
    location: { file: "src/a.eval.test.ts", line: 12, column: 3 },
  }),
  end("d-1", "fail", { cause: "check", output: { text: "No.", length: 3 } }),
  ...ran("d-2", "distribution", "error", {
    cause: "errored-output",
    reason: "429",
    location: { file: "src/call.ts", line: 5, column: 1 },
  }),
  declare("d-3", "distribution", { excluded: "skipped" }),
];

test("JUnit maps the five statuses, and the gate is a suite of its own", () => {
  const junit = renderJunit(summarizeEvents(events));

  expect(junit).toContain('<testsuites name="assay" tests="7" failures="3" errors="1" skipped="1"');
  expect(junit).toMatch(/name="suite &#62; g-1" time="0.010" file="src\/a.eval.test.ts">/);
  expect(junit).toMatch(/name="suite &#62; d-1" time="0.010" file="src\/a.eval.test.ts" line="12">/);
  expect(junit).toContain('<failure message="toPassJudge (tone): rude" type="check">');
  expect(junit).toMatch(
    /name="suite &#62; d-2" [^>]*file="src\/call.ts" line="5">[^]*?<error message="[^"]*429"/,
  );
  expect(junit).toContain('<skipped message="skipped"/>');
  expect(junit).toContain('<property name="score.toPassJudge (tone)" value="0.25"/>');
  expect(junit).toContain('<property name="dimension.persona" value="new user"/>');
  expect(junit).toMatch(/name="partition distribution"[^]*?<failure [^>]*type="gate-fail"\/>/);
});

test("the JSON has the counts and fields of Vitest's, and scores as vitest-evals reads them", () => {
  const json = JSON.parse(renderVitestJson(summarizeEvents(events), { root: "/app" }));

  expect(json).toMatchObject({
    numTotalTests: 4,
    numPassedTests: 1,
    numFailedTests: 2,
    numPendingTests: 1,
    success: false,
  });
  const [file] = json.testResults;
  expect(file).toMatchObject({ name: "/app/src/a.eval.test.ts", status: "failed" });
  const missed = file.assertionResults.find(({ title }: { title: string }) => title === "d-1");
  expect(missed).toMatchObject({
    ancestorTitles: ["suite"],
    fullName: "suite d-1",
    status: "failed",
    failureMessages: ["toPassJudge (tone): rude"],
    location: { line: 12, column: 3 },
    tags: ["billing"],
  });
  expect(missed.meta.eval).toEqual({
    scores: [{ name: "toPassJudge: tone", score: 0.25, metadata: { outcome: "fail", rationale: "rude" } }],
    avgScore: 0.25,
    output: "No.",
    thresholdFailed: true,
  });
  expect(missed.meta.assay).toMatchObject({ case: "d-1", partition: "distribution", status: "fail" });
});

test("runs of Vitest and of Jest differ in runner, id and time only", () => {
  const renderers = [
    renderJunit,
    renderVitestJson,
    renderAnnotations,
    renderCodeQuality,
    renderMetrics,
    renderCsv,
  ];
  const vitest = summarizeEvents(events);
  const jest: Summary = { ...vitest, runner: { name: "jest", version: "30.0.0" } };

  for (const render of renderers) {
    expect(render(jest).replaceAll("jest 30.0.0", "vitest 4.1.12")).toBe(render(vitest));
  }
});

test("annotations: what counts comes first and is an error, what is tolerated a warning", () => {
  const tolerant = Array.from({ length: 19 }, (_, index) => ran(`a-${index}`, "adversarial", "pass")).flat();
  const summary = summarizeEvents([...tolerant, ...ran("a-miss", "adversarial", "fail"), ...events]);

  const lines = renderAnnotations(summary, { directory: "packages/app" }).trimEnd().split("\n");
  expect(lines.map((line) => /^::\w+/.exec(line)?.[0])).toEqual(["::error", "::error", "::warning"]);
  expect(lines[0]).toBe(
    "::error file=packages/app/src/a.eval.test.ts,line=12,col=3,title=distribution / d-1%3A fail::toPassJudge (tone): rude",
  );
});

test("at most 50 annotations, and the last one counts the rest", () => {
  const many = Array.from({ length: 80 }, (_, index) => ran(`g-${index}`, "golden", "fail")).flat();

  const lines = renderAnnotations(summarizeEvents(many)).trimEnd().split("\n");
  expect(lines).toHaveLength(50);
  expect(lines.at(-1)).toBe("::notice title=Assay::31 more misses");
});

test("sums are written without what adding up left behind, data as it is", () => {
  const summary = summarizeEvents(ran("d-1", "distribution", "pass"));
  const [one] = summary.cases as [SummaryCase];
  const costUsd = 0.1 + 0.2;
  const cases = [{ ...one, costUsd, durationMs: 0.7 + 0.1, dimensions: { weight: 0.1 + 0.2 } }];
  const row = summary.partitions["distribution"] as PartitionSummary;
  const priced = { ...summary, cases, partitions: { distribution: { ...row, costUsd } } };

  expect(renderCsv(priced)).toContain(",0.8,0.3,");
  expect(renderCsv(priced)).toContain(",0.30000000000000004\r\n");
  expect(renderJunit(priced).match(/"costUsd" value="(.*?)"/g)).toEqual([
    '"costUsd" value="0.3"',
    '"costUsd" value="0.3"',
  ]);
  expect(renderMetrics(priced)).toContain('assay_cost_usd{partition="distribution"} 0.3\n');
});

test("what the runner annotates itself is left to it, and is not counted either", () => {
  const many = Array.from({ length: 80 }, (_, index) => ran(`g-${index}`, "golden", "fail")).flat();
  const isAnnotated = ({ test: name }: { readonly test?: string }): boolean =>
    name !== undefined && !name.endsWith("> g-7");

  const text = renderAnnotations(summarizeEvents(many), { isAnnotated });

  expect(text.trimEnd().split("\n")).toEqual([expect.stringContaining("title=golden / g-7%3A fail::")]);
});

test("a finding's fingerprint depends on the case alone", () => {
  const findings = JSON.parse(renderCodeQuality(summarizeEvents(events)));
  const again = JSON.parse(
    renderCodeQuality(
      summarizeEvents(ran("d-1", "distribution", "fail", { cause: "check", reason: "other" })),
    ),
  );

  expect(findings).toMatchObject([
    {
      check_name: "assay-fail",
      severity: "critical",
      location: { path: "src/a.eval.test.ts", lines: { begin: 12 } },
    },
    { check_name: "assay-error", severity: "major" },
  ]);
  expect(findings[0].fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(findings[0].fingerprint).not.toBe(findings[1].fingerprint);
  expect(again[0].fingerprint).toBe(findings[0].fingerprint);
});

test("metrics have the counts of the summary", () => {
  const metrics = renderMetrics(summarizeEvents(events));

  expect(metrics).toContain("assay_gate_passed 0\n");
  expect(metrics).toContain('assay_pass_rate{partition="golden"} 1\n');
  expect(metrics).toContain('assay_cases{partition="distribution",status="error"} 1\n');
  expect(metrics).toContain('assay_cases{partition="distribution",status="not-run"} 1\n');
});

test("a CSV has a row per case and a column per dimension", () => {
  const [head = "", ...rows] = renderCsv(summarizeEvents(events)).trimEnd().split("\r\n");

  expect(head.split(",").at(-1)).toBe("dimension persona");
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/^d-1,distribution,fail,toPassJudge \(tone\): rude,.*,new user$/);
});

function compared(change: Partial<Comparison>): Comparison {
  const row = { cases: 3, base: 1, head: 0.25, difference: -0.75, p: 0.25, method: "McNemar" };
  return {
    ...hostileComparison("base"),
    newlyFailing: [],
    newlyPassing: [],
    otherChanges: [],
    notComparable: [],
    partitions: {
      distribution: {
        ...row,
        interval: { low: -0.9, high: -0.1, level: 0.95, method: "newcombe" },
        verdict: "inconclusive",
        needed: 40,
        newlyFailing: 1,
        newlyPassing: 0,
        undecided: 0,
        notComparable: 0,
      },
    },
    ...change,
  } as unknown as Comparison;
}

test("the comment has the partitions against the base, flips by name, cost and the command", () => {
  const summary = summarizeEvents(events);
  const change = {
    ...(summary.cases.find(({ id }) => id === "d-1") as SummaryCase),
    base: "pass",
    head: "fail",
  };

  const text = renderComment(summary, compared({ newlyFailing: [change as unknown as CaseChange] }));
  expect(text.split("\n").slice(0, 2)).toEqual(["<!-- assay-report -->", "## Assay: FAIL"]);
  expect(text).toMatch(
    /\| <code>distribution<\/code> \| 0\/3 \| 0 % \| - \| 90 % \| \*\*FAIL\*\* \| 100 % \| -75 \(-90 to -10\) \| inconclusive \(p = 0.250, 40 cases would decide\) \|/,
  );
  expect(text).toMatch(/\| <code>golden<\/code> \|.*\| - \| - \| new \|/);
  expect(text).toContain(
    "<details open><summary>1 newly failing, 0 newly passing; 1 case new; 1 case gone</summary>",
  );
  expect(text).toContain("<summary>2 misses, 1 not run</summary>");
  expect(text).toContain("npx vitest run");
  expect(text).toContain("4 cases");
});

test("the comment says where in the repository its command runs", () => {
  const summary = summarizeEvents(events);

  expect(renderComment(summary)).toMatch(/^Run <code>\S+<\/code> again:$/m);
  expect(renderComment(summary, undefined, { directory: "packages/app" })).toMatch(
    /^Run <code>\S+<\/code> again, in <code>packages&#47;app<\/code>:$/m,
  );
});

test("the comment claims no rate and no change of a partition that the base has no case of", () => {
  const none = { base: 0, head: 0, difference: 0, interval: { low: -1, high: 1 }, p: 1, method: "mcnemar" };
  const counts = { newlyFailing: 0, newlyPassing: 0, undecided: 0, notComparable: 0 };
  const partition = (more: object): object => ({ ...none, ...counts, verdict: "insufficient-data", ...more });
  const of = (golden: object): string =>
    renderComment(summarizeEvents(events), compared({ partitions: { golden } as Comparison["partitions"] }));

  expect(of(partition({ cases: 0 }))).toMatch(/<code>golden<\/code> \|.*\| - \| - \| new \|/);
  expect(of(partition({ cases: 0, undecided: 1 }))).toMatch(
    /<code>golden<\/code> \|.*\| - \| - \| nothing to compare \|/,
  );
  expect(of(partition({ cases: 1, base: 1, needed: 13_082 }))).toMatch(
    /<code>golden<\/code> \|.*\| 100 % \| 0 \(-100 to \+100\) \| too few pairs: 1 \|/,
  );
});

test("the comment tells of new and gone cases where none flipped", () => {
  const text = renderComment(summarizeEvents(events), compared({ added: ["a", "b"], removed: [] }));
  expect(text).toContain("No case changed since the base; 2 cases new.");
});

test("every report says the same of the true rate: the exact claim where all passed", () => {
  const passed = summarizeEvents(ran("g-1", "golden", "pass"));
  // Clopper-Pearson, one-sided: 0.05 ** (1 / 1).
  expect(renderComment(passed)).toContain("| &gt;= 5 % |");
  expect(renderMarkdown(passed)).toContain("| &gt;= 5 % |");
  expect(renderTerminal(passed)).toContain("true rate >= 5 % at 95 %");
});

test.each([0, 1])(
  "100,000 misses and flips stay within the limit, and those left out are counted",
  (changed) => {
    const one = summarizeEvents(ran("a", "golden", "fail", { cause: "check", reason: "@".repeat(500) }));
    const cases = Array.from({ length: 100_000 }, (_, index) => ({
      ...(one.cases[0] as SummaryCase),
      id: `case-${index}`,
      test: `suite > case-${index}`,
    }));
    const changes = cases.map((each) => ({ ...each, base: "pass", head: "fail" }) as unknown as CaseChange);

    const text = renderComment(
      { ...one, cases },
      changed === 0 ? undefined : compared({ newlyFailing: changes }),
    );
    expect(text.length).toBeLessThanOrEqual(65_000);
    const [shownMisses, shownFlips] = [/^\| fail \|/gm, /^\| pass \|/gm].map(
      (row) => text.match(row)?.length ?? 0,
    );
    expect(shownMisses).toBeGreaterThan(3);
    expect(text).toContain(`and ${100_000 - (shownMisses ?? 0)} more of 100000`);
    if (changed === 1) expect(text).toContain(`and ${100_000 - (shownFlips ?? 0)} more changes`);
  },
);

test("many partitions, reasons and differences underneath stay within the limit, too", () => {
  const one = summarizeEvents(ran("a", "golden", "fail"));
  const name = (index: number): string => `${"<@".repeat(200)}${index}`;
  const row = one.partitions["golden"];
  const summary = {
    ...one,
    partitions: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [name(index), row])),
    gate: {
      verdict: "fail",
      reasons: Array.from({ length: 500 }, (_, index) => ({
        code: "file-failed",
        effect: "inconclusive",
        message: name(index),
      })),
    },
  } as unknown as Summary;
  const notComparable = Array.from({ length: 500 }, (_, index) => ({
    kind: "row" as const,
    message: name(index),
    cases: ["a"],
  }));

  expect(renderComment(summary, compared({ notComparable })).length).toBeLessThanOrEqual(65_000);
});
