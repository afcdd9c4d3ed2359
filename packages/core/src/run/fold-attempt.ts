import { canonicalJson } from "../platform/canonical-json.ts";
import { grown, none } from "./grown.ts";
import type { CaseKey, CheckEvent, CheckRecord, EndCause, EndEvent, StartEvent } from "./journal-line.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import { worstStatus, type CaseStatus } from "./outcome.ts";
import type { CaseCause } from "./summary.ts";

/** How an execution ended; whose it is, its place says. */
export type FoldedEnd = Omit<EndEvent, keyof CaseKey | "trial" | "attempt"> & { readonly at: number };

/** Of the lines of an attempt, what folding them needs. */
export type FoldedLine = Pick<StartEvent, "kind"> | Pick<CheckEvent, "kind" | "check"> | FoldedEnd;

/** One execution of one attempt: from `start` to `end` in one journal file. */
export interface Execution {
  /** `false` for what the runner reported of a test whose worker did not. */
  readonly started: boolean;
  checks: CheckRecord[];
  end: FoldedEnd | undefined;
}

export interface AttemptResult {
  readonly status: CaseStatus;
  readonly cause?: CaseCause;
  readonly reason?: string;
  readonly end?: FoldedEnd;
  readonly checks: readonly CheckRecord[];
  /** How often the attempt was executed. */
  readonly executions: number;
}

/** Collects the executions of one attempt, whichever journal files they are in. */
export class AttemptFold {
  #executions: (Execution & { readonly file: string })[] = none();

  add(line: FoldedLine, file: string): void {
    const last = this.#executions.findLast((execution) => execution.file === file);
    if (line.kind === "start") this.#begin(file, true);
    else if (line.kind === "check") {
      const open = last ?? this.#begin(file, true);
      open.checks = grown(open.checks, line.check);
    } else if (last === undefined || last.end !== undefined) this.#begin(file, false).end = line;
    else last.end = line;
  }

