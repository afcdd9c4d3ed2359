import type { CaseFold } from "./fold-case.ts";
import type { Gate, GateReason, GateReasonCode, GateVerdict, PartitionSummary, Summary } from "./summary.ts";

/**
 * The verdict of one partition from its bounds: low = pass/declared, high = (declared - fail)/declared. `pass` if low
 * reaches the threshold, `fail` if even high does not, else `inconclusive`. No case is `inconclusive`.
 */
export function boundedVerdict(
  { declared, pass, fail }: { readonly declared: number; readonly pass: number; readonly fail: number },
  threshold: number,
): GateVerdict {
  if (declared === 0) return "inconclusive";
  // 19/20 >= 0.95 holds in floating point, 0.95 * 20 <= 19 does not; a computed threshold (0.1 + 0.2) may be an ulp high.
  const needed = threshold - 1e-12;
  if (pass / declared >= needed) return "pass";
  return (declared - fail) / declared < needed ? "fail" : "inconclusive";
}

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
  /** Partitions that the configuration names. */
  readonly configured: readonly string[];
}

/** The verdict of the whole run, with every reason that speaks against a pass, and notes. */
export function evaluateGate(input: GateInput): Gate {
  const reasons = [
    ...partitionReasons(input),
    ...runReasons(input),
    ...journalReasons(input),
    ...notes(input),
  ];
  return { verdict: verdictOf(reasons), reasons };
}

/** `fail` outweighs `inconclusive`: nothing that is still unknown can mend a decided failure. */
export function verdictOf(reasons: readonly GateReason[]): GateVerdict {
  if (reasons.some(({ effect }) => effect === "fail")) return "fail";
  return reasons.some(({ effect }) => effect === "inconclusive") ? "inconclusive" : "pass";
}

/** The reasons of the partitions alone. `seesAll` is false where other cases of a partition may exist elsewhere. */
export function partitionReasons({
  partitions,
  cases,
  shard,
  filter,
}: Pick<Summary, "partitions" | "cases" | "shard" | "filter">): GateReason[] {
  if (cases.length === 0) {
    return [
      { code: "no-cases", effect: "inconclusive", message: "no case was declared: nothing was evaluated" },
    ];
  }
  const seesAll = shard === undefined && filter.changedOnly !== true;
  return Object.entries(partitions).flatMap(([name, partition]): GateReason[] => {
    if (partition.verdict === "pass") return [];
    const decided = partition.verdict === "fail" && (seesAll || partition.threshold >= 1);
    return [
      {
        code: decided ? "partition-failed" : "partition-inconclusive",
        effect: decided ? "fail" : "inconclusive",
        message: `${name}: ${partitionText(partition)}`,
      },
    ];
  });
}

function partitionText({
  declared,
  pass,
  fail,
  inconclusive,
  error,
  notRun,
  threshold,
}: PartitionSummary): string {
  const undecided = inconclusive + error + notRun;
  const rest = undecided === 0 ? "" : `, ${undecided} without a verdict`;
  return `${pass} of ${declared} passed, ${fail} failed${rest}; ${formatShare(threshold)} must pass`;
}

function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
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

function journalReasons({ journal, changed, conflicts, undeclared }: GateInput): GateReason[] {
  return [
    ...journal.problems.flatMap(({ file, line, problem }) =>
      when(true, "journal-corrupt", `${file}:${line}: ${problem}`),
    ),
    ...when(changed, "journal-changed", "the journal is not the one that was sealed"),
    ...conflicts.flatMap((message) => when(true, "partition-conflict", message)),
    ...undeclared.flatMap((message) => when(true, "case-undeclared", message)),
  ];
}

function notes({ cases, journal, filter, partitions, configured, datasetWarnings }: GateInput): GateReason[] {
  const swallowed = cases.filter(({ status, cause }) => status !== "pass" && cause === "swallowed");
  const empty = configured.filter((name) => !Object.hasOwn(partitions, name));
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
