import { relative, sep } from "node:path";
import type { DatasetSource } from "../dataset/dataset-source.ts";
import type { EvalCase } from "../dataset/eval-case.ts";
import type { PartitionName } from "../dataset/partition.ts";
import { EvalError, type SourceLocation } from "../errors/eval-error.ts";
import { CaseContext } from "./case-context.ts";
import { caseFingerprint } from "./case-fingerprint.ts";
import { assertShard, caseShard, isInShard, shardOfFile, type CaseShard } from "./case-shard.ts";
import { noteShare } from "./case-shares.ts";
import type { CaseKey, DeclareEvent } from "./journal-line.ts";
import type { CaseResult, RunCaseOptions } from "./run-case.ts";
import { toleratesMisses, type TrialRule } from "./run-settings.ts";
import { runTrials } from "./run-trials.ts";
import { suiteGateError, type SuiteGate } from "./suite-gate.ts";
import { declaredTrials, planTrials, type TrialPlan } from "./trial-rule.ts";
import { workerState } from "./worker-state.ts";

/** What `describeEval` takes beside its name and body. */
export interface DescribeEvalOptions<Input = unknown, Expected = unknown> {
  readonly dataset: DatasetSource<Input, Expected>;
  /** Only the cases of these partitions. */
  readonly partitions?: readonly PartitionName[];
  /** Only the cases for which this returns true. */
  readonly filter?: (evalCase: EvalCase<Input, Expected>) => boolean;
  /** Per case and trial, in milliseconds; default: `timeoutMs` of the configuration. */
  readonly timeout?: number;
  /** A gate of this suite's own, checked by a generated last test; misses in the suite then do not fail their tests. */
  readonly gate?: SuiteGate;
  /** How often each case runs, each time with its own time limit. Default: as the case's partition is configured, else 1. */
  readonly trials?: number;
  /** What the trials of a case must do for it to pass. Default: as the partition is configured, else `majority`. */
  readonly rule?: TrialRule;
  /** `false`: run all trials, also those that cannot change the verdict any more. Default `true`. */
  readonly stopEarly?: boolean;
  /**
   * Why the cases are not run, such as `"needs a model"`; `false` runs them. They stay declared: the gate counts them as not
   * run, and the reports say why.
   */
  readonly skip?: string | false | undefined;
  /**
   * This process's share of the cases; default: that of the runner's `--shard`, where the configuration says `shardBy: "case"`,
   * or the environment's `ASSAY_SHARD=1/4`. The gate stays inconclusive while other
   * shares of the suite are missing in the run, or in the merged one.
   */
  readonly shard?: CaseShard;
}

/** What the body of `describeEval` is called with. */
export interface EvalArguments<Input = unknown, Expected = unknown> {
  readonly input: Input;
  readonly expected: Expected;
  readonly case: EvalCase<Input, Expected>;
  /** Aborted when the case runs out of time or the run is cancelled: pass it on to what the body calls. */
  readonly signal: AbortSignal;
  /** From 0. */
  readonly trial: number;
  /** From 0. */
  readonly attempt: number;
}

export interface PlannedCase<Input = unknown, Expected = unknown> {
  readonly key: CaseKey;
  readonly evalCase: EvalCase<Input, Expected>;
  /** Whether a miss stays out of the runner's sight, because a gate judges it. */
  readonly tolerated: boolean;
  readonly timeoutMs: number;
  readonly plan: TrialPlan;
}

export interface PlanSuiteInput<Input, Expected> {
  readonly project: string;
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  /** Names of the enclosing suites and of this one, outermost first. */
  readonly suite: readonly string[];
  readonly cases: readonly EvalCase<Input, Expected>[];
  readonly options: DescribeEvalOptions<Input, Expected>;
}

export interface RunPlannedOptions extends Omit<RunCaseOptions, "timeoutMs"> {
  /** Which run of the whole test this is, where the runner repeats it; from 0. */
  readonly trial: number;
  readonly attempt: number;
}

/** The cases of one `describeEval`, selected and ready to run. */
export class SuitePlan<Input = unknown, Expected = unknown> {
  readonly cases: readonly PlannedCase<Input, Expected>[];
  readonly name: string;
  readonly #gate: SuiteGate | undefined;
  readonly #isShard: boolean;
  /** Those that belong to another share. */
  readonly #elsewhere: readonly PlannedCase<Input, Expected>[];
  readonly #results: Map<string, CaseResult> = new Map();

  constructor(
    name: string,
    cases: readonly PlannedCase<Input, Expected>[],
    gate?: SuiteGate,
    isShard: boolean = false,
    elsewhere: readonly PlannedCase<Input, Expected>[] = [],
  ) {
    this.name = name;
    this.cases = cases;
    this.#gate = gate;
    this.#isShard = isShard;
    this.#elsewhere = elsewhere;
  }

  get gate(): SuiteGate | undefined {
    return this.#gate;
  }

  /** Whether the suite has cases, and all of them belong to other shares. */
  get isElsewhere(): boolean {
    return this.cases.length === 0 && this.#elsewhere.length > 0;
  }

