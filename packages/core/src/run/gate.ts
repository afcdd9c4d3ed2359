import { showName } from "../errors/show-value.ts";
import type { CaseFold } from "./fold-case.ts";
import { costDemand, missedDemands, wallDemand, type MissedDemand } from "./partition-demands.ts";
import { slowWalls, type RunSettings } from "./run-settings.ts";
import type { Gate, GateReason, GateReasonCode, GateVerdict, Summary, SummaryCase } from "./summary.ts";

export interface GateInput extends Omit<Summary, "gate" | "checks" | "dimensions"> {
  /** The journal is not the one that was sealed. */
  readonly changed: boolean;
  /** Datasets, rubrics or a configuration that a worker refused. */
  readonly badInput: readonly string[];
  /** What the datasets say that is probably a mistake. */
  readonly datasetWarnings: readonly string[];
  /** Cases with several partitions, or none. */
  readonly conflicts: readonly string[];
  readonly undeclared: readonly string[];
  /** The partitions that the configuration names, and what it asks of them and of the run. */
  readonly settings: Pick<RunSettings, "partitions" | "gate">;
}

/** The verdict of the whole run, with every reason that speaks against a pass, and notes. */
export function evaluateGate(input: GateInput): Gate {
  const reasons = [
    ...partitionReasons(input),
    ...absentReasons(input),
    ...limitReasons(input),
    ...runReasons(input),
    ...journalReasons(input),
    ...uncheckedReasons(input),
    ...notes(input),
  ];
  return { verdict: verdictOf(reasons), reasons };
}

/** `fail` outweighs `inconclusive`: nothing that is still unknown can mend a decided failure. */
export function verdictOf(reasons: readonly Pick<GateReason, "effect">[]): GateVerdict {
  if (reasons.some(({ effect }) => effect === "fail")) return "fail";
  return reasons.some(({ effect }) => effect === "inconclusive") ? "inconclusive" : "pass";
}

/** The reasons of the partitions alone. `seesAll` is false where other cases of a partition may exist elsewhere. */
export function partitionReasons({
  partitions,
  cases,
  shard,
  missingShards,
  filter,
}: Pick<Summary, "partitions" | "cases" | "shard" | "missingShards" | "filter">): GateReason[] {
  if (cases.length === 0) {
    return [
      { code: "no-cases", effect: "inconclusive", message: "no case was declared: nothing was evaluated" },
    ];
  }
  const seesAll = shard === undefined && missingShards === undefined && filter.changedOnly !== true;
  const groups = groupByPartition(cases);
  return Object.entries(partitions).flatMap(([name, partition]) => {
    const { settings = { passRate: partition.threshold }, wallMs, advisory = false } = partition;
    const members = groups.get(name) ?? [];
    const missed = missedDemands({ name, counts: partition, cases: members, settings, wallMs });
    return missed.map((demand) => partitionReason(name, demand, { seesAll, advisory }));
  });
}

function partitionReason(
  name: string,
  { code, effect, message, tolerant }: MissedDemand,
  { seesAll, advisory }: { readonly seesAll: boolean; readonly advisory: boolean },
): GateReason {
  const text = `${name}: ${message}`;
  if (effect === "note") return note(code, text);
  if (advisory) return note("advisory", `${text} (advisory)`);
  const isOpen = effect === "fail" && tolerant && !seesAll;
  return isOpen
    ? { code: openCodes[code] ?? code, effect: "inconclusive", message: text }
    : { code, effect, message: text };
}

const openCodes: { readonly [code: string]: GateReasonCode } = {
  "partition-failed": "partition-inconclusive",
  "check-failed": "check-inconclusive",
  "dimension-failed": "dimension-inconclusive",
};

function groupByPartition(cases: readonly SummaryCase[]): Map<string, SummaryCase[]> {
  const groups = new Map<string, SummaryCase[]>();
  for (const one of cases) {
    const group = groups.get(one.partition);
    if (group === undefined) groups.set(one.partition, [one]);
    else group.push(one);
  }
  return groups;
}

/** A partition that must have cases and has none. */
function absentReasons({ cases, partitions, settings }: GateInput): GateReason[] {
  if (cases.length === 0) return [];
  return Object.entries(settings.partitions).flatMap(([name, { minCases, advisory }]): GateReason[] => {
    if (minCases === undefined || Object.hasOwn(partitions, name)) return [];
    const message = `${name}: 0 of at least ${minCases} cases`;
    if (advisory === true) return [note("advisory", `${message} (advisory)`)];
    return [{ code: "partition-empty", effect: "inconclusive", message }];
  });
}

/** What the whole run may cost and take. */
function limitReasons({ cases, wallMs, settings: { gate = {} } }: GateInput): GateReason[] {
  const missed = [
    ...costDemand(cases, gate.maxCostUsd, { exceeded: "run-cost-exceeded", unknown: "run-cost-unknown" }),
    ...wallDemand(wallMs, gate.maxWall, { code: "run-wall-exceeded", slow: slowWalls.run }),
  ];
  return missed.map(({ code, effect, message }) => ({ code, effect, message: `the run: ${message}` }));
}

