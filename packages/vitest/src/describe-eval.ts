import { EvalError } from "@assay/core";
import {
  blameCaller,
  checkEvalOptions,
  planSuite,
  skipReason,
  takeCaller,
  type DescribeEvalOptions,
  type EvalArguments,
  type SuitePlan,
} from "@assay/core/adapter";
import { afterAll, describe, test, type ExpectStatic, type TestContext } from "vitest";
import { loadCases } from "./load-cases.ts";
import { boundExpects, runInTest, runnerTimeoutMs } from "./run-in-test.ts";
import { assertSetUp } from "./set-up-mark.ts";
import { placeOfCollection } from "./test-place.ts";

/** What the body of {@link describeEval} is called with. */
export interface VitestEvalArguments<Input = unknown, Expected = unknown> extends EvalArguments<
  Input,
  Expected
> {
  /** Vitest's `expect`, bound to this case: needed for `expect.soft`, because cases run concurrently. */
  readonly expect: ExpectStatic;
}

/** Runs once per case. What it returns is recorded as the case's output. */
export type EvalBody<Input, Expected> = (args: VitestEvalArguments<Input, Expected>) => unknown;

/**
 * Defines one suite of cases over a dataset. Types of input and expected come from inline cases or `defineDataset`, or as
 * type parameters; without any, rows of a file are as untyped as JSON.
 */
export type DefineEval = <
  // oxlint-disable-next-line typescript/no-explicit-any -- rows of a file are JSON, as untyped as what JSON.parse returns
  Input = any,
  // oxlint-disable-next-line typescript/no-explicit-any -- as above; type parameters or defineDataset give the types
  Expected = any,
>(
  name: string,
  options: DescribeEvalOptions<Input, Expected>,
  body: EvalBody<Input, Expected>,
) => void;

/** {@link DefineEval}, with the modes of Vitest's `describe`. */
export interface DescribeEval extends DefineEval {
  /** Only this suite of the file. The gate counts the other suites' cases as not run. */
  readonly only: DefineEval;
  /** Declares the cases without running them: the gate counts them as not run. */
  readonly skip: DefineEval;
}

/**
 * Defines a suite with one test per case of a dataset. The cases run concurrently; a case's title is its id.
 *
 * In a partition whose `passRate` is below 1 a miss is recorded and leaves its test green while Assay's reporter
 * watches the run: the partition's gate decides then.
 *
 * @throws EvalError when the dataset cannot be loaded; the file then fails to load, and no gate passes.
 * @example
 * ```ts
 * describeEval("support assistant", { dataset: "./support.cases.jsonl" }, async ({ input, expected }) => {
 *   const reply = await answer(input.question);
 *   expect(reply.text).toMatchTokens(expected, { min: 0.6 });
 *   return reply.text;
 * });
 * ```
 */
export const describeEval: DescribeEval = Object.assign(defineWith(describe), {
  only: defineWith(describe.only),
  skip: defineWith(describe.skip),
});

function defineWith(define: (name: string, body: () => Promise<void>) => void): DefineEval {
  const defineEval: DefineEval = (name, options, body) => {
    const caller = takeCaller(defineEval);
    define(name, () =>
      defineSuite(name, options, body).catch((error: unknown) => {
        throw blameCaller(error, caller);
      }),
    );
  };
  return defineEval;
}

async function defineSuite<Input, Expected>(
  name: string,
  options: DescribeEvalOptions<Input, Expected>,
  body: EvalBody<Input, Expected>,
): Promise<void> {
  assertSetUp("describeEval", name);
  checkEvalOptions("suite", name, options, body);
  const place = placeOfCollection();
  const cases = await loadCases(options.dataset, place.path);
  const plan = planSuite<Input, Expected>({
    project: place.project,
    file: place.file,
    suite: place.suites,
    cases,
    options,
  });
  const reason = skipReason(place.suites.at(-1) ?? "", options.skip);
  const excluded = reason ?? (place.skipped ? "skipped with .skip" : undefined);
  plan.declare(excluded);
  if (plan.cases.length === 0) return defineNothing(plan, cases.length);
  defineCases(plan, body, excluded);
  if (plan.gate !== undefined) defineGate(plan, plan.gate.passRate, excluded !== undefined);
}

/** A suite without a case: right in a shard of the cases, else a mistake. */
function defineNothing<Input, Expected>(
  { name, isElsewhere }: SuitePlan<Input, Expected>,
  loaded: number,
): void {
  if (isElsewhere) {
    test.skip("no case of this suite is in this shard", { meta: { assay: { role: "gate" } } }, () => {});
    return;
  }
  throw new EvalError(
    `Failed to define evals "${name}": none of the ${loaded} cases of its dataset is selected. Check \`partitions\` and \`filter\`.`,
    { code: "DATASET_EMPTY" },
  );
}

function defineCases<Input, Expected>(
  plan: SuitePlan<Input, Expected>,
  body: EvalBody<Input, Expected>,
  excluded: string | undefined,
): void {
  const assay = { role: "case" as const, ...(excluded !== undefined && { excluded }) };
  for (const planned of plan.cases) {
    const options = { timeout: runnerTimeoutMs, meta: { assay }, skip: excluded !== undefined };
    test.concurrent(planned.evalCase.id, options, (context) =>
      runInTest(context, planned.tolerated, (runOptions, watch) =>
        plan.run(planned, runOptions, (args) => watch(() => body(bindExpect(args, context)))),
      ),
    );
  }
}

/** Made when asked for: most bodies use the global `expect`. */
function bindExpect<Input, Expected>(
  args: EvalArguments<Input, Expected>,
  context: TestContext,
): VitestEvalArguments<Input, Expected> {
  return {
    input: args.input,
    expected: args.expected,
    case: args.case,
    get signal() {
      return args.signal;
    },
    trial: args.trial,
    attempt: args.attempt,
    get expect() {
      boundExpects.add(context.task);
      return context.expect;
    },
  };
}

/** The suite's own gate: its last test. Shuffled to an earlier place it has nothing to say yet, and `afterAll` speaks. */
function defineGate<Input, Expected>(
  plan: SuitePlan<Input, Expected>,
  passRate: number,
  skip: boolean,
): void {
  let told = false;
  const tell = (): void => {
    const error = told ? undefined : plan.gateError();
    if (error === undefined) return;
    told = true;
    throw error;
  };
  const options = { concurrent: false, sequential: true, skip, meta: { assay: { role: "gate" as const } } };
  test(`gate: at least ${passRate * 100} % pass`, options, tell);
  afterAll(tell);
}
