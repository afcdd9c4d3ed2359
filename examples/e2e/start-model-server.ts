import {
  judgeReply,
  readJudgePrompt,
  startFakeProvider,
  type FakeProvider,
  type Plan,
  type ReceivedRequest,
} from "../../fixtures/fake-provider/src/index.mjs";

/** What the application's model does with one request: its tool calls in turn, then its answer. */
export interface Script {
  readonly calls: readonly { readonly name: string; readonly args: object }[];
  readonly answer: string;
}

/**
 * An OpenAI-compatible server that plays both models of an example: the application's, as `scriptOf` says of a request, and a
 * judge that finds every answer good but those with `[[fail]]` in them.
 */
export function startModelServer(scriptOf: (request: string) => Script): Promise<FakeProvider> {
  return startFakeProvider({
    reply: (request) => {
      const { body, prompt } = request;
      if (body?.["tools"] !== undefined) return play(request, scriptOf);
      return prompt.includes("<<<OUTPUT A") ? preferGood(prompt) : judgeReply(request);
    },
  });
}

interface AskedMessage {
  readonly role: string;
  readonly content: string;
}

function play({ body }: ReceivedRequest, scriptOf: (request: string) => Script): Plan {
  const messages = body?.["messages"] as readonly AskedMessage[];
  const { calls, answer } = scriptOf(messages.find(({ role }) => role === "user")?.content ?? "");
  const made = messages.filter(({ role }) => role === "tool").length;
  const call = calls[made];
  if (call === undefined) return { text: answer };
  const asked = { name: call.name, arguments: JSON.stringify(call.args) };
  const message = {
    role: "assistant",
    content: null,
    tool_calls: [{ id: `call_${made}`, type: "function", function: asked }],
  };
  const choices = [{ index: 0, message, finish_reason: "tool_calls" }];
  return { body: { id: "c", object: "chat.completion", model: body?.["model"], choices } };
}

/** Whichever stands first or second: the answer that is not the last release's and has no `[[fail]]`. */
function preferGood(prompt: string): Plan {
  const { nonce = "", blocks } = readJudgePrompt(prompt) ?? {};
  const [a = "", b = ""] = [blocks?.get("OUTPUT A"), blocks?.get("OUTPUT B")];
  const bad = (text: string): boolean => text.includes("[[fail]]");
  const winner = bad(a) ? "B" : bad(b) ? "A" : a.length > b.length ? "A" : "B";
  return { text: { nonce, critique: "By rule.", evidence: [], winner } };
}
