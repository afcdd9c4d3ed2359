import { EvalError, isEvalError } from "../../errors/eval-error.ts";
import type { ChatModel } from "../../models/chat-model.ts";
import { unrecorded } from "../../models/recordings/recorded-model.ts";
import type { Usage } from "../../trace/trace.ts";
import { judgeBinary } from "../binary-judge.ts";
import { judgePairwise } from "../pairwise-judge.ts";
import type { Verdict } from "../verdict.ts";
import { canaries, canaryRubric, twins } from "./canaries.ts";
import { judgeCheckHash } from "./check-hash.ts";
import { concludeCheck } from "./conclude-check.ts";
import type { Canary, CanaryResult, CheckJudgeOptions, JudgeCheck } from "./judge-check.ts";

/** One question, and what to make of the answer. */
interface Question {
  readonly expected: Pick<CanaryResult, "id" | "kind" | "expected">;
  readonly ask: () => Promise<Verdict>;
}

interface Asked {
  readonly result: CanaryResult;
  readonly verdict?: Verdict;
}

/** See `checkJudge`, which loads this file when it is called. */
export async function runJudgeCheck(judge: ChatModel, options: CheckJudgeOptions): Promise<JudgeCheck> {
  // The judge as it is, and not as it was recorded.
  const model = unrecorded(judge);
  const { maxFalsePass = 0.1, level = 0.95, concurrency = 4 } = options;
  checkShare("maxFalsePass", maxFalsePass);
  checkShare("level", level);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw invalid("concurrency", "a whole number from 1", concurrency);
  const asked = await inTurn(questionsOf(model, options), concurrency);
  const verdicts = asked.flatMap(({ verdict }) => verdict ?? []);
  const usage = sumUsage(verdicts);
  return {
    schema: "assay.judge-check/1",
    checkedAt: new Date().toISOString(),
    model: { id: model.id, family: model.family },
    judgeHash: judgeCheckHash(model),
    ...concludeCheck(
      asked.map(({ result }) => result),
      { maxFalsePass, level },
    ),
    requests: verdicts.reduce((sum, { requests }) => sum + requests, 0),
    ...(usage !== undefined && { usage }),
  };
}

function questionsOf(
  model: ChatModel,
  { canaries: own = [], rubric, signal }: CheckJudgeOptions,
): Question[] {
  const ask = (canary: Canary, by = canaryRubric()): Question => ({
    expected: { id: canary.id, kind: canary.kind, expected: canary.expected },
    ask: () =>
      judgeBinary({
        rubric: by,
        output: canary.output,
        input: canary.input,
        reference: canary.reference,
        model,
        signal,
      }),
  });
  return [
    ...canaries.map((canary) => ask(canary)),
    ...own.map((canary) => ask(canary, rubric)),
    ...twins.map(({ input, reference, first, second }, index): Question => ({
      expected: { id: `tie ${index + 1}, ${input}`, kind: "tie", expected: "tie" },
      ask: () =>
        judgePairwise({
          rubric: canaryRubric(),
          input,
          reference,
          output: first,
          other: second,
          model,
          signal,
        }),
    })),
  ];
}

/** `concurrency` at a time; the first error of the whole run ends it. */
async function inTurn(questions: readonly Question[], concurrency: number): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const left = questions.entries();
  const work = async (): Promise<void> => {
    for (const [index, question] of left) asked[index] = await askOne(question);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return asked;
}

async function askOne({ expected, ask }: Question): Promise<Asked> {
  try {
    const verdict = await ask();
    const { critique, inconclusiveClass } = verdict;
    const outcome = expected.kind === "tie" ? tieOutcome(verdict) : verdict.outcome;
    const without = inconclusiveClass !== undefined && { inconclusiveClass };
    return { result: { ...expected, outcome, ...without, critique }, verdict };
  } catch (error) {
    if (!isEvalError(error) || endsRun(error)) throw error;
    return { result: { ...expected, outcome: "error", critique: error.message } };
  }
}

function tieOutcome({ outcome, preference }: Verdict): CanaryResult["outcome"] {
  if (preference === undefined) return "inconclusive";
  return preference.winner === "tie" ? "tie" : outcome;
}

/** No key, no quota, no such model or host: no other question would fare better. */
function endsRun(error: EvalError): boolean {
  return error.scope === "run" || error.code === "MATCHER_ARGUMENT";
}

function sumUsage(verdicts: readonly Verdict[]): Usage | undefined {
  const used = verdicts.flatMap(({ usage }) => usage ?? []);
  if (used.length === 0) return undefined;
  return {
    inputTokens: used.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: used.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}

function checkShare(name: string, value: unknown): void {
  if (!(typeof value === "number" && value > 0 && value < 1))
    throw invalid(name, "a number above 0 and below 1", value);
}

function invalid(name: string, wanted: string, value: unknown): EvalError {
  return new EvalError(
    `Failed to check the judge: expected \`${name}\` to be ${wanted}, got ${String(value)}. Correct the options.`,
    { code: "CONFIG_INVALID" },
  );
}
