import { CallPolicy } from "./call-policy.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";
import { checkReply } from "./check-reply.ts";
import { classifyProviderError } from "./classify-provider-error.ts";
import { isGoverned } from "./governed.ts";
import type { ModelSubject } from "./model-subject.ts";
import { listedCost } from "./price-table.ts";

/** Keeps the breaker of each hand-written model as long as the model lives. */
const policies: WeakMap<ChatModel, CallPolicy> = new WeakMap();

/**
 * Asks any {@link ChatModel} under the call policy: deadline, limiter, breaker, shape of the reply. Models of ours bring
 * the policy along; around a hand-written one it is put here. Judges ask through this function and never by `complete`.
 *
 * @throws ModelError when no answer could be had.
 */
export async function callModel(model: ChatModel, request: ChatRequest): Promise<ChatReply> {
  return withCost(model, await ask(model, request));
}

/** A model that knows its own price comes before the table of the configuration. */
function withCost(model: ChatModel, reply: ChatReply): ChatReply {
  if (reply.costUsd !== undefined) return reply;
  const costUsd = listedCost(reply.usage, model.id, reply.modelServed);
  return costUsd === undefined ? reply : { ...reply, costUsd };
}

async function ask(model: ChatModel, request: ChatRequest): Promise<ChatReply> {
  if (isGoverned(model)) return model.complete(request);
  const subject: ModelSubject = { model: model.id, keyName: "the model's key", secrets: [] };
  const { value, requests } = await policyOf(model).call(request, subject, async (signal) => {
    try {
      return checkReply(await model.complete({ ...request, signal }), subject);
    } catch (error) {
      throw classifyProviderError(error, subject);
    }
  });
  return { requests, ...value };
}

function policyOf(model: ChatModel): CallPolicy {
  const known = policies.get(model);
  if (known !== undefined) return known;
  const policy = new CallPolicy();
  policies.set(model, policy);
  return policy;
}
