import type { Policy } from "./reply.ts";

/** Products that the assistant does not talk about. */
export const competitors: readonly string[] = ["AcmeDesk", "Zentral Inbox", "Helpmoor"];

const injection =
  /\b(?:ignore|forget|disregard)\b.{0,40}\b(?:instructions?|rules?|prompts?)\b|\bsystem prompt\b|\byou are now\b|\bdeveloper mode\b/i;

const foreignWords = new Set(
  (
    "cuánto cuesta el los para puedo cómo una mi es wie viel kostet der das ich kann mein nicht und bitte combien coûte le les mon comment " +
    "puis je pour quanto custa meu como posso não il mio costa come che"
  ).split(" "),
);
const englishWords = new Set(
  "the is are do does how what can i my to a of for we and in it you does where why when which will".split(
    " ",
  ),
);

/** Decides what may be answered at all, before anything is searched. */
export function choosePolicy(question: string): Policy {
  if (question.trim() === "") return "ask-for-question";
  if (!isEnglish(question)) return "english-only";
  if (injection.test(question)) return "support-questions-only";
  if (competitors.some((name) => question.toLowerCase().includes(name.toLowerCase()))) return "no-comparison";
  return "answer";
}

function isEnglish(question: string): boolean {
  const letters = question.match(/\p{L}/gu) ?? [];
  const latin = question.match(/\p{Script=Latin}/gu) ?? [];
  if (letters.length > 0 && latin.length < letters.length / 2) return false;
  const words = question.toLowerCase().match(/\p{L}+/gu) ?? [];
  const foreign = words.filter((word) => foreignWords.has(word)).length;
  const english = words.filter((word) => englishWords.has(word)).length;
  return foreign === 0 || foreign <= english;
}
