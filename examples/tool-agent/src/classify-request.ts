/** How a customer writes: to know something, to have something done, or because something went wrong. */
export type RequestKind = "question" | "change" | "complaint";

const complaint =
  /\b(?:broken|damaged|late|still waiting|not arrived|never arrived|wrong item|complaint|complain|unacceptable|disappointed|angry|nobody)\b/i;
const change =
  /\b(?:cancel|stop|refund|deliver|send it to|money back|send it back|change|moved|another address|new address|instead|delete|call me|speak to|talk to)\b/i;

/** The kind of a request, by the words in it; a complaint that wants something done is a complaint. */
export function classifyRequest(text: string): RequestKind {
  if (complaint.test(text)) return "complaint";
  return change.test(text) && !/\b(?:can i|do you|is it possible|policy|what if)\b/i.test(text)
    ? "change"
    : "question";
}
