import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunHandle } from "../create-run.ts";
import { exitCodeOf } from "../exit-code.ts";
import { finishRun } from "../finish-run.ts";
import { mustFail } from "../must-fail.ts";
import { defaultSettings, type GateSettings } from "../run-settings.ts";
import { summarizeRun } from "../summarize-run.ts";
import type { Summary } from "../summary.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchDirectory,
  scratchRun,
  start,
  writeJournal,
} from "../test-helpers/scratch-run.ts";
import { writeBaseline } from "./write-baseline.ts";

type Statuses = readonly ("pass" | "fail" | "error")[];

const tolerant = { passRate: 0.1 };

/** A project with a baseline of these cases, and then a run of those. */
function project(
  before: Statuses | undefined,
  after: Statuses,
  {
    gate,
    partition = "distribution",
    advisory,
    ...options
  }: { gate: GateSettings; advisory?: boolean; partition?: string | ((index: number) => string) } & Partial<
    Parameters<typeof scratchRun>[0]
  >,
): { readonly run: RunHandle; readonly summary: Summary } {
  const root = scratchDirectory();
  const settings = {
    ...defaultSettings,
    gate,
    partitions: {
      distribution: { ...tolerant, ...(advisory !== undefined && { advisory }) },
      golden: { passRate: 1 },
    },
  };
  const record = (statuses: Statuses, fields: typeof options): RunHandle => {
    const run = scratchRun({ root, settings, ...fields });
    writeJournal(
      run,
      statuses.flatMap((status, index) =>
        ran(`case ${index}`, typeof partition === "string" ? partition : partition(index), status),
      ),
    );
    finishRun(run, cleanFacts);
    return run;
  };
  if (before !== undefined)
    writeBaseline(record(before, {}).directory, join(root, gate.baseline ?? "assay.baseline.json"), {
      force: true,
    });
  const run = record(after, options);
  return { run, summary: summarizeRun(run.directory) };
}

const all = (status: "pass" | "fail", count: number): Statuses => Array.from({ length: count }, () => status);
const dropped: Statuses = [...all("fail", 9), ...all("pass", 41)];

test("block fails the gate, and names the cases that newly fail", () => {
  const { summary } = project(all("pass", 50), dropped, { gate: { regression: "block" } });

  expect(summary.gate.verdict).toBe("fail");
  expect(summary.gate.reasons).toContainEqual({
    code: "regression",
    effect: "fail",
    message: expect.stringMatching(
      /^newly failing since the baseline: distribution \/ case 0, .*case 8$/,
    ) as string,
  });
  expect(summary.gate.reasons.map(({ message }) => message)).toContain(
    "distribution: 18 points below the baseline over 50 cases",
  );
});

test("a golden case that newly fails blocks, and one that is tolerated is a note beside it", () => {
  const { summary } = project(all("pass", 50), [...all("fail", 2), ...all("pass", 48)], {
    gate: { regression: "block" },
    partition: (index) => (index === 0 ? "golden" : "distribution"),
  });

  const told = summary.gate.reasons.filter(({ message }) => message.startsWith("newly failing"));
  expect(told.map(({ effect, message }) => `${effect} ${message}`)).toEqual([
    "fail newly failing since the baseline: golden / case 0",
    "note newly failing since the baseline: distribution / case 1",
  ]);
});

test("what changed underneath is told, and what to do where that is wanted", () => {
  const { run } = project(all("pass", 12), all("pass", 12), { gate: { regression: "block" } });
  const file = join(run.manifest.root, "assay.baseline.json");
  const older = readFileSync(file, "utf8").replaceAll(/"fingerprint":"[^"]*"/g, '"fingerprint":"other"');
  writeFileSync(file, older);

  const { gate } = summarizeRun(run.directory);

  expect(gate.verdict).toBe("inconclusive");
  expect(gate.reasons.filter(({ effect }) => effect === "note").map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      "not comparable with the baseline: input or expected value changed: 12 cases left out",
      "where that is wanted, make this run the baseline: assay baseline write",
    ]),
  );
});