function runReasons(input: GateInput): GateReason[] {
  const { sealed, interrupted, failedFiles, unhandledErrors, filter, onlyMode, shard, stopReason } = input;
  return [
    ...when(
      !sealed,
      "not-sealed",
      "run not sealed: it is still running, or its process ended before it could finish",
    ),
    ...when(interrupted, "interrupted", "the run was interrupted"),
    ...when(stopReason !== undefined, "stopped", `the run was stopped: ${stopReason ?? ""}`),
    ...input.badInput.flatMap((message) => when(true, "bad-input", message)),
    ...failedFiles
      .filter(({ reason }) => !input.badInput.some((message) => reason.includes(firstLine(message))))
      .flatMap(({ file, reason }) => when(true, "file-failed", `${file} did not run to its end: ${reason}`)),
    ...unhandledErrors.flatMap((error) => when(true, "unhandled-error", `unhandled error: ${error}`)),
    ...when(
      filter.testNamePattern !== undefined,
      "filtered",
      `only tests that match ${JSON.stringify(filter.testNamePattern)} ran`,
    ),
    ...when(onlyMode, "filtered", "only tests marked .only ran"),
    ...when(filter.changedOnly === true, "filtered", "only tests of changed files ran"),
    ...when(shard !== undefined, "shard", `only shard ${shard?.index} of ${shard?.count} ran`),
  ];
}

const changedText = "the journal is not the one that was sealed";
/** Jest does not wait for its workers when it bails. */
const lateText = `${changedText}: workers may have gone on writing when the run was interrupted`;

function journalReasons({ journal, changed, interrupted, conflicts, undeclared }: GateInput): GateReason[] {
  return [
    ...journal.problems.flatMap(({ file, line, problem }) =>
      when(true, "journal-corrupt", `${file}:${line}: ${problem}`),
    ),
    ...when(changed, "journal-changed", interrupted ? lateText : changedText),
    ...conflicts.flatMap((message) => when(true, "partition-conflict", message)),
    ...undeclared.flatMap((message) => when(true, "case-undeclared", message)),
  ];
}

const uncheckedShown = 5;

/** A case that passes without a check says nothing: it may be one that returns before it asserts. */
function uncheckedReasons({
  cases,
  settings: { gate: { requireChecks = "warn" } = {} },
}: GateInput): GateReason[] {
  const ids = cases.filter(({ unchecked }) => unchecked === true).map(({ id }) => showName(id));
  if (ids.length === 0 || requireChecks === "off") return [];
  const rest = ids.length - uncheckedShown;
  const names = `${ids.slice(0, uncheckedShown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const message = `${ids.length} passed ${ids.length === 1 ? "case" : "cases"} recorded no check: ${names}`;
  return [{ code: "no-checks", effect: requireChecks === "block" ? "inconclusive" : "note", message }];
}

function notes({ cases, journal, filter, partitions, settings, datasetWarnings }: GateInput): GateReason[] {
  const swallowed = cases.filter(({ status, cause }) => status !== "pass" && cause === "swallowed");
  const empty = Object.keys(settings.partitions).filter((name) => !Object.hasOwn(partitions, name));
  return [
    ...swallowed.map(({ file, test, status }) =>
      note(
        "verdict-swallowed",
        `verdict swallowed in ${file} > ${test}: recorded as ${status}, but the test went on`,
      ),
    ),
    ...(journal.torn > 0
      ? [
          note(
            "journal-torn",
            `${journal.torn} journal ${journal.torn === 1 ? "file ends" : "files end"} in half a line`,
          ),
        ]
      : []),
    ...((filter.paths ?? []).length > 0
      ? [note("path-filter", `only files that match ${(filter.paths ?? []).join(", ")} were asked for`)]
      : []),
    ...(cases.length > 0 && empty.length > 0
      ? [note("partition-empty", `no cases in ${empty.join(", ")}`)]
      : []),
    ...warningNotes(datasetWarnings),
  ];
}

const warningsShown = 3;

function warningNotes(warnings: readonly string[]): GateReason[] {
  const shown = warnings.slice(0, warningsShown);
  const more = warnings.length - shown.length;
  if (more > 0) shown.push(`and ${more} more; all of them: assay dataset check`);
  return shown.map((warning) => note("dataset-warning", `dataset: ${warning}`));
}

function note(code: GateReasonCode, message: string): GateReason {
  return { code, effect: "note", message };
}

function when(condition: boolean, code: GateReasonCode, message: string): GateReason[] {
  return condition ? [{ code, effect: "inconclusive", message }] : [];
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

/** What is wrong with the declarations of folded cases. */
export function declarationProblems(
  folds: Iterable<readonly [CaseFold, string]>,
): Pick<GateInput, "conflicts" | "undeclared"> {
  const conflicts: string[] = [];
  const undeclared: string[] = [];
  for (const [{ partitions }, name] of folds) {
    if (partitions.length > 1)
      conflicts.push(`${name} is declared in several partitions: ${partitions.join(", ")}`);
    if (partitions.length === 0) undeclared.push(`${name} ran but was never declared`);
  }
  return { conflicts: conflicts.sort(), undeclared: undeclared.sort() };
}
