export { scriptedEmbeddings, type ScriptedEmbeddings } from "./scripted-embeddings.ts";
export { scriptedModel, type ScriptedModel, type ScriptedReply } from "./scripted-model.ts";
export { claimsReply, judgeReply, pairReply, scoreReply } from "./judge-reply.ts";
