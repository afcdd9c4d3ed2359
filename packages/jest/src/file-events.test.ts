import { defaultSettings, type RunManifest } from "@assay/core/run";
import { expect, test } from "vitest";
import { fileEvents } from "./file-events.ts";
import type { JestCaseResult } from "./jest-results.ts";
import type { JournaledCase } from "./journal-tail.ts";

const manifest: RunManifest = {
  schema: "assay.run/1",
  runId: "run",
  root: "/project",
  startedAt: "2026-01-01T00:00:00.000Z",
  runner: { name: "jest", version: "30.5.2" },
  settings: defaultSettings,
  filter: {},
};

const result = (
  path: readonly string[],
  status: JestCaseResult["status"],
  invocations = 1,
): JestCaseResult => ({
  ancestorTitles: path.slice(0, -1),
  title: path.at(-1) ?? "",
  fullName: path.join(" "),
  status,
  failureDetails: status === "failed" ? [{ matcherResult: {} }] : [],
  failureMessages: status === "failed" ? ["Error: no"] : [],
  invocations,
});

const journaled = (name: string, rest: Partial<JournaledCase> = {}): JournaledCase => ({
  test: name,
  case: name.split(" > ").at(-1) ?? "",
  declaration: {
    kind: "declare",
    project: "",
    file: "a.eval.test.js",
    test: name,
    case: name.split(" > ").at(-1) ?? "",
    partition: "golden",
    dimensions: {},
    tags: [],
    fingerprint: "",
  },
  started: true,
  plain: false,
  ends: new Map(),
  checks: new Map(),
  ...rest,
});

const events = (
  results: readonly JestCaseResult[],
  cases: readonly JournaledCase[],
  attempts = results,
): unknown[] =>
  fileEvents(manifest, { project: "", file: "a.eval.test.js", attempts, results, cases }).map((event) => ({
    ...event,
  }));

test("a plain test that its worker opened gets its end", () => {
  expect(
    events([result(["suite", "plain"], "passed")], [journaled("suite plain", { case: "suite plain" })]),
  ).toMatchObject([{ kind: "end", test: "suite plain", attempt: 0, status: "pass" }]);
});

test("every attempt of a retried test gets an end", () => {
  const attempts = [result(["plain"], "failed", 1), result(["plain"], "passed", 2)];

  expect(events(attempts.slice(1), [journaled("plain")], attempts)).toMatchObject([
    { attempt: 0, status: "fail" },
    { attempt: 1, status: "pass" },
  ]);
});

test("two tests of one name pass only together", () => {
  const results = [result(["twice"], "failed"), result(["twice"], "passed")];

  expect(events(results, [journaled("twice")])).toMatchObject([
    { attempt: 0, status: "fail" },
    { attempt: 1, status: "fail" },
  ]);
});

test("a case with a wrapper of ours ends itself", () => {
  const cases = [journaled("suite > row", { ends: new Map([[0, "pass"]]) })];

  expect(events([result(["around", "suite", "row"], "passed")], cases)).toEqual([]);
});

test("what a hook did to a case that passed is reported", () => {
  const cases = [journaled("wrapped", { ends: new Map([[0, "pass"]]) })];

  expect(events([result(["wrapped"], "failed")], cases)).toMatchObject([
    { kind: "end", test: "wrapped", status: "fail" },
  ]);
});

test("a case that was not declared as skipped and did not run stood beside a .only", () => {
  expect(
    events([result(["suite", "row"], "pending")], [journaled("suite > row", { started: false })]),
  ).toMatchObject([
    { kind: "declare", test: "suite > row", partition: "golden", excluded: "not marked .only" },
  ]);
});

test("a case that was declared as skipped is left as it is", () => {
  const known = journaled("suite > row", { started: false });
  const declaration = {
    ...(known.declaration as NonNullable<JournaledCase["declaration"]>),
    excluded: "skipped with .skip",
  };

  expect(events([result(["suite", "row"], "pending")], [{ ...known, declaration }])).toEqual([]);
});

test("in an eval file a test that never started is declared", () => {
  expect(events([result(["plain"], "pending")], [])).toMatchObject([
    { kind: "declare", test: "plain", partition: "unpartitioned" },
  ]);
});

test("in an eval file a test whose hook failed is declared and ended", () => {
  expect(events([result(["suite", "plain"], "failed")], [])).toMatchObject([
    { kind: "declare", test: "suite plain" },
    { kind: "end", test: "suite plain", status: "fail" },
  ]);
});

test("todo tests and generated tests are no cases", () => {
  expect(
    events([result(["later"], "todo"), result(["suite", "gate: at least 80 % pass"], "failed")], []),
  ).toEqual([]);
});

test("a test beside a case of the same title is not taken for it", () => {
  const cases = [journaled("row", { ends: new Map([[0, "pass"]]) })];

  expect(events([result(["row"], "passed"), result(["suite", "row"], "passed")], cases)).toMatchObject([
    { kind: "declare", test: "suite row" },
    { kind: "end", test: "suite row" },
  ]);
});