test("a rubric that changed under its version is told once, with what to do in sight", () => {
  const root = scratchDirectory();
  const settings = { ...defaultSettings, gate: { regression: "block" } as const };
  const record = (hash: string): RunHandle => {
    const run = scratchRun({ root, settings });
    const verdict = {
      outcome: "pass",
      critique: "",
      evidence: [],
      rubric: { name: "tone", version: 1, hash },
      promptVersion: "1",
      parserVersion: "1",
      model: { asked: "m", family: "m" },
      durationMs: 1,
      requests: 1,
    } as const;
    const judged = check("a", "pass", { name: "toPassJudge", subject: "tone", verdict });
    writeJournal(run, [declare("a", "golden"), start("a"), judged, end("a", "pass")]);
    finishRun(run, cleanFacts);
    return run;
  };
  writeBaseline(record("a".repeat(64)).directory, join(root, "assay.baseline.json"));
  const summary = summarizeRun(record("b".repeat(64)).directory);

  const told = summary.gate.reasons.filter(({ message }) => message.includes("rubric tone"));
  expect(told.map(({ message }) => message)).toEqual([
    "the text of rubric tone has changed and its version is still 1: its hash was aaaaaaaaaaaa and is bbbbbbbbbbbb. Raise the version, or take the change back",
  ]);
  expect(exitCodeOf(summary, { allowPartial: false })).toBe(3);
});

test("warn tells the same, and fails nothing", () => {
  const { summary } = project(all("pass", 50), dropped, { gate: { regression: "warn" } });

  expect(summary.gate.verdict).toBe("pass");
  expect(
    summary.gate.reasons.filter(({ code }) => code === "regression").map(({ effect }) => effect),
  ).toEqual(["note", "note"]);
});

test("without the setting nothing is compared", () => {
  const { summary } = project(all("pass", 50), dropped, { gate: {} });

  expect(summary.gate).toEqual({
    verdict: "pass",
    reasons: [expect.objectContaining({ code: "partition-empty" })],
  });
});

test("a drop that may be chance is told, and blocks nothing", () => {
  const { summary } = project(all("pass", 50), [...all("fail", 2), ...all("pass", 48)], {
    gate: { regression: "block" },
  });

  expect(summary.gate.verdict).toBe("pass");
  expect(summary.gate.reasons.filter(({ code }) => code === "regression")).toEqual([
    {
      code: "regression",
      effect: "note",
      message: "newly failing since the baseline: distribution / case 0, distribution / case 1",
    },
    { code: "regression", effect: "note", message: expect.stringContaining("which may be chance") as string },
  ]);
});

test.each([
  ["block", "inconclusive", 2],
  ["warn", "pass", 0],
] as const)("%s without a baseline is %s, and says what to do", (regression, verdict, exitCode) => {
  const { summary } = project(undefined, all("pass", 3), { gate: { regression, baseline: "main.json" } });

  expect(summary.gate.verdict).toBe(verdict);
  expect(exitCodeOf(summary, { allowPartial: false })).toBe(exitCode);
  expect(summary.gate.reasons).toContainEqual(
    expect.objectContaining({
      code: "baseline-missing",
      message:
        "no baseline main.json to compare with: run assay baseline write on the main branch and commit the file",
    }),
  );
});

test("the first baseline can be written from a run that lacked one", () => {
  const { run } = project(undefined, all("pass", 3), { gate: { regression: "block" } });

  expect(writeBaseline(run.directory, join(run.manifest.root, "assay.baseline.json")).forced).toBeUndefined();
  expect(summarizeRun(run.directory).gate.verdict).toBe("pass");
});

