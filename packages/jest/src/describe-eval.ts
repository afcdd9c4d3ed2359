import { EvalError } from "@assay/core";
import {
  blameCaller,
  checkEvalOptions,
  planSuite,
  skipReason,
  preloadChecks,
  takeCaller,
  type CaseResult,
  type DescribeEvalOptions,
  type EvalArguments,
  type PlannedCase,
  type SuitePlan,
} from "@assay/core/adapter";
import { withCaseSlot } from "./case-limiter.ts";
import { emptyShardTitle, gateTitle } from "./generated-test.ts";
import { isInSkippedSuite } from "./in-skipped-suite.ts";
import { jestApi, type JestApi } from "./jest-api.ts";
import { loadCases } from "./load-cases.ts";
import { PlainCases } from "./plain-cases.ts";
import { showResult } from "./show-result.ts";
import { testFile } from "./test-file.ts";

/** Runs once per case. What it returns is recorded as the case's output. */
export type EvalBody<Input, Expected> = (args: EvalArguments<Input, Expected>) => unknown;

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

/** {@link DefineEval}, with the modes of Jest's `describe`. */
export interface DescribeEval extends DefineEval {
  /** Only this suite of the file. The gate counts the other suites' cases as not run. */
  readonly only: DefineEval;
  /** Declares the cases without running them: the gate counts them as not run. */
  readonly skip: DefineEval;
}

type Mode = "run" | "only" | "skip";

/** The longest a timer can be: our own deadline ends a case, and Jest's must not end it while it waits for its turn. */
export const runnerTimeoutMs: number = 2 ** 31 - 1;

/**
 * Defines a suite with one test per case of a dataset. The cases run concurrently; a case's title is its id. The dataset
 * has to load at once: files, globs and inline cases do, streams do not, because Jest collects tests synchronously.
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
export const describeEval: DescribeEval = Object.assign(defineWith("run"), {
  only: defineWith("only"),
  skip: defineWith("skip"),
});

function defineWith(mode: Mode): DefineEval {
  const defineEval: DefineEval = (name, options, body) => {
    const caller = takeCaller(defineEval);
    const api = jestApi("describeEval", name);
    const describe = mode === "run" ? api.describe : api.describe[mode];
    describe(name, () => {
      try {
        defineSuite(api, mode, name, options, body);
      } catch (error) {
        throw blameCaller(error, caller);
      }
    });
  };
  return defineEval;
}

function defineSuite<Input, Expected>(
  api: JestApi,
  mode: Mode,
  name: string,
  options: DescribeEvalOptions<Input, Expected>,
  body: EvalBody<Input, Expected>,
): void {
  checkEvalOptions("suite", name, options, body);
  preloadChecks().catch(() => {});
  const place = testFile(api.expect.getState());
  const cases = loadCases(options.dataset, place.path);
  const plan = planSuite({ project: place.project, file: place.file, suite: [name], cases, options });
  const reason = skipReason(name, options.skip);
  plan.declare(reason ?? (mode === "skip" || isInSkippedSuite() ? "skipped with .skip" : undefined));
  if (plan.cases.length === 0) return defineNothing(api, plan, cases.length);
  if (reason !== undefined) return defineSkipped(api, plan);
  for (const planned of plan.cases) defineCase(api, plan, planned, body);
  if (plan.gate !== undefined) defineGate(api, plan, plan.gate.passRate);
}

/** The runner shows every case, and that it does not run. */
function defineSkipped<Input, Expected>({ test }: JestApi, plan: SuitePlan<Input, Expected>): void {
  for (const { evalCase } of plan.cases) test.skip(evalCase.id, async () => undefined);
  if (plan.gate !== undefined) test.skip(gateTitle(plan.gate.passRate), async () => undefined);
}

function defineCase<Input, Expected>(
  { test }: JestApi,
  plan: SuitePlan<Input, Expected>,
  planned: PlannedCase<Input, Expected>,
  body: EvalBody<Input, Expected>,
): void {
  let attempts = 0;
  const run = (): Promise<CaseResult> => plan.run(planned, { trial: 0, attempt: attempts++ }, body);
  test.concurrent(
    planned.evalCase.id,
    async () => showResult(await withCaseSlot(run), planned.tolerated),
    runnerTimeoutMs,
  );
}

/** The suite's own gate: its last test. In random order it may come early and have nothing to say; `afterAll` speaks then. */
function defineGate<Input, Expected>(api: JestApi, plan: SuitePlan<Input, Expected>, passRate: number): void {
  let told = false;
  const tell = (): void => {
    const error = told ? undefined : plan.gateError();
    if (error === undefined) return;
    told = true;
    throw error;
  };
  const title = gateTitle(passRate);
  PlainCases.current()?.expectWrapped(title);
  api.test(title, async () => {
    PlainCases.current()?.enterWrapped();
    tell();
  });
  api.afterAll(tell);
}

function defineNothing<Input, Expected>(
  { test }: JestApi,
  { name, isElsewhere }: SuitePlan<Input, Expected>,
  loaded: number,
): void {
  if (isElsewhere) {
    test.skip(emptyShardTitle, async () => undefined);
    return;
  }
  throw new EvalError(
    `Failed to define evals "${name}": none of the ${loaded} cases of its dataset is selected. Check partitions and filter.`,
    { code: "DATASET_EMPTY" },
  );
}
