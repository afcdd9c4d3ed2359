import { answerOffline } from "./offline-assistant.ts";
import type { Reply } from "./reply.ts";
import { usesModel } from "./uses-model.ts";

/** Answers a customer's question: with a model where the environment names one, else with the offline answerer. */
export async function answer(question: string, signal?: AbortSignal): Promise<Reply> {
  if (!usesModel()) return answerOffline(question);
  const { answerWithModel } = await import("./openai-assistant.ts");
  return answerWithModel(question, signal);
}
