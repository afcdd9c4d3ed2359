import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { JournalEvent } from "../run/journal-line.ts";
import type { Summary } from "../run/summary.ts";
import { check, declare, end, ran, start } from "../run/test-helpers/scratch-run.ts";
import { summarizeEvents } from "../run/test-helpers/summarize-events.ts";
import { renderTerminal } from "./render-terminal.ts";

function many(
  count: number,
  partition: string,
  status: "pass" | "fail",
  prefix: string,
  durationMs = 10,
): JournalEvent[] {
  return Array.from({ length: count }, (_, index) =>
    ran(`${prefix}-${index}`, partition, status, { durationMs }),
  ).flat();
}

function mixed(): Summary {
  return summarizeEvents([
    ...many(50, "golden", "pass", "g", 1_200),
    ...many(19, "adversarial", "pass", "a"),
    declare("a-19", "adversarial"),
    start("a-19"),
    check("a-19", "fail", {
      subject: "resolves-the-question",
      reason: "The reply states $20, the passage says $25.",
    }),
    end("a-19", "fail", { cause: "check", reason: "expect(received)..." }),
    ...ran("d-1", "distribution", "pass"),
    ...ran("d-2", "distribution", "error", { cause: "no-verdict", reason: "429 from the provider" }),
    ...ran("d-3", "distribution", "fail", {
      cause: "errored-output",
      reason: "TypeError: x is not a function",
    }),
    declare("d-4", "distribution", { excluded: "skipped" }),
    ...many(3, "regression", "pass", "r"),
  ]);
}

test("says the verdict, one line per partition, and the misses, worst first", () => {
  expect(renderTerminal(mixed())).toMatchInlineSnapshot(`
    "Assay  FAIL  77 cases, vitest 4.1.12

      partition     passed   rate                                     verdict  needed         fail  error  not run
      golden         50/50  100 %  (true rate >= 94.2 % at 95 %)      PASS      100 %            0      0        0
      regression       3/3  100 %  (true rate >= 36.8 % at 95 %)      PASS      100 %            0      0        0
      adversarial    19/20   95 %  (true rate 76.4 - 99.1 % at 95 %)  PASS       95 %            1      0        0
      distribution     1/4   25 %  (true rate not known)              FAIL       90 %  1 (1 threw)      1        1

      ERRORED OUTPUT  distribution / d-3 (src/a.eval.test.ts > suite)
        the application threw: TypeError: x is not a function
      FAIL  adversarial / a-19 (src/a.eval.test.ts > suite)
        toPassJudge (resolves-the-question): The reply states $20, the passage says $25.
      ERROR  distribution / d-2 (src/a.eval.test.ts > suite)
        429 from the provider
      1 case not run: skipped
    "
  `);
});

test("prints notes of the caller last, as the gate's own, and encoded", () => {
  const text = renderTerminal(summarizeEvents(many(3, "golden", "pass", "g")), {
    notes: ["check\u001b[2J it again"],
  });

  expect(text).toMatch(/\n  note  check.*it again\n$/);
  expect(text).not.toContain("\u001b");
});

test("a run in which all is well is a few lines", () => {
  const summary = summarizeEvents([
    ...many(50, "golden", "pass", "g"),
    ...many(3, "regression", "pass", "r"),
    ...many(4, "adversarial", "pass", "a"),
    ...many(9, "distribution", "pass", "d"),
  ]);

  expect(renderTerminal(summary)).toMatchInlineSnapshot(`
    "Assay  PASS  66 cases, vitest 4.1.12

      partition     passed   rate                                 verdict  needed    p50    p95
      golden         50/50  100 %  (true rate >= 94.2 % at 95 %)  PASS      100 %  10 ms  10 ms
      regression       3/3  100 %  (true rate >= 36.8 % at 95 %)  PASS      100 %  10 ms  10 ms
      adversarial      4/4  100 %  (true rate >= 47.3 % at 95 %)  PASS       95 %  10 ms  10 ms
      distribution     9/9  100 %  (true rate >= 71.7 % at 95 %)  PASS       90 %  10 ms  10 ms
    "
  `);
});

test.each([200, 120, 100, 80, 60, 40])(
  "fits into %d columns, and never hides a count that matters",
  (width) => {
    const lines = renderTerminal(mixed(), { width }).split("\n");
    const table = lines
      .filter((line) => /golden|adversarial|distribution|regression|partition/.test(line))
      .slice(0, 5);

    expect(
      Math.max(...lines.filter((line) => !table.includes(line)).map((line) => line.length)),
    ).toBeLessThanOrEqual(width);
    expect(table.join("\n")).toMatch(/fail.*error.*not run/);
    expect(lines.join("\n")).toContain("FAIL");
  },
);

