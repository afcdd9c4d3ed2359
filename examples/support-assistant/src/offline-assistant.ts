import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { choosePolicy } from "./policy.ts";
import type { Policy, Reply } from "./reply.ts";
import { searchArticles, searchSentences } from "./search.ts";

const greeting = "Thanks for your question.";
const closing = "Let me know if there is anything else I can help with.";

const fixedReplies: Readonly<Record<Exclude<Policy, "answer">, string>> = {
  "ask-for-question": "I did not receive a question.",
  "english-only": "I can answer in English only, so please write in English.",
  "support-questions-only": "I can only answer questions about using Fernboard.",
  "no-comparison":
    "I cannot compare Fernboard with other products, but I am glad to explain what Fernboard offers.",
  "not-found":
    "I did not find this in our help centre, so I have passed your question on to the support team.",
};

/** Answers with sentences of the help centre, word for word. The same question always gets the same reply. */
export function answerOffline(question: string): Reply {
  const asked: ChatCompletionMessageParam = { role: "user", content: question };
  const policy = choosePolicy(question);
  if (policy !== "answer") return decline(policy, [asked]);

  const query = condense(question);
  const articles = searchArticles(query);
  const passages = articles.map((article) => article.sentences.join(" "));
  const messages = [asked, ...searchMessages(query, passages)];
  const [best] = articles;
  if (best === undefined) return decline("not-found", messages);

  const sentences = searchSentences(query, best, 2);
  if (sentences.length === 0) sentences.push(...best.sentences.slice(0, 2));
  const text = [greeting, ...sentences.map(plant), closing].join(" ");
  return {
    text,
    policy,
    sources: articles.map(({ id }) => id),
    passages,
    messages: [...messages, say(text)],
  };
}

function decline(policy: Exclude<Policy, "answer">, messages: ChatCompletionMessageParam[]): Reply {
  const text = [greeting, fixedReplies[policy], closing].join(" ");
  return { text, policy, sources: [], passages: [], messages: [...messages, say(text)] };
}

/** What is asked, without the story around it: the questions of a long text, or its beginning. */
function condense(question: string): string {
  if (question.length <= 400) return question;
  const questions = question.match(/[^.?!\n]+\?/g) ?? [question];
  return questions.slice(-3).join(" ").trim().slice(0, 600);
}

function searchMessages(query: string, passages: readonly string[]): ChatCompletionMessageParam[] {
  const call = { name: "search_articles", arguments: JSON.stringify({ query }) };
  return [
    { role: "assistant", content: null, tool_calls: [{ id: "call_1", type: "function", function: call }] },
    { role: "tool", tool_call_id: "call_1", content: JSON.stringify(passages) },
  ];
}

function say(text: string): ChatCompletionMessageParam {
  return { role: "assistant", content: text };
}

/** SUPPORT_BREAK=price plants the bug that the evals are there to find: one price comes out wrong. */
function plant(sentence: string): string {
  return process.env["SUPPORT_BREAK"] === "price" ? sentence.replace("$29", "$19") : sentence;
}
