import { isEvalError } from "../errors/eval-error.ts";
import type { ChatModel, ChatRequest } from "../models/chat-model.ts";
import { servesAnother } from "../models/served-model.ts";
import { originals } from "../platform/originals.ts";
import { askModel, type Answer, type Asker } from "./ask-model.ts";
import { judgeHash, type HashedSeat } from "./judge-hash.ts";
import { parserVersion } from "./parse-reply.ts";
import { noReading, type Reading } from "./reading.ts";
import { spendOf, type Spend } from "./spend.ts";
import type { Verdict } from "./verdict.ts";

/** What a judge says of itself in every verdict. */
export interface JudgeIdentity {
  readonly rubric: Verdict["rubric"];
  readonly promptVersion: string;
  readonly model: ChatModel;
  /** All seats of a panel, where there is one. */
  readonly seats?: readonly HashedSeat[];
}

/** The part of a verdict that comes from the reply. */
export type Finding = Pick<Verdict, "outcome" | "critique" | "evidence"> &
  Partial<Pick<Verdict, "score" | "claims" | "scores" | "preference" | "inconclusiveClass">>;

/** Asks, reads the reply and turns it into a verdict. @throws ModelError when there is no reply. */
export async function decide<T>(
  identity: JudgeIdentity,
  request: ChatRequest,
  parse: (answer: Answer) => Reading<T>,
  conclude: (value: T) => Reading<Finding>,
): Promise<Verdict> {
  const startedAt = originals.monotonic();
  const { model, seats = [{ model, temperature: request.temperature, seed: request.seed }] } = identity;
  const read = (answer: Answer): Reading<Finding> => {
    const parsed = parse(answer);
    return parsed.ok ? conclude(parsed.value) : parsed;
  };
  const { promptVersion } = identity;
  const isUsable = (answer: Answer): boolean => holdsJudgement(read(answer));
  const asker: Asker = { promptVersion, parserVersion, isUsable };
  const { reading, served, spent } = await askUnlessBlocked(model, request, asker, read);
  const finding: Finding = reading.ok
    ? reading.value
    : {
        outcome: "inconclusive",
        inconclusiveClass: reading.inconclusiveClass,
        critique: reading.problem,
        evidence: [],
      };
  return {
    ...finding,
    ...identify({ ...identity, seats }, served),
    ...spent,
    durationMs: originals.monotonic() - startedAt,
  };
}

/** A judge that says it cannot judge has said so; every other reading without a value is a reply that went wrong. */
function holdsJudgement(reading: Reading<Finding>): boolean {
  return reading.ok || reading.inconclusiveClass === "cannot-judge";
}

/** A verdict that no model was asked for. */
export function decideUnasked(
  identity: JudgeIdentity,
  finding: Finding & Partial<Pick<Verdict, "rule">>,
): Verdict {
  return { ...finding, ...identify(identity), durationMs: 0, requests: 0 };
}

/** What {@link JudgeIdentity} comes to, in a verdict. */
export function hashOf({
  rubric,
  promptVersion,
  model,
  seats = [{ model, temperature: 0 }],
}: JudgeIdentity): string {
  return judgeHash({ seats, promptVersion, parserVersion, rubricHash: rubric.hash });
}

function identify(
  identity: JudgeIdentity,
  served?: string,
): Pick<Verdict, "rubric" | "judgeHash" | "promptVersion" | "parserVersion" | "model"> {
  const { rubric, promptVersion, model } = identity;
  const { name, version, hash, variant } = rubric;
  return {
    rubric: { name, version, hash, ...(variant !== undefined && { variant }) },
    judgeHash: hashOf(identity),
    promptVersion,
    parserVersion,
    model: {
      asked: model.id,
      family: model.family,
      ...(served !== undefined && { served }),
      ...(servesAnother(model.id, served, model.serves) && { replaced: true }),
    },
  };
}

interface Read {
  readonly reading: Reading<Finding>;
  readonly served?: string | undefined;
  readonly spent: Spend;
}

/** A provider that refuses to read the input is no outage: it answered, without a verdict. What came before it is paid for. */
async function askUnlessBlocked(
  model: ChatModel,
  request: ChatRequest,
  asker: Asker,
  read: (answer: Answer) => Reading<Finding>,
): Promise<Read> {
  try {
    const answer = await askModel(model, request, asker);
    const { reply, ...spent } = answer;
    return { reading: read(answer), served: reply.modelServed, spent };
  } catch (error) {
    if (!isEvalError(error) || error.code !== "MODEL_INPUT_BLOCKED") throw error;
    return { reading: noReading("blocked-input", error.message), spent: spendOf(error) ?? { requests: 1 } };
  }
}