test("the true rate stays where the threshold, which the reader configured, gives way", () => {
  const table = renderTerminal(mixed(), { width: 88 }).split("\n").slice(2, 7).join("\n");

  expect(table).toMatchInlineSnapshot(`
    "  partition     passed   rate  true rate (95 %)  verdict         fail  error  not run
      golden         50/50  100 %         >= 94.2 %  PASS               0      0        0
      regression       3/3  100 %         >= 36.8 %  PASS               0      0        0
      adversarial    19/20   95 %     76.4 - 99.1 %  PASS               1      0        0
      distribution     1/4   25 %                 -  FAIL     1 (1 threw)      1        1"
  `);
});

test("says once that cases did not run", () => {
  const reason = "Not run: the run was stopped. The key was refused";
  const text = renderTerminal(
    summarizeEvents([declare("a", "golden"), start("a"), end("a", "not-run", { reason })]),
  );

  expect(text).toContain("  1 case not run: the run was stopped. The key was refused\n");
});

test("earlier runs give way before the latencies", () => {
  const summary = summarizeEvents([
    ...many(50, "golden", "pass", "g"),
    ...many(9, "distribution", "pass", "d"),
  ]);
  const history = { golden: [1, 1], distribution: [1, 1] };

  const head = (width: number): string => renderTerminal(summary, { width, history }).split("\n")[2] ?? "";

  expect(head(120)).toMatch(/p50 +p95 +history$/);
  expect(head(95)).toMatch(/p50 +p95$/);
  expect(head(80)).toMatch(/needed$/);
});

test("colours change nothing but colours", () => {
  const summary = mixed();

  const colored = renderTerminal(summary, { color: true });

  expect(colored).toContain("\u001b[31m");
  expect(stripVTControlCharacters(colored)).toBe(renderTerminal(summary));
  expect(renderTerminal(summary)).not.toContain("\u001b");
});