  #begin(file: string, started: boolean): Execution {
    const execution = { file, started, checks: none<CheckRecord>(), end: undefined };
    this.#executions = grown(this.#executions, execution);
    return execution;
  }

  /** Whether a worker began this attempt. */
  get started(): boolean {
    return this.#executions.some((execution) => execution.started);
  }

  /** What the runner reported of it, beside what its worker wrote. */
  report(): AttemptResult | undefined {
    const reports: readonly Execution[] = this.#executions.filter((execution) => !execution.started);
    const report = chooseExecution(reports.filter(hasEnded));
    return report === undefined ? undefined : { ...ended(report), executions: 1 };
  }

  /** What its worker wrote and nothing else. */
  ownResult(): AttemptResult {
    return foldExecutions(this.#executions.filter((execution) => execution.started));
  }

  result(): AttemptResult {
    return foldExecutions(this.#executions);
  }

  /**
   * The result, for the last time. V8 learns that executions live long and puts them where garbage is rarely collected: one
   * that kept its texts would keep them there.
   */
  release(): AttemptResult {
    const result = this.result();
    for (const execution of this.#executions) [execution.end, execution.checks] = [undefined, none()];
    this.#executions = none();
    return result;
  }
}

function foldExecutions(all: readonly Execution[]): AttemptResult {
  const [only] = all;
  if (all.length === 1 && only !== undefined && hasEnded(only)) return endedOnce(only);
  const started = all.filter((execution) => execution.started);
  const reports = all.filter((execution) => !execution.started);
  const counted = chooseExecution(started.filter(hasEnded));
  const report = chooseExecution(reports.filter(hasEnded));
  const executions = Math.max(1, started.length);
  if (counted !== undefined) return { ...withMiss(withReport(counted, report), started), executions };
  if (started.length > 0) return { ...withMiss(closeOpen(chooseOpen(started), report), started), executions };
  if (report !== undefined) return { ...ended(report), executions };
  return { ...closeOpen([], undefined), executions };
}

type EndedExecution = Execution & { end: NonNullable<Execution["end"]> };
type ResultOfOne = Omit<AttemptResult, "executions">;

function hasEnded(execution: Execution): execution is EndedExecution {
  return execution.end !== undefined;
}

/** The last execution that ended; where they disagree, the last of those with the worst status. */
function chooseExecution(executions: readonly EndedExecution[]): EndedExecution | undefined {
  if (executions.length < 2) return executions[0];
  const worst = worstStatus(executions.map(({ end }) => end.status));
  const worstOnes = executions.filter(({ end }) => end.status === worst);
  return worstOnes
    .toSorted(
      (a, b) =>
        a.end.at - b.end.at ||
        compareText(canonicalJson([a.end, a.checks]), canonicalJson([b.end, b.checks])),
    )
    .at(-1);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function ended({ end, checks }: EndedExecution): ResultOfOne {
  const { status, cause, reason } = end;
  if (cause === undefined && reason === undefined) return { status, end, checks };
  return {
    status,
    ...(cause !== undefined && { cause }),
    ...(reason !== undefined && { reason }),
    end,
    checks,
  };
}

/** What nearly all attempts are, made without spreading: a run has many. */
function endedOnce(only: EndedExecution): AttemptResult {
  const { end, checks } = only;
  const { status, cause, reason } = end;
  if (cause === undefined && reason === undefined) return { status, end, checks, executions: 1 };
  return { ...ended(only), executions: 1 };
}

/** A hook after the test may have failed it: the runner's word stands against a pass, never for one. */
function withReport(counted: EndedExecution, report: EndedExecution | undefined): ResultOfOne {
  const result = ended(counted);
  if (counted.end.status !== "pass" || report === undefined || report.end.status === "pass") return result;
  if (report.end.status === "not-run") return result;
  return { ...result, ...ended(report), end: counted.end, checks: counted.checks };
}

/** A check that failed before its process died is a verdict: that an execution in its place passed does not undo it. */
function withMiss(result: ResultOfOne, started: readonly Execution[]): ResultOfOne {
  if (result.status !== "pass" || result.checks.some(isMiss)) return result;
  const checks = chooseOpen(started.filter((one) => !hasEnded(one) && one.checks.some(isMiss)));
  const missed = checks.find(isMiss);
  if (missed === undefined || result.end === undefined) return result;
  // What passed said something else than what missed.
  const { output: _output, trace: _trace, ...end } = result.end;
  return { ...result, status: "fail", cause: "check", reason: missed.reason ?? missed.name, end, checks };
}

/** Whether the check alone fails its case; one that was polled might have passed the next time. */
function isMiss({ outcome, advisory, polled }: CheckRecord): boolean {
  return outcome === "fail" && !advisory && polled !== true;
}

/** An execution that started and never ended. The runner's report closes it, as far as its checks allow. */
function closeOpen(checks: readonly CheckRecord[], report: EndedExecution | undefined): ResultOfOne {
  if (report === undefined) {
    return {
      status: "error",
      cause: "worker-died",
      reason: "no end was recorded: the process was stopped or killed while this case ran",
      checks,
    };
  }
  const counting = lastOfPolls(checks).filter((check) => !check.advisory);
  const outcomes = counting.map((check) => check.outcome);
  const status = worstStatus([report.end.status, ...outcomes]);
  if (status === report.end.status) return { ...ended(report), checks };
  const cause: EndCause = report.end.status === "pass" ? "swallowed" : "check";
  const missed = counting.find((check) => check.outcome === status);
  return { ...ended(report), status, cause, reason: missed?.reason ?? missed?.name ?? status, checks };
}

/** The checks of the execution that got furthest. */
function chooseOpen(started: readonly Execution[]): readonly CheckRecord[] {
  const byProgress = started
    .map(({ checks }) => checks)
    .toSorted((a, b) => a.length - b.length || compareText(canonicalJson(a), canonicalJson(b)));
  return byProgress.at(-1) ?? [];
}
