import { EvalError } from "../errors/eval-error.ts";
import type { ChatModel } from "../models/chat-model.ts";

/** Who judges, and how often. */
export interface PanelOptions {
  /** One model, asked `samples` times. */
  readonly model?: ChatModel | undefined;
  /** Several models instead, each asked `samples` times. */
  readonly jury?: readonly ChatModel[] | undefined;
  /** How often each model is asked, from 1 to 25. */
  readonly samples?: number | undefined;
}

/** One vote to be cast. */
export interface Seat {
  readonly model: ChatModel;
  readonly temperature: number;
  /** Set where one model has several seats: they differ in it. */
  readonly seed?: number;
}

const mostSamples = 25;

/** The seats of a panel: members take turns, so that an early decision has heard as many of them as possible. */
export function seatsOf(
  subject: string,
  { model, jury, samples = 1 }: PanelOptions,
  temperature: number,
): readonly [Seat, ...Seat[]] {
  if (!Number.isInteger(samples) || samples < 1 || samples > mostSamples) {
    throw panelError(
      subject,
      `expected \`samples\` to be a whole number from 1 to ${mostSamples}, got ${String(samples)} (${typeof samples})`,
    );
  }
  const members = readMembers(subject, model, jury);
  const seats = Array.from({ length: samples }, (_, round) =>
    members.map((member, place): Seat => {
      const earlier = members.slice(0, place).filter(({ id }) => id === member.id).length;
      const twins = members.filter(({ id }) => id === member.id).length;
      const alone = twins * samples === 1;
      return alone
        ? { model: member, temperature: 0 }
        : { model: member, temperature, seed: 1 + round * twins + earlier };
    }),
  ).flat();
  return seats as unknown as readonly [Seat, ...Seat[]];
}

function readMembers(
  subject: string,
  model: ChatModel | undefined,
  jury: readonly ChatModel[] | undefined,
): readonly ChatModel[] {
  if (model !== undefined && jury !== undefined) {
    throw panelError(subject, "it was given both `model` and `jury`");
  }
  const members: readonly unknown[] = jury ?? [model];
  if (Array.isArray(members) && members.length > 0 && members.every(isModel)) return members;
  throw panelError(
    subject,
    jury === undefined ? "it was given no model" : "expected `jury` to be a list of models",
  );
}

function isModel(value: unknown): value is ChatModel {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "complete" in value &&
    typeof value.complete === "function"
  );
}

function panelError(subject: string, problem: string): EvalError {
  return new EvalError(
    `Failed to judge "${subject}": ${problem}. Pass one \`model\` or a \`jury\` of models, and how often to ask each in \`samples\`.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
