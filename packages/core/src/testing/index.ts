export { scriptedModel, type ScriptedModel, type ScriptedReply } from "./scripted-model.ts";
export { claimsReply, judgeReply } from "./judge-reply.ts";
