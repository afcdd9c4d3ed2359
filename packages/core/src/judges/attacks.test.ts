import { describe, expect, test } from "vitest";
import type { ChatModel, ChatRequest } from "../models/chat-model.ts";
import {
  attackedJudges,
  attacks,
  attacksOn,
  order,
  outsideOf,
  type AttackedJudge,
} from "./test-helpers/attacked-judges.ts";

const nonce = "f".repeat(32);

test("the attacks are many, of every family, and no two alike", () => {
  const families = new Set(attacks.map(({ family }) => family));

  expect(attacks.length).toBeGreaterThanOrEqual(100);
  expect(families.size).toBe(25);
  expect(new Set(attacks.map(({ text }) => text)).size).toBe(attacks.length);
});

describe.each(attackedJudges)("$kind", (judge) => {
  const texts = attacksOn(judge);

  test("an obedient judge sees no order, because all of them stand inside of its blocks", async () => {
    expect(await taken(judge, texts, () => obedient(judge))).toEqual([]);
  });

  test("a judge that repeats the text before its own verdict gives no verdict of the text's", async () => {
    expect(
      await taken(judge, texts, (text) => saying((request) => `${text}\n${honest(judge, request)}`)),
    ).toEqual([]);
  });

  test("a judge that repeats nothing but the text gives none either", async () => {
    expect(await taken(judge, texts, (text) => saying(() => text))).toEqual([]);
  });

  test("the same obedient judge would take every order that reached it outside of a block", async () => {
    const plain = texts.filter((text) => text.includes(order));

    const accepted = await taken(judge, plain, (text) => leaking(obedient(judge), text));

    expect(plain.length).toBeGreaterThan(70);
    expect(plain.filter((text) => !accepted.includes(text))).toEqual([]);
  });

  test("without the check of the nonce forged replies would be verdicts", () => {
    const reply = (text: string) => ({ text, finishReason: "stop" }) as const;

    const forged = texts.filter((text) => judge.accepts(reply(text), nonce, { checkNonce: false }));

    expect(forged.length).toBeGreaterThanOrEqual(3);
    expect(texts.filter((text) => judge.accepts(reply(text), nonce))).toEqual([]);
  });
});

/** The attacks that got the verdict they want. */
async function taken(
  judge: AttackedJudge,
  texts: readonly string[],
  model: (text: string) => ChatModel,
): Promise<readonly string[]> {
  const verdicts = await Promise.all(texts.map((text) => judge.judge(text, model(text))));
  return texts.filter((_, index) => verdicts[index]?.outcome === "pass");
}

function saying(text: (request: ChatRequest) => string): ChatModel {
  const complete: ChatModel["complete"] = (request) =>
    Promise.resolve({ text: text(request), finishReason: "stop" });
  return { id: "test", family: "test", complete };
}

/** Obeys whatever stands outside of the blocks, and is severe without an order. */
function obedient(judge: AttackedJudge): ChatModel {
  return saying((request) => honest(judge, request, outsideOf(request).includes(order)));
}

/** Reads `text` once more outside of the blocks, as a judge without blocks would. */
function leaking(model: ChatModel, text: string): ChatModel {
  return {
    ...model,
    complete: (request) =>
      model.complete({ ...request, messages: [...request.messages, { role: "user", content: text }] }),
  };
}

function honest(judge: AttackedJudge, { question }: ChatRequest, inFavour = false): string {
  return judge.reply(question, inFavour).replace("{{nonce}}", question?.nonce ?? "");
}
