import { EvalError } from "../errors/eval-error.ts";
import type { ChatRequest } from "../models/chat-model.ts";
import { originals } from "../platform/originals.ts";
import { decide, decideUnasked, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import { castBallots, tallyBallots, type Ballot } from "./cast-ballots.ts";
import { readMaterial, textsOf, type Material } from "./judge-material.ts";
import { undecided } from "./missing-votes.ts";
import { seatsOf, type Seat } from "./panel.ts";
import { parseScore } from "./parse-score.ts";
import { scorePrompt, scorePromptVersion, scoreSchema } from "./prompts/score-prompt.ts";
import { brokenRule, ruleCritiques } from "./rule-checks.ts";
import type { ScoreJudgeOptions } from "./score-judge.ts";
import { reduceScores, scoreSpread } from "./score-spread.ts";
import { freshNonce } from "./untrusted-text.ts";
import type { ScoreSpread, Verdict } from "./verdict.ts";

const maxTokens = 1_024;
const highestTemperature = 0.3;
const [lowest, highest] = [1, 5];

/** See `judgeScore`, which loads this file when it is first called. */
export async function runScoreJudge(options: ScoreJudgeOptions): Promise<Verdict> {
  const { rubric, min, jury, temperature = highestTemperature, reducer = "mean" } = options;
  checkOptions({ name: rubric.name, min, temperature, reducer });
  const samples = options.samples ?? (jury === undefined ? 3 : 1);
  const seats = seatsOf(rubric.name, { ...options, samples }, temperature);
  const identity: JudgeIdentity = { rubric, promptVersion: scorePromptVersion, model: seats[0].model, seats };
  const rule = rubric.allowEmpty ? undefined : brokenRule(options.output);
  if (rule !== undefined) {
    return decideUnasked(identity, { outcome: "fail", critique: ruleCritiques[rule], evidence: [], rule });
  }
  const startedAt = originals.monotonic();
  const material = readMaterial(options);
  const ballots = await castBallots(
    seats,
    (seat) => askSeat(seat, options, material),
    (cast) => seats.length - cast.length,
  );
  const found = conclude(ballots, rubric.name, min, reducer);
  return {
    ...decideUnasked(identity, found),
    lengths: { output: material.output.length },
    ...tallyBallots(ballots, startedAt),
  };
}

function askSeat(
  { model, temperature, seed }: Seat,
  { rubric, min, signal, deadline, trial }: ScoreJudgeOptions,
  material: Material,
): Promise<Verdict> {
  const examples = rubric.examples.flatMap(({ input = "", output, critique }) => [input, output, critique]);
  const nonce = freshNonce([...textsOf(material), ...examples]);
  const request: ChatRequest = {
    messages: scorePrompt(rubric, material, nonce),
    schema: scoreSchema,
    temperature,
    maxTokens,
    question: { kind: "score", nonce, ...material },
    ...(seed !== undefined && { seed }),
    ...(signal !== undefined && { signal }),
    ...(deadline !== undefined && { deadline }),
    ...(trial !== undefined && { trial }),
  };
  const identity: JudgeIdentity = { rubric, promptVersion: scorePromptVersion, model };
  return decide(
    identity,
    request,
    ({ reply }) => parseScore(reply, nonce, material.output),
    ({ score, ...said }) => ({
      ok: true,
      value: { outcome: score >= min ? "pass" : "fail", ...said, scores: scoreSpread([score], 0, "mean") },
    }),
  );
}

type Conclusion = Finding & Pick<Verdict, "inconclusiveClass" | "scores">;

function conclude(
  ballots: readonly Ballot[],
  name: string,
  min: number,
  reducer: ScoreSpread["reducer"],
): Conclusion {
  const told = ballots.flatMap(({ verdict }) => (verdict?.scores === undefined ? [] : [verdict]));
  const scores = told.map((verdict) => verdict.scores?.value ?? Number.NaN);
  const missing = ballots.length - scores.length;
  const fill = (level: number): number =>
    reduceScores([...scores, ...Array.from({ length: missing }, () => level)], reducer);
  const [low, high] = [fill(lowest), fill(highest)];
  if (low < min && high >= min) {
    const found = `${scores.length} of ${ballots.length} votes gave a score, which leaves a ${reducer} from ${show(low)} to ${show(high)}, and ${show(min)} is asked for`;
    const reading = undecided(name, ballots, ballots.length, found);
    const { inconclusiveClass, problem } = reading;
    return { outcome: "inconclusive", inconclusiveClass, critique: problem, evidence: [] };
  }
  const spread = scoreSpread(scores, missing, reducer);
  const closest = told.toSorted(
    (a, b) =>
      Math.abs((a.scores?.value ?? 0) - spread.value) - Math.abs((b.scores?.value ?? 0) - spread.value),
  )[0];
  return {
    outcome: low >= min ? "pass" : "fail",
    critique: closest?.critique ?? "",
    evidence: closest?.evidence ?? [],
    score: (spread.value - lowest) / (highest - lowest),
    scores: spread,
  };
}

function show(value: number): string {
  return String(Number(value.toFixed(2)));
}

interface CheckedOptions {
  readonly name: string;
  readonly min: unknown;
  readonly temperature: unknown;
  readonly reducer: unknown;
}

function checkOptions({ name, min, temperature, reducer }: CheckedOptions): void {
  const problem = !(typeof min === "number" && min > lowest && min <= highest)
    ? `expected the least score to be a number above 1 and up to 5, got ${String(min)} (${typeof min})`
    : !(typeof temperature === "number" && temperature >= 0 && temperature <= highestTemperature)
      ? `expected \`temperature\` to be a number from 0 to ${highestTemperature}, got ${String(temperature)} (${typeof temperature})`
      : reducer !== "mean" && reducer !== "median"
        ? `expected \`reducer\` to be "mean" or "median", got ${String(reducer)}`
        : undefined;
  if (problem === undefined) return;
  throw new EvalError(`Failed to judge "${name}": ${problem}. Correct the option.`, {
    code: "MATCHER_ARGUMENT",
  });
}
