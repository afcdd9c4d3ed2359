import { hash } from "node:crypto";
import type { DatasetSource } from "../dataset/dataset-source.ts";
import type { EvalCase } from "../dataset/eval-case.ts";
import type { PartitionName } from "../dataset/partition.ts";
import { EvalError } from "../errors/eval-error.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { CaseContext } from "./case-context.ts";
import { caseShard, isInShard, type CaseShard } from "./case-shard.ts";
import type { CaseKey, DeclareEvent } from "./journal-line.ts";
import { runCase, type CaseResult, type RunCaseOptions } from "./run-case.ts";
import { requiredPassRate } from "./run-settings.ts";
import { suiteGateError } from "./suite-gate.ts";
import { workerState } from "./worker-state.ts";

/** What `describeEval` takes beside its name and body. */
export interface DescribeEvalOptions<Input = unknown, Expected = unknown> {
  readonly dataset: DatasetSource<Input, Expected>;
  /** Only the cases of these partitions. */
  readonly partitions?: readonly PartitionName[];
  /** Only the cases for which this returns true. */
  readonly filter?: (evalCase: EvalCase<Input, Expected>) => boolean;
  /** Per case, in milliseconds; default: `timeoutMs` of the configuration. */
  readonly timeout?: number;
  /** A gate of this suite's own, checked by a generated last test; misses in the suite then do not fail their tests. */
  readonly gate?: { readonly passRate: number };
  /** This process's share of the cases; default: the environment's `ASSAY_SHARD=1/4`. */
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
  readonly trial: number;
  readonly attempt: number;
}

/** The cases of one `describeEval`, selected and ready to run. */
export class SuitePlan<Input = unknown, Expected = unknown> {
  readonly cases: readonly PlannedCase<Input, Expected>[];
  readonly name: string;
  readonly #gate: { readonly passRate: number } | undefined;
  readonly #results: Map<string, CaseResult> = new Map();

  constructor(name: string, cases: readonly PlannedCase<Input, Expected>[], gate: SuitePlan["gate"]) {
    this.name = name;
    this.cases = cases;
    this.#gate = gate;
  }

  get gate(): { readonly passRate: number } | undefined {
    return this.#gate;
  }

  /** Declares every case in the journal, so that none can get lost; `excluded` says why they will not run. */
  declare(excluded?: string): void {
    const { run, journal } = workerState();
    if (run === undefined) return;
    journal.appendAll(this.cases.map((planned) => declaration(planned, excluded)));
  }

  /** Runs `body` as one attempt of `planned`. Never throws for what the body did. */
  run(
    planned: PlannedCase<Input, Expected>,
    options: RunPlannedOptions,
    body: (args: EvalArguments<Input, Expected>) => unknown,
  ): Promise<CaseResult> {
    const { evalCase, key, timeoutMs } = planned;
    const { trial, attempt } = options;
    const context = new CaseContext({
      key,
      partition: evalCase.partition,
      evalCase,
      trial,
      attempt,
      declared: true,
    });
    const args: EvalArguments<Input, Expected> = {
      input: evalCase.input,
      expected: evalCase.expected as Expected,
      case: evalCase,
      get signal() {
        return context.signal as AbortSignal;
      },
      trial,
      attempt,
    };
    return runCase(context, { ...options, timeoutMs }, () => body(args)).then((result) => {
      if (this.#gate !== undefined) this.#results.set(evalCase.id, result);
      return result;
    });
  }

  /** What the generated last test throws; `undefined` when the suite's gate passes or has nothing to say yet. */
  gateError(): EvalError | undefined {
    if (this.#gate === undefined) return undefined;
    return suiteGateError(this.name, this.#gate.passRate, this.cases.length, this.#results);
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
  const shard = options.shard ?? caseShard();
  const selected = input.cases.filter(
    (evalCase) =>
      (options.partitions === undefined || options.partitions.includes(evalCase.partition)) &&
      (options.filter === undefined || options.filter(evalCase)) &&
      (shard === undefined || isInShard(evalCase.id, shard)),
  );
  const cases = selected.map((evalCase): PlannedCase<Input, Expected> => ({
    key: { project, file, test: `${suiteName} > ${evalCase.id}`, case: evalCase.id },
    evalCase,
    tolerated:
      options.gate !== undefined || (run !== undefined && requiredPassRate(settings, evalCase.partition) < 1),
    timeoutMs: options.timeout ?? settings.timeoutMs,
  }));
  return new SuitePlan(suiteName, cases, options.gate);
}

function duplicateSuite(suiteName: string, file: string): EvalError {
  return new EvalError(
    `Failed to define evals "${suiteName}": ${file} has two suites of this name, and their cases could not be told apart. Give each describeEval a name of its own.`,
    { code: "RUN_DUPLICATE_CASE", location: { file } },
  );
}

function declaration({ key, evalCase }: PlannedCase, excluded: string | undefined): DeclareEvent {
  const { input, expected } = evalCase;
  return {
    kind: "declare",
    ...key,
    partition: evalCase.partition,
    dimensions: evalCase.metadata,
    tags: evalCase.tags,
    fingerprint: hash("sha256", canonicalJson([input, expected]), "hex"),
    ...(evalCase.location !== undefined && { location: evalCase.location }),
    ...(excluded !== undefined && { excluded }),
  };
}
