import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";

/** How the assistant treats a question. */
export type Policy =
  | "answer"
  | "not-found"
  | "ask-for-question"
  | "english-only"
  | "support-questions-only"
  | "no-comparison";

/** What one question to the assistant led to. */
export interface Reply {
  readonly text: string;
  /** Absent where a model wrote the reply: it does not say which policy it followed. */
  readonly policy?: Policy;
  /** Ids of the help articles that were read. */
  readonly sources: readonly string[];
  /** What the reply may rest on: the texts of those articles. */
  readonly passages: readonly string[];
  /** The conversation with its tool calls, in the shape of OpenAI's chat completions. */
  readonly messages: readonly ChatCompletionMessageParam[];
}