test("shows the first misses and counts the rest", () => {
  const text = renderTerminal(summarizeEvents(many(25, "golden", "fail", "g")), {
    summaryFile: ".assay/runs/1/summary.json",
  });

  expect(text.match(/FAIL {2}golden \//g)).toHaveLength(10);
  expect(text).toContain("and 15 more, all in .assay/runs/1/summary.json");
});

test("says an outage once, names and counts whom it met, and hides no failure behind it", () => {
  const down = { cause: "no-verdict" as const, reason: "503 from the provider" };
  const threw = { cause: "errored-output" as const, reason: "Error: ECONNREFUSED" };
  const summary = summarizeEvents([
    ...Array.from({ length: 25 }, (_, index) => ran(`e-${index}`, "adversarial", "error", down)).flat(),
    ...ran("e-25", "adversarial", "error", { ...down, reason: "401 from the provider" }),
    ...ran("t-0", "distribution", "fail", threw),
    ...ran("t-1", "distribution", "fail", threw),
    ...many(2, "golden", "fail", "g"),
  ]);
  const text = renderTerminal(summary, { misses: 5 });

  expect(text.slice(text.indexOf("  FAIL  golden / g-0"), text.indexOf("  note"))).toMatchInlineSnapshot(`
    "  FAIL  golden / g-0 (src/a.eval.test.ts > suite)
        fail
      FAIL  golden / g-1 (src/a.eval.test.ts > suite)
        fail
      ERRORED OUTPUT  distribution / t-0 (src/a.eval.test.ts > suite)
        the application threw: Error: ECONNREFUSED
        and 1 more case for the same reason: t-1
      ERROR  adversarial / e-0 (src/a.eval.test.ts > suite)
        503 from the provider
        and 24 more cases for the same reason: e-1, e-10, e-11, e-12, e-13 ...
      ERROR  adversarial / e-25 (src/a.eval.test.ts > suite)
        401 from the provider

    "
  `);
});

test("says what keeps a run from passing although its cases passed", () => {
  const summary = summarizeEvents(ran("a", "golden", "pass"), {
    interrupted: true,
    failedFiles: [{ file: "src/b.eval.test.ts", reason: "SyntaxError: Unexpected token" }],
  });

  expect(renderTerminal(summary)).toMatchInlineSnapshot(`
    "Assay  INCONCLUSIVE  1 case, vitest 4.1.12

      partition  passed   rate                              verdict  needed    p50    p95
      golden        1/1  100 %  (true rate >= 5 % at 95 %)  PASS      100 %  10 ms  10 ms

      INCONCLUSIVE  the run was interrupted
      INCONCLUSIVE  src/b.eval.test.ts did not run to its end: SyntaxError: Unexpected token
      note  no cases in regression, adversarial, distribution
    "
  `);
});

test("what fails the gate stands before what keeps it undecided, before notes", () => {
  const { gate, ...rest } = mixed();
  const reasons = (["note", "inconclusive", "fail", "inconclusive"] as const).map((effect, index) => ({
    code: "interrupted" as const,
    effect,
    message: `reason ${index}`,
  }));
  const text = renderTerminal({ ...rest, gate: { ...gate, reasons } });

  expect([...text.matchAll(/reason (\d)/g)].map(([, index]) => index)).toEqual(["2", "1", "3", "0"]);
});

test("a run without cases says so", () => {
  expect(renderTerminal(summarizeEvents([]))).toMatchInlineSnapshot(`
    "Assay  INCONCLUSIVE  0 cases, vitest 4.1.12

      INCONCLUSIVE  no case was declared: nothing was evaluated
    "
  `);
});

test("names what was recovered and what was executed again", () => {
  const summary = summarizeEvents([
    declare("a", "golden"),
    start("a"),
    end("a", "error"),
    start("a", { attempt: 1 }),
    end("a", "pass", { attempt: 1 }),
  ]);

  const text = renderTerminal(summary);
  expect(text).toContain("1 recovered after a retry: a");
  expect(text).toMatch(/rate {2}first attempt/);
  expect(text).toMatch(/1\/1 {2}100 % {12}0 % /);
});

test("names from tests and data reach the terminal encoded, wherever a line is wrapped", () => {
  const evil = `${"x ".repeat(40)}::error::pwned ##[group]y \u001b[2J\r::add-mask::e`.repeat(3);
  const summary = summarizeEvents(
    [
      declare("a", evil),
      start("a"),
      check("a", "fail", { name: evil, subject: evil, reason: evil }),
      end("a", "fail", { cause: "check", reason: evil }),
      ...ran(evil, "golden", "error", { reason: evil }),
      declare("c", "golden", { excluded: evil }),
    ],
    { failedFiles: [{ file: evil, reason: evil }], unhandledErrors: [evil] },
  );

  for (let width = 40; width < 140; width++) {
    const lines = renderTerminal(summary, { width }).split("\n");
    expect(lines.filter((line) => line.trimStart().startsWith("::") || line.includes("##["))).toEqual([]);
    // oxlint-disable-next-line no-control-regex
    expect(lines.join("")).not.toMatch(/[\u0000-\u001f]/);
  }
});

test("the same summary gives the same text", () => {
  const summary = mixed();

  expect(renderTerminal(JSON.parse(JSON.stringify(summary)) as Summary)).toBe(renderTerminal(summary));
});

test("says what the judges cost, if they cost anything", () => {
  const { partitions, ...rest } = mixed();
  const priced = (costUsd: number): Summary => ({
    ...rest,
    partitions: { ...partitions, golden: { ...partitions["golden"], costUsd } as never },
  });

  expect(renderTerminal(priced(0.42)).split("\n")[0]).toBe(
    "Assay  FAIL  77 cases, vitest 4.1.12, judges $0.42",
  );
  expect(renderTerminal(priced(0)).split("\n")[0]).toBe("Assay  FAIL  77 cases, vitest 4.1.12");
});

test.each([40, 80, 200])("at %i columns a long place leaves the id of a miss whole", (width) => {
  const id = "refund-of-a-yearly-plan";
  const file = "packages/application/src/evaluations/support.eval.test.ts";
  const missed = ran(id, "golden", "fail", { cause: "check", reason: "no" });
  const summary = summarizeEvents(missed.map((event) => ({ ...event, file })));

  const lines = renderTerminal(summary, { width }).split("\n");

  const first = lines.findIndex((line) => line.startsWith("  FAIL  golden / "));
  expect(
    lines
      .slice(first, first + 2)
      .join("")
      .replace(/\s/g, ""),
  ).toContain(`golden/${id}`);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
});

const narrowed = { filter: { testNamePattern: "a" } };

test("a part in which nothing went wrong is headed as one for a runner, and undecided for the gate", () => {
  const events = [...ran("a", "golden", "pass"), declare("b", "golden", { excluded: "does not match a" })];
  const summary = summarizeEvents(events, {}, narrowed);

  expect(renderTerminal(summary)).toMatch(/^Assay {2}INCONCLUSIVE {2}2 cases, vitest/);
  const text = renderTerminal(summary, { partial: true });
  expect(text).toMatch(/^Assay {2}PARTIAL RUN {2}1 case ran, none missed, 1 did not run, vitest/);
  expect(text).toContain('  PARTIAL  only tests that match "a" ran');
  expect(text.split("\n\n").at(-1)).not.toContain("INCONCLUSIVE");
});

test("a part in which no case ran claims nothing of them", () => {
  const summary = summarizeEvents([declare("b", "golden", { excluded: "does not match a" })], {}, narrowed);

  expect(renderTerminal(summary, { partial: true })).toMatch(
    /^Assay {2}PARTIAL RUN {2}0 cases ran, 1 did not run, vitest/,
  );
});

test.each(["fail", "error"] as const)("a part with a case that is a %s keeps its verdict", (status) => {
  const verdict = status === "fail" ? "FAIL" : "INCONCLUSIVE";
  const summary = summarizeEvents(
    [...ran("a", "golden", status, { cause: "no-verdict", reason: "no" })],
    {},
    narrowed,
  );

  expect(renderTerminal(summary, { partial: true })).toMatch(new RegExp(`^Assay {2}${verdict} {2}1 case,`));
});