test("a baseline that cannot be read is bad data", () => {
  const { run } = project(undefined, all("pass", 3), { gate: { regression: "block" } });
  writeFileSync(join(run.manifest.root, "assay.baseline.json"), "{");

  const summary = summarizeRun(run.directory);

  expect(summary.gate.reasons).toContainEqual(expect.objectContaining({ code: "baseline-invalid" }));
  expect(exitCodeOf(summary, { allowPartial: false })).toBe(3);
});

test("a golden case that is gone keeps the gate open", () => {
  const { summary } = project(all("pass", 3), all("pass", 2), {
    gate: { regression: "block" },
    partition: "golden",
  });

  expect(summary.gate.verdict).toBe("inconclusive");
  expect(summary.gate.reasons.map(({ message }) => message)).toContain(
    "compared with the baseline: golden: 1 case of the base gone: case 2",
  );
});

test.each([
  ["a filter", { filter: { testNamePattern: "x" } }],
  ["a shard", { shard: { index: 1, count: 2 } }],
])("of a part, by %s, only single cases are judged", (_name, options) => {
  const quiet = project(all("pass", 3), all("pass", 2), {
    gate: { regression: "block" },
    partition: "golden",
    ...options,
  });
  const missing = project(undefined, all("pass", 2), { gate: { regression: "block" }, ...options });
  const broken = project(all("pass", 3), ["pass", "fail"], {
    gate: { regression: "block" },
    partition: "golden",
    ...options,
  });

  expect(mustFail(quiet.summary)).toBe(false);
  expect(mustFail(missing.summary)).toBe(false);
  expect(broken.summary.gate.reasons).toContainEqual(
    expect.objectContaining({
      code: "regression",
      effect: "fail",
      message: "newly failing since the baseline: golden / case 1",
    }),
  );
});

test("the baseline may lie elsewhere than where the run was made", () => {
  const { run } = project(undefined, all("pass", 3), { gate: { regression: "block" } });
  const elsewhere = scratchDirectory();
  writeBaseline(run.directory, join(elsewhere, "assay.baseline.json"));

  expect(summarizeRun(run.directory, { root: elsewhere }).gate.verdict).toBe("pass");
});

test.each<[string, Statuses]>([
  ["got worse", dropped],
  ["lost every verdict", Array.from({ length: 50 }, () => "error")],
])("an advisory partition that %s is told, and never fails the run", (_, after) => {
  const settings = { gate: { regression: "block" }, advisory: true } as const;
  const mixed = (index: number): string => (index < 50 ? "distribution" : "golden");
  const golden = all("pass", 3);
  const before = [...all("pass", 50), ...golden];
  const { summary } = project(before, [...after, ...golden], { ...settings, partition: mixed });
  const alone = project(all("pass", 50), after, settings).summary;
  const broken = project(before, [...after, "pass", "fail", "pass"], { ...settings, partition: mixed });

  for (const { gate } of [summary, alone]) {
    expect(gate.verdict).toBe("pass");
    expect(gate.reasons).toContainEqual(expect.objectContaining({ code: "regression", effect: "note" }));
  }
  expect(broken.summary.gate.reasons).toContainEqual({
    code: "regression",
    effect: "fail",
    message: "newly failing since the baseline: golden / case 51",
  });
});

test("a golden case that was moved to a tolerant partition, and fails there, is a regression", () => {
  const moved = project(all("pass", 1), all("pass", 1), {
    gate: { regression: "block" },
    partition: "golden",
  });
  const run = scratchRun({ root: moved.run.manifest.root, settings: moved.run.manifest.settings });
  writeJournal(run, [
    ...ran("case 0", "distribution", "fail"),
    ...all("pass", 20).flatMap((status, index) => ran(`new ${index}`, "distribution", status)),
  ]);
  const { gate } = finishRun(run, cleanFacts);

  expect(gate.verdict).toBe("fail");
  expect(gate.reasons).toContainEqual({
    code: "regression",
    effect: "fail",
    message: "newly failing since the baseline: distribution / case 0",
  });
});