  /**
   * Declares every case in the journal, so that none can get lost, those of other shares as well; `excluded` says why they will
   * not run.
   */
  declare(excluded?: string): void {
    const { run, journal } = workerState();
    if (run === undefined) return;
    journal.appendAll([
      ...this.cases.map((planned) => declaration(planned, excluded)),
      ...this.#elsewhere.map((planned) => ({ ...declaration(planned, excluded), elsewhere: true as const })),
    ]);
  }

  /** Runs `body` as one attempt of `planned`, all trials of it. Never throws for what the body did. */
  async run(
    planned: PlannedCase<Input, Expected>,
    options: RunPlannedOptions,
    body: (args: EvalArguments<Input, Expected>) => unknown,
  ): Promise<CaseResult> {
    const { plan, timeoutMs } = planned;
    const { trial: repeat, attempt, ...caseOptions } = options;
    const result = await runTrials({ ...caseOptions, timeoutMs, plan, repeat }, (trial) => {
      const context = contextOf(planned, trial, attempt);
      return { context, body: () => body(argumentsOf(planned.evalCase, context)) };
    });
    if (this.#gate !== undefined) this.#results.set(planned.evalCase.id, result);
    return result;
  }

  /** What the generated last test throws; `undefined` when the suite's gate passes or has nothing to say yet. */
  gateError(): EvalError | undefined {
    if (this.#gate === undefined) return undefined;
    return suiteGateError({
      suite: this.name,
      gate: this.#gate,
      declared: this.cases.length,
      results: this.#results,
      isShard: this.#isShard,
    });
  }
}

/** Selects a suite's cases by partition, filter and shard. */
export function planSuite<Input, Expected>(
  input: PlanSuiteInput<Input, Expected>,
): SuitePlan<Input, Expected> {
  const { project, file, suite, options } = input;
  const { settings, run, plannedSuites } = workerState();
  const suiteName = suite.join(" > ");
  const suiteKey = JSON.stringify([project, file, suiteName]);
  if (plannedSuites.has(suiteKey)) throw duplicateSuite(suiteName, file);
  plannedSuites.add(suiteKey);
  const whole = input.cases.filter(
    (evalCase) =>
      (options.partitions === undefined || options.partitions.includes(evalCase.partition)) &&
      (options.filter === undefined || options.filter(evalCase)),
  );
  if (options.shard !== undefined) {
    assertShard(suiteName, options.shard);
    if (run !== undefined)
      noteShare(run.directory, { project, suite: suiteName, cases: whole }, options.shard);
  }
  const shard = options.shard ?? (run === undefined ? caseShard() : shardOfFile(run.manifest, file));
  const planned = whole.map((evalCase): PlannedCase<Input, Expected> => ({
    key: { project, file, test: `${suiteName} > ${evalCase.id}`, case: evalCase.id },
    evalCase,
    tolerated:
      options.gate !== undefined || (run !== undefined && toleratesMisses(settings, evalCase.partition)),
    timeoutMs: options.timeout ?? settings.timeoutMs,
    plan: planTrials(suiteName, settings, evalCase.partition, options),
  }));
  if (shard === undefined) return new SuitePlan(suiteName, planned, options.gate);
  const isOwn = ({ evalCase }: PlannedCase): boolean => isInShard(evalCase.id, shard);
  const elsewhere = planned.filter((one) => !isOwn(one));
  return new SuitePlan(suiteName, planned.filter(isOwn), options.gate, true, elsewhere);
}

function duplicateSuite(suiteName: string, file: string): EvalError {
  return new EvalError(
    `Failed to define evals "${suiteName}": ${file} has two suites of this name, and their cases could not be told apart. Give each describeEval a name of its own.`,
    { code: "RUN_DUPLICATE_CASE", location: { file } },
  );
}

function contextOf({ key, evalCase }: PlannedCase, trial: number, attempt: number): CaseContext {
  return new CaseContext({ key, partition: evalCase.partition, evalCase, trial, attempt, declared: true });
}

function argumentsOf<Input, Expected>(
  evalCase: EvalCase<Input, Expected>,
  context: CaseContext,
): EvalArguments<Input, Expected> {
  return {
    input: evalCase.input,
    expected: evalCase.expected as Expected,
    case: evalCase,
    get signal() {
      return context.signal as AbortSignal;
    },
    trial: context.trial,
    attempt: context.attempt,
  };
}

function declaration({ key, evalCase, plan }: PlannedCase, excluded: string | undefined): DeclareEvent {
  const { input, expected } = evalCase;
  return {
    kind: "declare",
    ...key,
    partition: evalCase.partition,
    dimensions: evalCase.metadata,
    tags: evalCase.tags,
    fingerprint: caseFingerprint(input, expected),
    ...(evalCase.location !== undefined && { location: fromRoot(evalCase.location) }),
    ...(excluded !== undefined && { excluded }),
    ...declaredTrials(plan),
  };
}

/** As the journal names files: what it says of a case must not hang on the machine that it ran on. */
function fromRoot({ file, ...place }: SourceLocation): SourceLocation {
  return { file: relative(workerState().root, file).split(sep).join("/"), ...place };
}
